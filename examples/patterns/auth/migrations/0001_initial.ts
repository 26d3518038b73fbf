import { createTable, migration } from "quintet/db/migrations";

export default migration({
  operations: [
    createTable("user", {
      columns: {
        id: { type: "int", identity: true },
        username: { type: "text" },
        email: { type: "text" },
        password_hash: { type: "text", default: "" },
        email_verified_at: { type: "datetime", nullable: true },
        is_active: { type: "bool", default: true },
        is_staff: { type: "bool", default: false },
        is_superuser: { type: "bool", default: false },
        last_login: { type: "datetime", nullable: true },
        created_at: { type: "datetime" },
      },
      primaryKey: ["id"],
      uniques: [
        { name: "user_username_key", columns: ["username"] },
        { name: "user_email_key", columns: ["email"] },
      ],
    }),
    createTable("auth_group", {
      columns: { id: { type: "int", identity: true }, name: { type: "text" } },
      primaryKey: ["id"],
      uniques: [{ name: "auth_group_name_key", columns: ["name"] }],
    }),
    createTable("auth_permission", {
      columns: {
        id: { type: "int", identity: true },
        code: { type: "text" },
        name: { type: "text", default: "" },
      },
      primaryKey: ["id"],
      uniques: [{ name: "auth_permission_code_key", columns: ["code"] }],
    }),
    createTable("auth_one_time_link", {
      columns: {
        id: { type: "text" },
        purpose: { type: "text" },
        mark: { type: "text" },
        expires_at: { type: "datetime" },
        user_id: { type: "int" },
      },
      primaryKey: ["id"],
      indexes: [
        { name: "auth_one_time_link_expires_at_idx", columns: ["expires_at"] },
        { name: "auth_one_time_link_user_id_idx", columns: ["user_id"] },
      ],
      foreignKeys: [
        {
          name: "auth_one_time_link_user_id_fkey",
          columns: ["user_id"],
          references: { table: "user", columns: ["id"] },
          onDelete: "cascade",
        },
      ],
    }),
    createTable("auth_token_family", {
      columns: {
        id: { type: "text" },
        current: { type: "text" },
        previous: { type: "text", default: "" },
        scopes: { type: "json" },
        created_at: { type: "datetime" },
        redeemed_at: { type: "datetime" },
        expires_at: { type: "datetime" },
        revoked_at: { type: "datetime", nullable: true },
        agent: { type: "text", default: "" },
        address: { type: "text", default: "" },
        user_id: { type: "int" },
      },
      primaryKey: ["id"],
      indexes: [
        { name: "auth_token_family_expires_at_idx", columns: ["expires_at"] },
        { name: "auth_token_family_user_id_idx", columns: ["user_id"] },
      ],
      foreignKeys: [
        {
          name: "auth_token_family_user_id_fkey",
          columns: ["user_id"],
          references: { table: "user", columns: ["id"] },
          onDelete: "cascade",
        },
      ],
    }),
    createTable("auth_api_key", {
      columns: {
        id: { type: "int", identity: true },
        name: { type: "text" },
        prefix: { type: "text" },
        hash: { type: "text" },
        scopes: { type: "json" },
        created_at: { type: "datetime" },
        expires_at: { type: "datetime", nullable: true },
        last_used_at: { type: "datetime", nullable: true },
        revoked_at: { type: "datetime", nullable: true },
        user_id: { type: "int" },
      },
      primaryKey: ["id"],
      uniques: [{ name: "auth_api_key_prefix_key", columns: ["prefix"] }],
      indexes: [{ name: "auth_api_key_user_id_idx", columns: ["user_id"] }],
      foreignKeys: [
        {
          name: "auth_api_key_user_id_fkey",
          columns: ["user_id"],
          references: { table: "user", columns: ["id"] },
          onDelete: "cascade",
        },
      ],
    }),
    createTable("auth_session", {
      columns: {
        id: { type: "text" },
        created_at: { type: "datetime" },
        seen_at: { type: "datetime" },
        proved_at: { type: "datetime" },
        expires_at: { type: "datetime" },
        must_rotate: { type: "bool", default: false },
        agent: { type: "text", default: "" },
        address: { type: "text", default: "" },
        user_id: { type: "int" },
      },
      primaryKey: ["id"],
      indexes: [
        { name: "auth_session_expires_at_idx", columns: ["expires_at"] },
        { name: "auth_session_user_id_idx", columns: ["user_id"] },
      ],
      foreignKeys: [
        {
          name: "auth_session_user_id_fkey",
          columns: ["user_id"],
          references: { table: "user", columns: ["id"] },
          onDelete: "cascade",
        },
      ],
    }),
    createTable("auth_group_user", {
      columns: { group_id: { type: "int" }, user_id: { type: "int" } },
      primaryKey: ["group_id", "user_id"],
      indexes: [{ name: "auth_group_user_user_id_idx", columns: ["user_id"] }],
      foreignKeys: [
        {
          name: "auth_group_user_group_id_fkey",
          columns: ["group_id"],
          references: { table: "auth_group", columns: ["id"] },
          onDelete: "cascade",
        },
        {
          name: "auth_group_user_user_id_fkey",
          columns: ["user_id"],
          references: { table: "user", columns: ["id"] },
          onDelete: "cascade",
        },
      ],
    }),
    createTable("auth_permission_user", {
      columns: { permission_id: { type: "int" }, user_id: { type: "int" } },
      primaryKey: ["permission_id", "user_id"],
      indexes: [{ name: "auth_permission_user_user_id_idx", columns: ["user_id"] }],
      foreignKeys: [
        {
          name: "auth_permission_user_permission_id_fkey",
          columns: ["permission_id"],
          references: { table: "auth_permission", columns: ["id"] },
          onDelete: "cascade",
        },
        {
          name: "auth_permission_user_user_id_fkey",
          columns: ["user_id"],
          references: { table: "user", columns: ["id"] },
          onDelete: "cascade",
        },
      ],
    }),
    createTable("auth_group_permission", {
      columns: { group_id: { type: "int" }, permission_id: { type: "int" } },
      primaryKey: ["group_id", "permission_id"],
      indexes: [{ name: "auth_group_permission_permission_id_idx", columns: ["permission_id"] }],
      foreignKeys: [
        {
          name: "auth_group_permission_group_id_fkey",
          columns: ["group_id"],
          references: { table: "auth_group", columns: ["id"] },
          onDelete: "cascade",
        },
        {
          name: "auth_group_permission_permission_id_fkey",
          columns: ["permission_id"],
          references: { table: "auth_permission", columns: ["id"] },
          onDelete: "cascade",
        },
      ],
    }),
  ],
});
