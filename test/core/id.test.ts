import assert from "node:assert/strict";
import { test } from "node:test";
import { clock, fakeClock, randomToken, uuidv7, uuidv7InSeries } from "quintet/core";

const FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test("an id is a UUID of version 7 that holds the time of the clock", () => {
  const fake = fakeClock({ start: "2026-11-20T09:16:30.123Z" });
  const id = clock.run(fake, () => uuidv7());
  assert.match(id, FORM);
  const ms = parseInt(id.replace("-", "").slice(0, 12), 16);
  assert.equal(new Date(ms).toISOString(), "2026-11-20T09:16:30.123Z");
});

test("ids are ascending and unique, also when more are made in a millisecond than the counter holds", () => {
  const fake = fakeClock();
  const ids = clock.run(fake, () => Array.from({ length: 20_000 }, () => uuidv7()));
  assert.deepEqual(ids, ids.toSorted());
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) assert.match(id, FORM);
});

test("ids in series are as those made one by one, and never the same as those", () => {
  const fake = fakeClock();
  const ids = clock.run(fake, () =>
    Array.from({ length: 10_000 }, () => [uuidv7(), uuidv7InSeries()]).flat(),
  );
  assert.deepEqual(ids, ids.toSorted());
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) assert.match(id, FORM);
  assert.match(uuidv7InSeries(fake, fake.epochMs()), FORM);
});

test("ids stay ascending when the clock is set back", async () => {
  const fake = fakeClock({ start: "2026-11-20T09:00:00Z" });
  const before = clock.run(fake, () => uuidv7());
  fake.set("2026-11-20T08:00:00Z");
  const after = clock.run(fake, () => uuidv7());
  assert.ok(after > before);
});

test("tokens are URL-safe, as long as asked for, and never the same", () => {
  assert.match(randomToken(), /^[\w-]{43}$/);
  assert.match(randomToken(16), /^[\w-]{22}$/);
  assert.equal(new Set(Array.from({ length: 1000 }, () => randomToken())).size, 1000);
});
