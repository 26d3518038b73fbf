import { del, get, post } from "quintet/http";
import { bool, date, datetime, int, json, shape, text } from "quintet/schema";
import { labels, articles, writers } from "./rich-app.ts";

const Note = shape({ words: text({ min: 1 }), stars: int({ min: 1, max: 5 }).default(3) });

const showNote = get(
  "/notes/:id",
  { params: { id: int() }, query: { loud: bool().default(false), since: datetime().optional() } },
  ({ params, query }) => ({ id: params.id, loud: query.loud, at: query.since ?? null }),
);
const createNote = post("/notes", { body: Note, status: 201 }, ({ body }) => ({ made: body }));
const listNotes = get("/notes", { query: { day: date() } }, ({ query }) => [query.day]);
const deleteNote = del("/notes/:id", () => {});
const noteStats = post(
  "/notes/stats",
  {
    query: { minStars: int().default(1) },
    body: { writtenSince: datetime() },
    response: { noteCount: int(), lastNote: json(shape({ writtenAt: datetime() })) },
  },
  ({ query, body }) => ({
    noteCount: query.minStars,
    lastNote: { writtenAt: body.writtenSince, secret: true },
  }),
);
const fail = get("/fail", () => {
  throw new Error("a secret");
});
const files = get("/files/:path(*)", ({ params }) => params.path);

/** What a client is inferred from. */
export const api = {
  articles,
  labels,
  people: writers,
  notes: { showNote, createNote, listNotes, deleteNote, noteStats },
  fail,
  files,
};
