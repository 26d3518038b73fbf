import { model, text } from "../../db/index.ts";

/** Something that may be allowed to users and groups, by a code such as `post.publish`. */
export class Permission extends model(
  "permission",
  {
    code: text({ min: 1, max: 150 }).unique(),
    name: text({ max: 200 }).default(""),
  },
  { table: "auth_permission" },
) {}
