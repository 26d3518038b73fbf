import assert from "node:assert/strict";
import { test } from "node:test";
import { didYouMean, nearest } from "quintet/core";

const FIELDS = ["id", "title", "content", "createdAt", "publishedAt", "author"];

test("one slip is forgiven: a letter wrong, missing, too many, or two swapped", () => {
  for (const typo of ["tittle", "titel", "ttle", "tutle"])
    assert.equal(nearest(typo, FIELDS), "title");
  assert.equal(nearest("pubishedat", FIELDS), "publishedAt");
});

test("case and separators do not count", () => {
  assert.equal(nearest("created_at", FIELDS), "createdAt");
  assert.equal(nearest("CONTENT", FIELDS), "content");
});

test("a word that is far from all gives nothing", () => {
  for (const word of ["zebra", "no", "x", "", "constructor"]) {
    assert.equal(nearest(word, FIELDS), undefined, word);
  }
});

test("of equally near words the first wins, and a nearer one later beats it", () => {
  assert.equal(nearest("bat", ["cat", "hat"]), "cat");
  assert.equal(nearest("status", ["stats", "status_"]), "status_");
});

test("a huge word costs nothing and finds nothing", () => {
  assert.equal(nearest("title".repeat(1_000_000), FIELDS), undefined);
});

test("the end of a hint is empty when nothing is near", () => {
  assert.equal(didYouMean("titel", FIELDS), ' Did you mean "title"?');
  assert.equal(didYouMean("zebra", FIELDS), "");
});
