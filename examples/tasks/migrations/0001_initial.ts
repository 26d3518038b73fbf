import { createTable, migration } from "quintet/db/migrations";

export default migration({
  operations: [
    createTable("task_user", {
      columns: {
        id: { type: "int", identity: true },
        username: { type: "text" },
        email: { type: "text" },
        created_at: { type: "datetime" },
      },
      primaryKey: ["id"],
      uniques: [
        { name: "task_user_username_key", columns: ["username"] },
        { name: "task_user_email_key", columns: ["email"] },
      ],
    }),
    createTable("task", {
      columns: {
        id: { type: "int", identity: true },
        title: { type: "text" },
        description: { type: "text", default: "" },
        completed: { type: "bool", default: false },
        priority: { type: "text", default: "medium" },
        due_date: { type: "datetime", nullable: true },
        created_at: { type: "datetime" },
        updated_at: { type: "datetime" },
        user_id: { type: "int", nullable: true },
      },
      primaryKey: ["id"],
      indexes: [
        { name: "task_created_at_id_idx", columns: ["-created_at", "-id"] },
        { name: "task_due_date_partial_idx", columns: ["due_date"], where: { completed: false } },
        { name: "task_user_id_idx", columns: ["user_id"] },
      ],
      foreignKeys: [
        {
          name: "task_user_id_fkey",
          columns: ["user_id"],
          references: { table: "task_user", columns: ["id"] },
          onDelete: "cascade",
        },
      ],
    }),
  ],
});
