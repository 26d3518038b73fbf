import { createTable, migration } from "quintet/db/migrations";

export default migration({
  operations: [
    createTable("note", {
      columns: {
        id: { type: "int", identity: true },
        text: { type: "text" },
        is_done: { type: "bool", default: false },
        created_at: { type: "datetime" },
      },
      primaryKey: ["id"],
    }),
  ],
});
