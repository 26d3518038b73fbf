import { many, model, text, type Many } from "../../db/index.ts";
import { Permission } from "./permission.ts";

/** A role: what it is allowed, all its users are. */
export class Group extends model(
  "group",
  {
    name: text({ min: 1, max: 150, trim: true }).unique(),
    get permissions(): Many<typeof Permission> {
      return many(() => Permission, { through: "auth_group_permission" });
    },
  },
  { table: "auth_group" },
) {}
