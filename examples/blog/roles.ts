import { assignRole, User } from "quintet/auth";
import type { Identity } from "quintet/core";
import { signalsOf } from "quintet/db";
import { on } from "quintet/events";

/** Editors see what others have not published yet, and change none of it. */
export function seesAll({ isStaff, roles }: Identity): boolean {
  return isStaff || roles.has("editor");
}

/** Others read, comment and subscribe. */
export function writes(user: Identity): boolean {
  return seesAll(user) || user.roles.has("author");
}

/** Whoever opens an account may write; staff takes the role from those who should only read. */
export const newUsersWrite = on(
  signalsOf(User).saved,
  async ({ row, isNew }) => {
    if (isNew) await assignRole(row, "author");
  },
  { when: "inTransaction" },
);
