import { assignRole, User } from "quintet/auth";
import { signalsOf } from "quintet/db";
import { on } from "quintet/events";

/** Groups whose members write posts. Others read, comment and subscribe. */
export const WRITERS = ["author", "editor"];

/** Whoever opens an account may write; staff takes the role from those who should only read. */
export const newUsersWrite = on(
  signalsOf(User).saved,
  async ({ row, isNew }) => {
    if (isNew) await assignRole(row, "author");
  },
  { when: "inTransaction" },
);
