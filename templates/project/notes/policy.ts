import { everything, policy } from "quintet/db";
import { settings } from "../settings.ts";
import { Note } from "./models.ts";

/** Who may do what, on every path: what is not done yet is deleted by staff only. */
export const notePolicy = policy(Note, {
  read: () => everything,
  create: () => !settings.get().readOnly,
  update: () => !settings.get().readOnly,
  delete: ({ isStaff }) => isStaff || (!settings.get().readOnly && { isDone: true }),
});
