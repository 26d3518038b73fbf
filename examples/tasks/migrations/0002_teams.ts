import { createTable, migration } from "quintet/db/migrations";

export default migration({
  dependsOn: ["auth/0001_initial", "tasks/0001_initial"],
  operations: [
    createTable("team", {
      columns: {
        id: { type: "int", identity: true },
        name: { type: "text" },
        created_at: { type: "datetime" },
      },
      primaryKey: ["id"],
    }),
    createTable("team_member", {
      columns: {
        id: { type: "int", identity: true },
        role: { type: "text", default: "member" },
        joined_at: { type: "datetime" },
        team_id: { type: "int" },
        user_id: { type: "int" },
      },
      primaryKey: ["id"],
      uniques: [{ name: "team_member_team_id_user_id_key", columns: ["team_id", "user_id"] }],
      indexes: [{ name: "team_member_user_id_idx", columns: ["user_id"] }],
      foreignKeys: [
        {
          name: "team_member_team_id_fkey",
          columns: ["team_id"],
          references: { table: "team", columns: ["id"] },
          onDelete: "cascade",
        },
        {
          name: "team_member_user_id_fkey",
          columns: ["user_id"],
          references: { table: "user", columns: ["id"] },
          onDelete: "cascade",
        },
      ],
    }),
    createTable("project", {
      columns: {
        id: { type: "int", identity: true },
        name: { type: "text" },
        description: { type: "text", default: "" },
        is_archived: { type: "bool", default: false },
        created_at: { type: "datetime" },
        updated_at: { type: "datetime" },
        team_id: { type: "int" },
      },
      primaryKey: ["id"],
      indexes: [{ name: "project_team_id_idx", columns: ["team_id"] }],
      foreignKeys: [
        {
          name: "project_team_id_fkey",
          columns: ["team_id"],
          references: { table: "team", columns: ["id"] },
          onDelete: "cascade",
        },
      ],
    }),
    createTable("project_task", {
      columns: {
        id: { type: "int", identity: true },
        title: { type: "text" },
        description: { type: "text", default: "" },
        completed: { type: "bool", default: false },
        priority: { type: "text", default: "medium" },
        due_date: { type: "datetime", nullable: true },
        created_at: { type: "datetime" },
        updated_at: { type: "datetime" },
        project_id: { type: "int" },
        created_by_id: { type: "int", nullable: true },
      },
      primaryKey: ["id"],
      indexes: [
        { name: "project_task_project_id_created_at_idx", columns: ["project_id", "-created_at"] },
        { name: "project_task_created_by_id_idx", columns: ["created_by_id"] },
      ],
      foreignKeys: [
        {
          name: "project_task_project_id_fkey",
          columns: ["project_id"],
          references: { table: "project", columns: ["id"] },
          onDelete: "cascade",
        },
        {
          name: "project_task_created_by_id_fkey",
          columns: ["created_by_id"],
          references: { table: "user", columns: ["id"] },
          onDelete: "setNull",
        },
      ],
    }),
    createTable("assignment", {
      columns: {
        assigned_at: { type: "datetime" },
        task_id: { type: "int" },
        member_id: { type: "int" },
      },
      primaryKey: ["task_id", "member_id"],
      indexes: [{ name: "assignment_member_id_idx", columns: ["member_id"] }],
      foreignKeys: [
        {
          name: "assignment_task_id_fkey",
          columns: ["task_id"],
          references: { table: "project_task", columns: ["id"] },
          onDelete: "cascade",
        },
        {
          name: "assignment_member_id_fkey",
          columns: ["member_id"],
          references: { table: "team_member", columns: ["id"] },
          onDelete: "cascade",
        },
      ],
    }),
  ],
});
