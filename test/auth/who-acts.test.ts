import assert from "node:assert/strict";
import { module } from "quintet/app";
import { hashPassword, User } from "quintet/auth";
import { actor, now } from "quintet/core";
import { model, text } from "quintet/db";
import { type Change, on } from "quintet/events";
import { post } from "quintet/http";
import { CHEAP, eachDatabase, GOOD, shop, signInAt } from "./shop.ts";

class Note extends model("note", { words: text() }) {}

const changes: Change[] = [];
const keep = on(Note.saved, ({ change }) => void changes.push(change));
const write = post("/notes", { public: true }, async ({ user }) => {
  await Note.create({ words: "a" });
  return { user: user.name ?? null };
});
const notes = module("notes", { models: [Note], receivers: [keep] });

eachDatabase(shop([write], {}, [notes]), (test) => {
  test("a change is told with who has made it, signed in or said by a test", async ({ client }) => {
    changes.length = 0;
    const passwordHash = await hashPassword(GOOD, CHEAP);
    const ada = await User.create({
      username: "ada",
      email: "ada@example.com",
      emailVerifiedAt: now(),
      passwordHash,
    });
    const { json } = await signInAt(client);
    const headers = { "x-csrf-token": json.csrf_token };
    const bySession = await client.post("/notes", { headers });
    const asRow = await client.as(ada).post("/notes");
    const asAnybody = await client.as({ id: 7, name: "seven" }).post("/notes");
    const asNobody = await client.as({ isSignedIn: false }).post("/notes");
    const fresh = await actor.run({ id: "import" }, async () => client.as(ada).post("/notes"));
    assert.deepEqual(
      [bySession, asRow, asAnybody, asNobody, fresh].map((answer) => answer.json.user),
      ["ada", "ada", "seven", null, "ada"],
    );
    const who = { id: ada.id, name: "ada" };
    assert.deepEqual(
      changes.map((change) => change.actor),
      [who, who, { id: 7, name: "seven" }, undefined, { id: "import" }],
    );
    assert.equal(asRow.headers.get("cache-control"), bySession.headers.get("cache-control"));
  });
});
