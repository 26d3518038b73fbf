import { createTable, migration } from "quintet/db/migrations";

export default migration({
  operations: [
    createTable("user", {
      columns: {
        id: { type: "int", identity: true },
        username: { type: "text" },
        email: { type: "text" },
        age: { type: "int" },
      },
      primaryKey: ["id"],
      uniques: [
        { name: "user_username_key", columns: ["username"] },
        { name: "user_email_key", columns: ["email"] },
      ],
    }),
  ],
});
