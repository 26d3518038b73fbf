import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, normalize, resolve } from "node:path";
import { test } from "node:test";

/** Floors, lowest first. A module may import modules on lower floors only. */
const FLOORS = [
  ["core"],
  ["schema", "events", "app"],
  ["http", "db"],
  ["cache", "tasks", "channels", "mail", "storage"],
  ["api", "auth", "services", "observe"],
  ["admin", "config"],
  ["testing", "cli", "index.ts"],
];
/** Files that may be longer than the limit, with the reason. */
const LONG_FILES: Record<string, string> = {};
/** The only modules that may look at the environment: they build options for the others. */
const READS_ENVIRONMENT = ["config", "cli"];
/** Packages that only the driver of that name may import, and only when it is used. */
const DRIVER_PACKAGES: Record<string, RegExp> = {
  pg: /\/drivers\/postgres[^/]*\.ts$/,
  "better-sqlite3": /\/drivers\/better-sqlite[^/]*\.ts$/,
  ioredis: /\/drivers\/redis[^/]*\.ts$/,
  bullmq: /\/drivers\/bullmq[^/]*\.ts$/,
};
const NAMELESS = /^(utils?|helpers?|types|common|misc|shared)\.ts$/;
const MAX_LINES = 600;

const SRC = resolve(import.meta.dirname, "../src");
const manifest = JSON.parse(readFileSync(resolve(SRC, "../package.json"), "utf8")) as {
  exports: Record<string, string | { "quintet-source": string }>;
};
const faces = new Set(
  Object.values(manifest.exports).flatMap((entry) =>
    typeof entry === "string" ? [] : [entry["quintet-source"].replace("./src/", "")],
  ),
);
const IMPORT =
  /^[ \t]*(?:import|export)\s+(type\s)?[^'";]*?\bfrom\s*["']([^"']+)["']|^[ \t]*import\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/gm;

interface SourceFile {
  readonly path: string;
  readonly text: string;
}
interface Edge {
  readonly from: string;
  readonly to: string;
  readonly isTypeOnly: boolean;
  readonly isLazy: boolean;
}

const files: SourceFile[] = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => path.replaceAll("\\", "/"))
  .map((path) => ({ path, text: readFileSync(join(SRC, path), "utf8") }));
const imports: Edge[] = files.flatMap(importsOf);
const edges = imports
  .filter(({ to }) => to.startsWith("."))
  .map((edge) => ({ ...edge, to: normalize(join(dirname(edge.from), edge.to)) }));

test("every module has a floor", () => {
  assert.deepEqual(
    files.map(({ path }) => path).filter((path) => floorOf(path) === -1),
    [],
  );
});

test("a module imports lower floors only, and only through their index.ts", () => {
  const wrong = edges
    .filter(({ from, to }) => moduleOf(from) !== moduleOf(to))
    .filter(({ from, to }) => floorOf(to) >= floorOf(from) || !isFace(to))
    .map(show);
  assert.deepEqual(wrong, []);
});

test("a module never imports the package by its own name", () => {
  assert.deepEqual(imports.filter(({ to }) => /^quintet(\/|$)/.test(to)).map(show), []);
});

// Type-only cycles inside a module are allowed: a fluent builder and its parts name each other's types.
test("no run-time import cycles between files", () => {
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) {
      cycles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
      return;
    }
    if (done.has(file)) return;
    for (const { from, to, isTypeOnly, isLazy } of edges) {
      if (from === file && !isTypeOnly && !isLazy) visit(to, [...path, file]);
    }
    done.add(file);
  };
  for (const { path } of files) visit(path, []);
  assert.deepEqual(cycles, []);
});

test("the package of a database or broker is imported by its driver alone", () => {
  const wrong = imports
    .filter(({ to, isTypeOnly }) => !isTypeOnly && Object.hasOwn(DRIVER_PACKAGES, to))
    .filter(({ from, to, isLazy }) => !DRIVER_PACKAGES[to]?.test(`/${from}`) && !isLazy)
    .map(show);
  assert.deepEqual(wrong, []);
});

// Whoever uses SQLite only has no `pg`: the face of a module must not load its drivers.
test("no face of a module loads an optional driver", () => {
  const wrong = files
    .filter(({ path }) => isFace(path))
    .flatMap(({ path }) => [...loadedBy(path)].map((loaded) => ({ path, loaded })))
    .filter(({ loaded }) =>
      imports.some((edge) => edge.from === loaded && loadsDriverPackage(edge)),
    )
    .map(({ path, loaded }) => `${path} loads ${loaded}`);
  assert.deepEqual(wrong, []);
});

test(`no file has more than ${MAX_LINES} lines, unless the list says why`, () => {
  const long = files
    .filter(({ path, text }) => text.split("\n").length > MAX_LINES && !(path in LONG_FILES))
    .map(({ path, text }) => `${path}: ${text.split("\n").length}`);
  assert.deepEqual(long, []);
});

test("every file is named after what it holds", () => {
  const wrong = files
    .map(({ path }) => path)
    .filter((path) => NAMELESS.test(basename(path)) || !/^[a-z0-9-]+\.ts$/.test(basename(path)));
  assert.deepEqual(wrong, []);
});

test("only config and cli read the environment", () => {
  const wrong = files
    .filter(({ path }) => !READS_ENVIRONMENT.includes(moduleOf(path)))
    .filter(({ text }) => /\bprocess\.env\b|\bloadEnvFile\b/.test(withoutComments(text)))
    .map(({ path }) => path);
  assert.deepEqual(wrong, []);
});

test("each module declares its errors in errors.ts", () => {
  const wrong = files
    .filter(({ path }) => basename(path) !== "errors.ts")
    .filter(({ text }) => /\bdefineError\(/.test(withoutComments(text)))
    .map(({ path }) => path);
  assert.deepEqual(wrong, []);
});

function importsOf({ path, text }: SourceFile): Edge[] {
  return [...withoutComments(text).matchAll(IMPORT)].map(([, type, named, bare, lazy]) => ({
    from: path,
    to: named ?? bare ?? lazy ?? "",
    isTypeOnly: type !== undefined,
    isLazy: lazy !== undefined,
  }));
}

function loadedBy(face: string, seen = new Set<string>()): Set<string> {
  if (seen.has(face)) return seen;
  seen.add(face);
  for (const { from, to, isTypeOnly, isLazy } of edges) {
    if (from === face && !isTypeOnly && !isLazy) loadedBy(to, seen);
  }
  return seen;
}

function loadsDriverPackage({ to, isTypeOnly, isLazy }: Edge): boolean {
  return !isTypeOnly && !isLazy && Object.hasOwn(DRIVER_PACKAGES, to);
}

function withoutComments(text: string): string {
  return text.replace(/^\s*\/?\*.*$/gm, "").replace(/^\s*\/\/.*$/gm, "");
}

function moduleOf(path: string): string {
  return path.split("/")[0] ?? path;
}

function floorOf(path: string): number {
  return FLOORS.findIndex((floor) => floor.includes(moduleOf(path)));
}

/** What users can import too: the file behind an entry of the package. */
function isFace(path: string): boolean {
  return faces.has(path);
}

function show({ from, to }: { from: string; to: string }): string {
  return `${from} -> ${to}`;
}
