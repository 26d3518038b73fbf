import assert from "node:assert/strict";
import { test } from "node:test";
import { BAD_KEYS, clock, fakeClock, keyRing } from "quintet/core";

const OLD = "an-old-key-that-nobody-can-guess-0123456789";
const NEW = "a-new-key-that-nobody-can-guess-9876543210";
const both = ["sign", "seal"] as const;
const inverse = { sign: "unsign", seal: "unseal" } as const;

for (const make of both) {
  const open = inverse[make];

  test(`what was ${make}ed is given back, whatever it holds`, () => {
    const keys = keyRing([NEW]);
    for (const text of ["", "a.b", "ü \n 日本語", "x".repeat(4000)]) {
      const token = keys[make]("cookie:a", text);
      assert.match(token, /^[\w.-]+$/);
      assert.equal(keys[open]("cookie:a", token), text);
    }
  });

  test(`${open} gives undefined for another purpose, another key and any changed character`, () => {
    const keys = keyRing([NEW]);
    const token = keys[make]("cookie:a", "user:7");
    assert.equal(keys[open]("cookie:b", token), undefined);
    assert.equal(keyRing([OLD])[open]("cookie:a", token), undefined);
    for (let index = 0; index < token.length; index++) {
      const other = token[index] === "A" ? "B" : "A";
      const changed = token.slice(0, index) + other + token.slice(index + 1);
      assert.equal(keys[open]("cookie:a", changed), undefined, `character ${index}`);
    }
    for (const junk of ["", ".", "..", "a", "%", token.slice(1), `${token}A`, `${token}.A`]) {
      assert.equal(keys[open]("cookie:a", junk), undefined, junk);
    }
  });

  test(`the first key ${make}s and every key may ${open}`, () => {
    const old = keyRing([OLD])[make]("p", "text");
    const rotated = keyRing([NEW, OLD]);
    assert.equal(rotated[open]("p", old), "text");
    assert.equal(keyRing([NEW])[open]("p", rotated[make]("p", "text")), "text");
    assert.equal(keyRing([OLD])[open]("p", rotated[make]("p", "text")), undefined);
  });

  test(`what was ${make}ed for an hour is worthless after it`, async () => {
    const time = fakeClock();
    await clock.run(time, async () => {
      const keys = keyRing([NEW]);
      const token = keys[make]("p", "text", { expiresIn: "1h" });
      await time.advance("59m");
      assert.equal(keys[open]("p", token), "text");
      await time.advance("2m");
      assert.equal(keys[open]("p", token), undefined);
    });
  });
}

test("a sealed text cannot be read, and no two seals of it are alike", () => {
  const keys = keyRing([NEW]);
  const [one, two] = [keys.seal("p", "user:7"), keys.seal("p", "user:7")];
  assert.notEqual(one, two);
  assert.doesNotMatch(Buffer.from(one, "base64url").toString("latin1"), /user:7/);
});

test("a signature is not a seal", () => {
  const keys = keyRing([NEW]);
  assert.equal(keys.unseal("p", keys.sign("p", "text")), undefined);
  assert.equal(keys.unsign("p", keys.seal("p", "text")), undefined);
});

test("keys that are missing, short or monotonous are refused without being shown", () => {
  const wrong = [[], ["short"], [NEW, "x".repeat(64)], [undefined as unknown as string]];
  for (const keys of wrong) {
    assert.throws(
      () => keyRing(keys),
      (error) => BAD_KEYS.is(error) && !error.message.includes("short"),
    );
  }
});
