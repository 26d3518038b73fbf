import assert from "node:assert/strict";
import { test } from "node:test";
import { parseEnv } from "node:util";
import fc from "fast-check";
import { parseDotenv } from "quintet/config";

function valuesOf(text: string): Record<string, string> {
  const { entries, problems } = parseDotenv(text);
  assert.deepEqual(problems, []);
  return Object.fromEntries(entries.map(({ name, value }) => [name, value]));
}

test("values, comments, export and blank lines are read, each with its line", () => {
  const text =
    "\uFEFF# a comment\n\nA=1\r\n  export B = two words  # said\nC=a#b\nD=\nE=#1\n  # E=2\nF= x=y";
  assert.deepEqual(parseDotenv(text), {
    entries: [
      { name: "A", value: "1", line: 3 },
      { name: "B", value: "two words", line: 4 },
      { name: "C", value: "a#b", line: 5 },
      { name: "D", value: "", line: 6 },
      { name: "E", value: "", line: 7 },
      { name: "F", value: "x=y", line: 9 },
    ],
    problems: [],
  });
});

test("single quotes keep everything, double quotes know escapes and several lines", () => {
  const text = [
    String.raw`A='it is # \n $HOME "so"'`,
    String.raw`B="one\ntwo\t\"three\" \\ \$HOME C:\users" # said`,
    'C="-----BEGIN KEY-----',
    "abc # no comment",
    '-----END KEY-----"',
    "D=after",
  ].join("\n");
  assert.deepEqual(valuesOf(text), {
    A: String.raw`it is # \n $HOME "so"`,
    B: 'one\ntwo\t"three" \\ $HOME C:\\users',
    C: "-----BEGIN KEY-----\nabc # no comment\n-----END KEY-----",
    D: "after",
  });
  assert.equal(parseDotenv(text).entries.at(-1)?.line, 6);
});

test("nothing is interpolated, with quotes or without", () => {
  assert.deepEqual(valuesOf("A=1\nB=$A\nC=${A}\nD=\"$A\"\nE='${A}'\nF=$(rm)\nG=`id`"), {
    A: "1",
    B: "$A",
    C: "${A}",
    D: "$A",
    E: "${A}",
    F: "$(rm)",
    G: "`id`",
  });
});

test("what cannot be read is named by its line and never quoted, and the rest is read", () => {
  const text = 'hunter2\nA=\'open\nB="x" hunter2\nC=1\n2D=1\nC=2\nE-F=1\nG="hunter2\nH=1';
  const { entries, problems } = parseDotenv(text);
  assert.deepEqual(
    problems.map(({ line, message }) => `${line} ${message}`),
    [
      "1 is neither NAME=value nor a comment",
      "2 has a quote after A= that is not closed",
      "3 has text behind the closing quote of B",
      "5 is neither NAME=value nor a comment",
      "6 C is set twice, first on line 4",
      "7 is neither NAME=value nor a comment",
      "8 has a quote after G= that is not closed",
    ],
  );
  assert.deepEqual(
    entries.map(({ name }) => name),
    ["C", "C", "H"],
  );
});

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,10}$/);
const anyText = fc
  .string({ unit: "binary", maxLength: 40 })
  .map((text) => text.replaceAll("\r\n", "\n"));

test("whatever a text is, written in double quotes it is read back", () => {
  const file = fc.uniqueArray(fc.record({ name, value: anyText }), { selector: (one) => one.name });
  fc.assert(
    fc.property(file, (entries) => {
      const text = entries.map((one) => `${one.name}="${escaped(one.value)}"\n`).join("");
      const read = parseDotenv(text);
      assert.deepEqual(read.problems, []);
      assert.deepEqual(
        read.entries.map((one) => ({ name: one.name, value: one.value })),
        entries.map((one) => ({ ...one })),
      );
    }),
  );
});

test("any text is read without a throw, and every line number is one of the text", () => {
  const noise = fc.array(
    fc.constantFrom("A", "=", '"', "'", "\\", "\n", "\r\n", "#", " ", "$", "export "),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        anyText,
        noise.map((parts) => parts.join("")),
      ),
      (text) => {
        const { entries, problems } = parseDotenv(text);
        const last = text.split("\n").length;
        for (const { line } of [...entries, ...problems]) assert.ok(line >= 1 && line <= last);
        for (const { value } of entries) assert.equal(typeof value, "string");
      },
    ),
    { numRuns: 1000 },
  );
});

test("plain values are read as Node reads them", () => {
  const plain = fc.stringMatching(/^[\w.:/@+-]{0,20}$/);
  const entry = fc.record({
    name,
    value: plain,
    form: fc.constantFrom("%", "'%'", '"%"', "% # x"),
  });
  fc.assert(
    fc.property(fc.uniqueArray(entry, { selector: (one) => one.name }), (entries) => {
      const text = entries
        .map((one) => `${one.name}=${one.form.replace("%", one.value)}`)
        .join("\n");
      assert.deepEqual(valuesOf(text), { ...parseEnv(text) });
    }),
  );
});

test("a quote of a megabyte and ten thousand open quotes are read to their ends", () => {
  assert.equal(valuesOf(`A="${"x\\n".repeat(500_000)}"`)["A"]?.length, 1_000_000);
  assert.equal(parseDotenv("A='\n".repeat(10_000)).problems.length, 10_000);
});

function escaped(text: string): string {
  return text.replaceAll("\\", String.raw`\\`).replaceAll('"', String.raw`\"`);
}
