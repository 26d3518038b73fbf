import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { after, test } from "node:test";
import { promisify, stripVTControlCharacters } from "node:util";
import { temporaryDatabase } from "quintet/testing";
import { filesOf, moduleOf } from "./docs/page-module.ts";
import { type Page, readPages, ROOT } from "./docs/pages.ts";
import { makeWorkspace, write } from "./docs/workspace.ts";
import { postgres } from "./services.ts";

/** How many capabilities the checklist has under each letter. */
const FEATURES: Readonly<Record<string, number>> = Object.fromEntries(
  "A24 B15 C37 D30 E26 F3 G16 H11 I19 J7 K8 L12 M4 N13 O8 P4 Q20 R18"
    .split(" ")
    .map((each) => [each[0]!, Number(each.slice(1))]),
);
const MODULES = "core schema events app db http api auth config cli testing".split(" ");
const FEATURE = /^\| ([A-R]\d+) \| /;
/** A page and its tests, or what is missing; that they are there, the test of the links tells. */
const PAGE = /\[[\w-]+\]\((guides|reference)\/[\w#./-]+\)/.source;
const TEST = /\[[\w/-]+\]\(\.\.\/test\/[\w/-]+(\.test)?\.ts\)/.source;
const STANDING = new RegExp(
  ` \\| (not yet(: [^|]+)? \\| \\||${PAGE} \\| ${TEST}(, ${TEST})* \\|)$`,
);

const run = promisify(execFile);
const pages = readPages();
const workspace = makeWorkspace();
after(() => rmSync(workspace, { recursive: true, force: true }));

for (const page of pages) {
  write(workspace, `${folderOf(page)}/page.ts`, moduleOf(page));
  for (const [name, text] of filesOf(page)) write(workspace, `${folderOf(page)}/${name}`, text);
}

test("every example of the documentation passes the type checker", async (context) => {
  // A user's own folder is never emitted, and the pages import each other's files by absolute paths.
  const compilerOptions = { rewriteRelativeImportExtensions: false };
  const config = { extends: join(ROOT, "tsconfig.json"), compilerOptions, include: ["**/*.ts"] };
  write(workspace, "tsconfig.json", JSON.stringify(config));
  const startedMs = performance.now();
  const { stdout } = await run(resolve(ROOT, "node_modules/.bin/tsc"), ["--pretty", "false"], {
    cwd: workspace,
    maxBuffer: 1 << 26,
  }).catch((failed: { stdout: string }) => failed);
  context.diagnostic(`checked in ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
  // Errors of the source itself are told by the gate of types.
  const errors = stdout.split("\n").filter((line) => !/^(\.\.|\/|\s|$)/.test(line));
  assert.equal(errors.map(inPage).join("\n"), "");
});

test("an example that is not checked says why", () => {
  const silent = pages.flatMap(({ path, blocks }) =>
    blocks.filter(({ ignored }) => ignored === "").map(({ start }) => `${path}:${start}`),
  );
  assert.deepEqual(silent, []);
});

for (const page of pages.filter(({ isRun }) => isRun)) {
  test(`${page.path} does what it says`, { timeout: 60_000 }, async () => {
    await runNode(["page.ts"], join(workspace, folderOf(page)));
  });
}

for (const page of pages.filter(({ isRunOnBoth }) => isRunOnBoth)) {
  const options = { timeout: 60_000, skip: postgres.missing };
  test(`${page.path} does what it says on PostgreSQL`, options, async () => {
    await using place = await temporaryDatabase(postgres.url);
    const module = moduleOf(page).replaceAll("sqlite::memory:", place.url);
    // Pages leave their database open, as a script may; a pool would keep the process.
    write(workspace, `${folderOf(page)}/page-postgres.ts`, `${module}process.exit(0);\n`);
    await runNode(["page-postgres.ts"], join(workspace, folderOf(page)));
  });
}

test("every link of the documentation leads somewhere", () => {
  const dead = pages.flatMap(({ path, text }) =>
    linksOf(text)
      .filter((target) => !leadsSomewhere(path, target))
      .map((target) => `${path} → ${target}`),
  );
  assert.deepEqual(dead, []);
});

for (const name of MODULES) {
  test(`every function of quintet/${name} stands in its reference`, async () => {
    const face = (await import(`quintet/${name}`)) as object;
    const { text } = pages.find(({ path }) => path === `docs/reference/${name}.md`)!;
    // Errors stand in a page of their own, by their codes.
    const names = Object.keys(face).filter((each) => !/^[A-Z0-9_]+$/.test(each));
    assert.deepEqual(
      names.filter((each) => !new RegExp(`\\b${each}\\b`).test(text)),
      [],
    );
  });
}

test("every capability is in the list of features, with its page and test or as not yet there", () => {
  const { lines } = pages.find(({ path }) => path === "docs/features.md")!;
  const rows = lines.filter((line) => FEATURE.test(line));
  assert.deepEqual(
    rows.map((row) => FEATURE.exec(row)![1]),
    Object.entries(FEATURES).flatMap(([letter, count]) =>
      Array.from({ length: count }, (_, index) => `${letter}${index + 1}`),
    ),
  );
  assert.deepEqual(
    rows.filter((row) => !STANDING.test(row)),
    [],
  );
});

test("ARCHITECTURE.md has at most 150 lines", () => {
  const { lines } = pages.find(({ path }) => path === "ARCHITECTURE.md")!;
  assert.ok(lines.length <= 151, `${lines.length} lines`);
});

function folderOf({ path }: Page): string {
  return path.replace(/\.md$/, "").replace(/^docs\//, "");
}

/** Line numbers are those of the page already; only the name of the file differs. */
function inPage(error: string): string {
  return error.replace(/^(.*)\/page\.ts\(/, (_, folder: string) => {
    const page = pages.find((each) => folderOf(each) === folder)!;
    return `${page.path}(`;
  });
}

async function runNode(args: readonly string[], cwd: string): Promise<string> {
  const env: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: "1", CI: "" };
  // Else a `node --test` within this one runs nothing.
  delete env["NODE_TEST_CONTEXT"];
  try {
    const options = { cwd, env, timeout: 50_000 };
    const { stdout } = await run(
      process.execPath,
      ["--conditions=quintet-source", ...args],
      options,
    );
    return stripVTControlCharacters(stdout);
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return assert.fail(`${args.join(" ")} failed:\n${stdout}\n${stderr}`);
  }
}

function linksOf(text: string): string[] {
  const prose = text.replaceAll(/^```.*?^```$/gms, "").replaceAll(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
}

function leadsSomewhere(from: string, target: string): boolean {
  if (/^[a-z]+:/.test(target)) return true;
  const [file = "", anchor] = target.split("#");
  const path = file === "" ? resolve(ROOT, from) : resolve(ROOT, dirname(from), file);
  if (!existsSync(path)) return false;
  const page = pages.find((each) => resolve(ROOT, each.path) === path);
  return anchor === undefined || (page !== undefined && anchorsOf(page.text).includes(anchor));
}

function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(/\s/g, "-"),
  );
}
