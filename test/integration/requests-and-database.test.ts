import assert from "node:assert/strict";
import { test } from "node:test";
import { app, module } from "quintet/app";
import { Database, database, model, text, transaction } from "quintet/db";
import { createAll } from "quintet/db/migrations";
import { get, http, notFound, post } from "quintet/http";
import { testClient } from "quintet/testing";
import { eachDialect } from "../db/dialects.ts";

class Note extends model("note", { text: text() }) {}

const notes = module("notes", {
  models: [Note],
  routes: [
    get("/notes", () => Note.count()),
    post("/fail", () =>
      transaction(async () => {
        await Note.create({ text: "lost" });
        throw notFound("No such thing.");
      }),
    ),
  ],
});

eachDialect((make, dialect) => {
  test("requests take connections as they need them, and give each back however they end", async () => {
    const { driver, url } = await make();
    await createAll(driver, new Database(driver, { models: [Note] }).tables.all);
    const small = dialect === "postgres" ? `${url}&max=1` : `${url}?maxReaders=1`;
    const own = app({ modules: [database({ url: small }), http(), notes] });
    await using client = testClient(own);
    const failed = await Promise.all(Array.from({ length: 20 }, () => client.post("/fail")));
    assert.deepEqual(new Set(failed.map(({ status }) => status)), new Set([404]));
    const counted = await Promise.all(Array.from({ length: 20 }, () => client.get("/notes")));
    assert.deepEqual(new Set(counted.map(({ json }) => json as number)), new Set([0]));
  });
});
