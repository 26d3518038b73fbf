import { createTable, migration } from "quintet/db/migrations";

export default migration({
  dependsOn: ["auth/0001_initial"],
  operations: [
    createTable("category", {
      columns: {
        id: { type: "int", identity: true },
        name: { type: "text" },
        description: { type: "text", default: "" },
        post_count: { type: "int", default: 0 },
        created_at: { type: "datetime" },
      },
      primaryKey: ["id"],
      uniques: [{ name: "category_name_key", columns: ["name"] }],
    }),
    createTable("tag", {
      columns: { id: { type: "int", identity: true }, name: { type: "text" } },
      primaryKey: ["id"],
      uniques: [{ name: "tag_name_key", columns: ["name"] }],
    }),
    createTable("post", {
      columns: {
        id: { type: "int", identity: true },
        title: { type: "text" },
        slug: { type: "text" },
        content: { type: "text" },
        status: { type: "text", default: "draft" },
        created_at: { type: "datetime" },
        updated_at: { type: "datetime" },
        published_at: { type: "datetime", nullable: true },
        author_id: { type: "int" },
        category_id: { type: "int", nullable: true },
      },
      primaryKey: ["id"],
      uniques: [{ name: "post_slug_key", columns: ["slug"] }],
      indexes: [
        { name: "post_status_published_at_idx", columns: ["status", "published_at"] },
        { name: "post_author_id_created_at_idx", columns: ["author_id", "created_at"] },
        { name: "post_created_at_id_idx", columns: ["created_at", "id"] },
        { name: "post_status_created_at_id_idx", columns: ["status", "created_at", "id"] },
        { name: "post_status_updated_at_id_idx", columns: ["status", "updated_at", "id"] },
        {
          name: "post_category_id_created_at_id_idx",
          columns: ["category_id", "created_at", "id"],
        },
        {
          name: "post_category_id_published_at_id_idx",
          columns: ["category_id", "published_at", "id"],
        },
        {
          name: "post_category_id_status_published_at_idx",
          columns: ["category_id", "status", "published_at"],
        },
        { name: "post_author_id_published_at_idx", columns: ["author_id", "published_at"] },
        {
          name: "post_published_at_partial_idx",
          columns: ["published_at"],
          where: { status: "published" },
        },
      ],
      checks: [
        {
          name: "published_has_date",
          where: [{ status: { not: "published" } }, { published_at: { not: null } }],
        },
      ],
      foreignKeys: [
        {
          name: "post_author_id_fkey",
          columns: ["author_id"],
          references: { table: "user", columns: ["id"] },
          onDelete: "cascade",
        },
        {
          name: "post_category_id_fkey",
          columns: ["category_id"],
          references: { table: "category", columns: ["id"] },
          onDelete: "setNull",
        },
      ],
    }),
    createTable("comment", {
      columns: {
        id: { type: "int", identity: true },
        content: { type: "text" },
        created_at: { type: "datetime" },
        post_id: { type: "int" },
        author_id: { type: "int" },
      },
      primaryKey: ["id"],
      indexes: [
        { name: "comment_post_id_created_at_idx", columns: ["post_id", "created_at"] },
        { name: "comment_created_at_idx", columns: ["created_at"] },
        { name: "comment_author_id_idx", columns: ["author_id"] },
      ],
      foreignKeys: [
        {
          name: "comment_post_id_fkey",
          columns: ["post_id"],
          references: { table: "post", columns: ["id"] },
          onDelete: "cascade",
        },
        {
          name: "comment_author_id_fkey",
          columns: ["author_id"],
          references: { table: "user", columns: ["id"] },
          onDelete: "cascade",
        },
      ],
    }),
    createTable("subscription", {
      columns: {
        id: { type: "int", identity: true },
        created_at: { type: "datetime" },
        reader_id: { type: "int" },
        author_id: { type: "int" },
      },
      primaryKey: ["id"],
      uniques: [
        { name: "subscription_reader_id_author_id_key", columns: ["reader_id", "author_id"] },
      ],
      indexes: [{ name: "subscription_author_id_idx", columns: ["author_id"] }],
      foreignKeys: [
        {
          name: "subscription_reader_id_fkey",
          columns: ["reader_id"],
          references: { table: "user", columns: ["id"] },
          onDelete: "cascade",
        },
        {
          name: "subscription_author_id_fkey",
          columns: ["author_id"],
          references: { table: "user", columns: ["id"] },
          onDelete: "cascade",
        },
      ],
    }),
    createTable("notification", {
      columns: {
        id: { type: "int", identity: true },
        message: { type: "text" },
        is_read: { type: "bool", default: false },
        created_at: { type: "datetime" },
        recipient_id: { type: "int" },
        comment_id: { type: "int" },
      },
      primaryKey: ["id"],
      indexes: [
        { name: "notification_recipient_id_is_read_idx", columns: ["recipient_id", "is_read"] },
        { name: "notification_comment_id_idx", columns: ["comment_id"] },
      ],
      foreignKeys: [
        {
          name: "notification_recipient_id_fkey",
          columns: ["recipient_id"],
          references: { table: "user", columns: ["id"] },
          onDelete: "cascade",
        },
        {
          name: "notification_comment_id_fkey",
          columns: ["comment_id"],
          references: { table: "comment", columns: ["id"] },
          onDelete: "cascade",
        },
      ],
    }),
    createTable("post_tag", {
      columns: { post_id: { type: "int" }, tag_id: { type: "int" } },
      primaryKey: ["post_id", "tag_id"],
      indexes: [{ name: "post_tag_tag_id_idx", columns: ["tag_id"] }],
      foreignKeys: [
        {
          name: "post_tag_post_id_fkey",
          columns: ["post_id"],
          references: { table: "post", columns: ["id"] },
          onDelete: "cascade",
        },
        {
          name: "post_tag_tag_id_fkey",
          columns: ["tag_id"],
          references: { table: "tag", columns: ["id"] },
          onDelete: "cascade",
        },
      ],
    }),
  ],
});
