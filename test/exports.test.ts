import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import type { SpawnSyncReturns } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { test } from "node:test";

const root = resolve(import.meta.dirname, "..");
const manifest = JSON.parse(readFileSync(resolve(root, "package.json"), "utf8")) as {
  exports: Record<string, string | { "quintet-source": string }>;
};
/** Entries by the name that users write, with the source file behind each. */
const entries = Object.entries(manifest.exports).flatMap(([path, target]) =>
  typeof target === "string"
    ? []
    : [{ name: `quintet${path.slice(1)}`, file: resolve(root, target["quintet-source"]) }],
);
const names: Record<string, Names> = {};
const snapshot = resolve(root, "test/exports.snapshot.json");

interface Names {
  readonly values: readonly string[];
  readonly types: readonly string[];
}
const nothing: Names = { values: [], types: [] };

for (const { name, file } of entries) {
  test(`${name} imports alone: it opens nothing, prints nothing and ends`, () => {
    const { stdout, stderr, status, error } = importAlone(name);
    assert.equal(error, undefined);
    assert.equal(stderr, "");
    assert.equal(status, 0);
    const { values, opened } = JSON.parse(stdout) as { values: string[]; opened: string[] };
    assert.deepEqual(opened, []);
    names[name] = { values, types: typeNamesOf(file) };
  });
}

// To accept a change: npm run exports:update
test("the public names are those of the snapshot", () => {
  if (process.argv.includes("--update")) {
    writeFileSync(snapshot, `${JSON.stringify(names, null, 2)}\n`);
  }
  const wanted = JSON.parse(readFileSync(snapshot, "utf8")) as typeof names;
  assert.deepEqual(Object.keys(names), Object.keys(wanted));
  for (const [name, face] of Object.entries(names)) {
    assert.deepEqual(difference(face, wanted[name] ?? nothing), { added: [], gone: [] }, name);
  }
});

function difference(is: Names, was: Names): { added: string[]; gone: string[] } {
  const without = (some: Names, others: Names): string[] => [
    ...some.values.filter((name) => !others.values.includes(name)),
    ...some.types.filter((name) => !others.types.includes(name)).map((name) => `type ${name}`),
  ];
  return { added: without(is, was), gone: without(was, is) };
}

function importAlone(name: string): SpawnSyncReturns<string> {
  const script = `
    const look = () => [
      ...process.getActiveResourcesInfo(),
      ...process.eventNames().map((event) => "process.on " + String(event)),
      ...Object.getOwnPropertyNames(globalThis).map((name) => "globalThis." + name),
    ];
    // Node opens these two when they are first looked at.
    process.stdout.write("");
    process.stderr.write("");
    const before = look();
    const face = await import(${JSON.stringify(name)});
    // Reading the files themselves leaves requests behind for a moment.
    await new Promise((resolve) => setTimeout(resolve, 20));
    const opened = look().filter((kind) => !before.includes(kind));
    process.stdout.write(JSON.stringify({ values: Object.keys(face).toSorted(), opened }));`;
  return spawnSync(
    process.execPath,
    ["--conditions=quintet-source", "--input-type=module", "--eval", script],
    { cwd: root, encoding: "utf8", timeout: 20_000 },
  );
}

/** Types leave no trace at run time: they are read from the lists that a face consists of. */
function typeNamesOf(file: string): string[] {
  const text = readFileSync(file, "utf8");
  assert.doesNotMatch(
    text,
    /^export \* /m,
    `${file}: a face lists its names, it has no \`export *\``,
  );
  const lists = [...text.matchAll(/^export (type )?\{([^}]*)\}/gm)];
  return lists
    .flatMap(([, isTypes, list = ""]) =>
      list
        .replace(/\/\/.*$/gm, "")
        .split(",")
        .map((entry) => entry.trim())
        .filter((entry) => (isTypes ? entry !== "" : entry.startsWith("type "))),
    )
    .map((entry) => entry.replace(/^type /, "").replace(/^.* as /, ""))
    .toSorted();
}
