import assert from "node:assert/strict";
import { test } from "node:test";
import {
  bigint,
  bytes,
  codecOf,
  datetime,
  int,
  json,
  list,
  makeDefault,
  shape,
  text,
  uuid,
} from "quintet/schema";

test("a codec goes between code and JSON, at any depth, and leaves null and missing keys alone", () => {
  const field = json(
    shape({
      at: datetime().nullable(),
      items: list(json(shape({ n: bigint(), file: bytes() }))),
      name: text(),
      no: bigint().optional(),
    }),
  );
  const value = {
    at: new Date(0),
    items: [{ n: 5n, file: new Uint8Array([1, 2, 3]) }],
    name: "x",
  };
  const wire = { at: "1970-01-01T00:00:00.000Z", items: [{ n: "5", file: "AQID" }], name: "x" };
  const codec = codecOf(field)!;

  assert.deepEqual(codec.encode(value), wire);
  assert.deepEqual(codec.decode(JSON.parse(JSON.stringify(wire))), value);
  assert.deepEqual(codec.decode({ at: null, items: [], name: "x" }), {
    at: null,
    items: [],
    name: "x",
  });
  assert.equal(codec.encode(null), null);
  assert.equal(value.at.getTime(), 0);
});

test("there is no codec where JSON carries the value as it is", () => {
  for (const field of [text(), int(), uuid(), json(), json(shape({ a: text(), b: list(int()) }))]) {
    assert.equal(codecOf(field), undefined);
  }
});

test("a default is made anew each time", () => {
  const tags = list(text()).default(["a"]);
  assert.deepEqual(makeDefault(tags), ["a"]);
  assert.notEqual(makeDefault(tags), makeDefault(tags));
  let calls = 0;
  const number = int().default(() => ++calls);
  assert.deepEqual(
    [makeDefault(number), makeDefault(number), makeDefault(text())],
    [1, 2, undefined],
  );
});
