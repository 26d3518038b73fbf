import { del, get, group, notFound, patch, post } from "quintet/http";
import { int, json, list } from "quintet/schema";
import { settings } from "../settings.ts";
import { Note } from "./models.ts";

const id = { id: int({ min: 1 }) };
const shownNote = Note.shape("id", "text", "isDone", "createdAt");

const listNotes = get(
  "/",
  {
    name: "notes",
    query: { page: int({ min: 1 }).default(1) },
    response: { count: int(), items: list(json(shownNote)) },
  },
  ({ query }) => Note.all().page(query.page, { size: settings.get().pageSize }),
);

const addNote = post(
  "/",
  { body: Note.shape("text"), status: 201, response: shownNote },
  ({ body }) => Note.create(body),
);

const changeNote = patch(
  "/:id",
  { params: id, body: Note.shape("text", "isDone").partial(), response: shownNote },
  async ({ params, body }) => {
    const note = await noteOf(params.id);
    return note.assign(body).save();
  },
);

const removeNote = del("/:id", { params: id, status: 204 }, async ({ params }) => {
  const note = await noteOf(params.id);
  await note.delete();
});

async function noteOf(noteId: number): Promise<Note> {
  const note = await Note.find(noteId);
  if (note === undefined) throw notFound(`There is no note ${noteId}.`);
  return note;
}

export const noteRoutes = group("/notes", [listNotes, addNote, changeNote, removeNote]);
