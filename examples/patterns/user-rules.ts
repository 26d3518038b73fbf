// Users with rules. They stand in the model, so every way into the table keeps them, not this route alone.
import { app, module } from "quintet/app";
import { database, email, int, model, text } from "quintet/db";
import { http, post } from "quintet/http";

const RESERVED = ["admin", "root", "support"];

export class User extends model("user", {
  username: text({ min: 3, max: 50 })
    .rule((name) => !RESERVED.includes(name.toLowerCase()), "is reserved")
    .unique(),
  email: email().unique(),
  age: int({ min: 18, max: 120 }),
}) {}

const { username, email: address, age } = User.fields;

const createUser = post(
  "/users",
  { body: { username, email: address, age }, status: 201 },
  async ({ body }) => {
    const { id } = await User.create(body);
    return { id, ...body };
  },
);

export default app({
  modules: [
    http(),
    database({ url: "sqlite:./data/users.db" }),
    module("users", { models: [User], routes: [createUser] }),
  ],
});
