import { del, get, group, notFound, patch, post } from "quintet/http";
import { bool, int, shape, text } from "quintet/schema";
import { settings } from "../settings.ts";
import { Note } from "./models.ts";

const id = shape({ id: int({ min: 1 }) });
const noteText = text({ min: 1, max: 500 });

const listNotes = get(
  "/",
  { name: "notes", query: shape({ page: int({ min: 1 }).default(1) }) },
  ({ query }) => Note.all().page(query.page, { size: settings.get().pageSize }),
);

const addNote = post("/", { body: shape({ text: noteText }), status: 201 }, ({ body }) =>
  Note.create(body),
);

const changeNote = patch(
  "/:id",
  { params: id, body: shape({ text: noteText.optional(), isDone: bool().optional() }) },
  async ({ params, body }) => {
    const note = await noteOf(params.id);
    Object.assign(note, body);
    await note.save();
    return note;
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
