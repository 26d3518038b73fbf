import { resource } from "quintet/api";
import { Note } from "./models.ts";
import { notePolicy } from "./policy.ts";

/** `/notes`: list, get, create, update and delete, with filters, search, order and pages. */
export const notesApi = resource(Note, {
  policy: notePolicy,
  filter: ["isDone", { createdAt: ["gte", "lt"] }],
  search: ["text"],
  orderBy: ["createdAt", "text"],
});
