// TypeScript in a project of its own: run by Node as it is, and checked against the packed declarations.
import { defineError } from "quintet/core";
import type { QuintetError } from "quintet/core";
import { apiDocs } from "quintet/api";
import { module } from "quintet/app";
import { staff } from "quintet/auth";
import { model, policy } from "quintet/db";
import { get } from "quintet/http";
import { int, shape, text } from "quintet/schema";

const order = shape({ name: text({ max: 20 }), count: int({ min: 1 }) });
const parsed: { name: string; count: number } = order.parse({ name: "tea", count: 2 });
// @ts-expect-error: were the declarations lost, everything would be `any` and this no error
const wrong: string = order.parse({ name: "tea", count: 2 }).count;

const TOO_MANY = defineError(
  "SHOP_TOO_MANY",
  409,
  (count: number) => `${count} are too many.`,
  "Take fewer.",
);
const error: QuintetError = TOO_MANY(3);
// @ts-expect-error: a number is wanted
TOO_MANY("three");

// What one entry adds to the types of another is there as well.
class Note extends model("note", { words: text() }) {}
module("notes", {
  modules: [apiDocs()],
  models: [Note],
  policies: [policy(Note, { read: () => true })],
  permissions: [{ code: "note.share", name: "Share notes" }],
  routes: [
    get("/", { public: true, tags: ["notes"], security: ["bearer"] }, () => "for everybody"),
    get("/me", { signedIn: true, policy: staff, scopes: ["notes"], csrf: false }, () => "mine"),
  ],
});

console.log(`typescript: ${parsed.name}, ${typeof wrong}, ${error.code}`);
