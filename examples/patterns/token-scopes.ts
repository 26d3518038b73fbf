// Tokens: `POST /token` gives one for a name and a password, and each route says which scopes it wants.
import { app, module } from "quintet/app";
import { auth, tokenRoutes } from "quintet/auth";
import { database } from "quintet/db";
import { del, get, group, http, post } from "quintet/http";
import { text } from "quintet/schema";

const secret = process.env["TOKEN_SECRET"] ?? "only-for-development: openssl rand -base64 48";

const tokens = {
  keys: [{ id: "2026-11", secret }],
  issuer: "https://notes.example",
  audience: "https://notes.example",
  scopes: { read: "Read notes", write: "Write notes", admin: "Remove all notes" },
  defaultScopes: ["read"],
  scopesFor: ({ isStaff }: { isStaff: boolean }) =>
    isStaff ? ["read", "write", "admin"] : ["read", "write"],
};

const notes: string[] = [];

const api = group("/notes", { scopes: ["read"] }, [
  get("/", () => notes),
  post("/", { body: { text: text({ min: 1 }) }, scopes: ["write"], status: 201 }, ({ body }) => {
    notes.push(body.text);
    return notes;
  }),
  del("/", { scopes: ["admin"] }, () => void notes.splice(0)),
]);

const me = get("/users/me", { signedIn: true }, ({ user }) => ({ id: user.id, name: user.name }));

export default app({
  modules: [
    http({ keys: [secret] }),
    database({ url: "sqlite:./data/notes.db" }),
    auth({ tokens, pages: false, verifyEmail: false }),
    module("notes", { routes: [tokenRoutes(), me, api] }),
  ],
});
