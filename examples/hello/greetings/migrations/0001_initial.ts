import { createTable, migration } from "quintet/db/migrations";

export default migration({
  operations: [
    createTable("greeting", {
      columns: {
        id: { type: "int", identity: true },
        language: { type: "text" },
        words: { type: "text" },
        created_at: { type: "datetime" },
      },
      primaryKey: ["id"],
      uniques: [{ name: "greeting_language_key", columns: ["language"] }],
    }),
  ],
});
