import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { test } from "node:test";

const PAGE = resolve(import.meta.dirname, "../../docs/security/advisories.md");
const ROW = /^\| ((?:CVE|GHSA)-[^|]+) \|.*\| \[([^\]]+)\]\(([^)]+)\) \|$/;

interface Covered {
  readonly advisory: string;
  readonly name: string;
  readonly file: string;
}

const lines = readFileSync(PAGE, "utf8").split("\n");
const covered = lines.flatMap((line): Covered[] => {
  const [, advisory, name, file] = ROW.exec(line) ?? [];
  return file === undefined ? [] : [{ advisory: advisory!, name: name!, file }];
});

test("each advisory of the list names a test that is there", () => {
  assert.ok(covered.length >= 50, `${covered.length} rows`);
  const missing = covered.filter(({ name, file }) => {
    const text = readFileSync(resolve(PAGE, "..", file), "utf8");
    // The beginning of a name in the code, not a word in a comment.
    const isTest = ['"', "`${name}: "].some((before) => text.includes(`${before}${name}`));
    return !isTest || /\.(?:skip|todo|only)\(/.test(text);
  });
  assert.deepEqual(missing, []);
});

test("each advisory stands once in the list, with a test or with the reason why there is none", () => {
  const all = lines.flatMap(
    (line) => line.match(/^\| ((?:CVE|GHSA)-[^|]+) \|/)?.[1]?.split(", ") ?? [],
  );
  const ids = all.map((id) => id.replace(" (older)", ""));
  assert.deepEqual(
    ids.filter((id, index) => ids.indexOf(id) !== index),
    [],
  );
  assert.ok(
    ids.every((id) => /^(CVE-\d{4}-\d{4,}|GHSA(-\w{4}){3})$/.test(id)),
    ids.join(),
  );
});
