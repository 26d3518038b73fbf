import assert from "node:assert/strict";
import { test } from "node:test";
import { app, module } from "quintet/app";
import { silentLog } from "quintet/core";
import { Database, database, model, text, transaction } from "quintet/db";
import { createAll } from "quintet/db/migrations";
import { get, http, notFound, post } from "quintet/http";
import { int } from "quintet/schema";
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
    post("/break", () =>
      transaction(async () => {
        await Note.create({ text: "lost" });
        throw new Error("the disk is on fire");
      }),
    ),
    get("/notes/:id", { params: { id: int() } }, ({ params }) => Note.get(params.id)),
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

  test("what breaks is told as JSON without its words, and its transaction is undone", async () => {
    const { driver, url } = await make();
    await createAll(driver, new Database(driver, { models: [Note] }).tables.all);
    const own = app({ modules: [database({ url }), http(), notes], log: silentLog });
    await using client = testClient(own);
    const { status, json, text: said } = await client.post("/break");
    assert.deepEqual([status, json.code], [500, "HTTP_INTERNAL_ERROR"]);
    assert.doesNotMatch(said, /fire/);
    assert.equal((await client.get("/notes")).json, 0);
  });

  test("a row that is got and is not there is 404", async () => {
    const { driver, url } = await make();
    await createAll(driver, new Database(driver, { models: [Note] }).tables.all);
    await using client = testClient(app({ modules: [database({ url }), http(), notes] }));
    const { status, json } = await client.get("/notes/7");
    assert.deepEqual([status, json.code], [404, "DB_NOT_FOUND"]);
  });
});
