/**
 * `npm test [-- <path> … --name <pattern> --verbose --slowest]`: the gates of `npm run check`, then every test file.
 *
 * With paths only their files run, without the gates. With CI=true a missing server is a failure.
 */
import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { parseArgs } from "node:util";
import { missingServices } from "./missing-services.ts";

const { values: options, positionals: filters } = parseArgs({
  allowPositionals: true,
  options: {
    verbose: { type: "boolean" },
    slowest: { type: "boolean" },
    name: { type: "string" },
  },
});
/** A run takes two to three minutes; one that takes longer than this is called hung. */
const limitMs = process.env["CI"] === "true" ? 900_000 : 300_000;
const root = resolve(import.meta.dirname, "..");
process.chdir(root);

const missing = await missingServices();
if (process.env["CI"] === "true" && missing.length > 0) {
  refuse(missing.map(({ reason }) => `CI=true and ${reason}.`));
}
for (const { variable, reason } of missing) process.env[variable] = reason;
// The tests start hundreds of processes that load the same files: each is compiled once.
const compiled = mkdtempSync(join(tmpdir(), "quintet-compiled-"));
process.env["NODE_COMPILE_CACHE"] = compiled;
process.on("exit", () => rmSync(compiled, { recursive: true, force: true }));

const files = findTestFiles();
if (files.length === 0)
  refuse([`No test file matches ${filters.join(" ") || "test/**/*.test.ts"}.`]);
if (filters.length === 0) runGates();
await runTests();

function findTestFiles(): string[] {
  const all = globSync("test/**/*.test.ts").toSorted();
  if (filters.length === 0) return all;
  return all.filter((file) => filters.some((filter) => file.includes(filter.replace(/^\.\//, ""))));
}

function runGates(): void {
  const { status } = spawnSync(process.execPath, ["scripts/check.ts"], { stdio: "inherit" });
  if (status !== 0) refuse(["`npm run check` failed; the tests were not run."]);
}

async function runTests(): Promise<void> {
  const skipped: string[] = [];
  const empty: string[] = [];
  const summary: string[] = [];
  let hasRun = false;
  let hasFailed = false;
  const paths = new Set(files.map((file) => resolve(file)));
  const stream = run({
    files: [...paths],
    // A file that waits for a database leaves its core free: one more file than cores.
    concurrency: availableParallelism() + 1,
    signal: AbortSignal.timeout(limitMs),
    execArgv: ["--conditions=quintet-source", `--import=${resolve("scripts/strict.mjs")}`],
    ...(options.name === undefined ? {} : { testNamePatterns: options.name }),
  });
  stream.on("test:fail", () => (hasFailed = true));
  stream.on("test:pass", ({ name, skip }) => {
    if (skip) skipped.push(`${name}: ${skip === true ? "no reason given" : skip}`);
  });
  stream.on("test:summary", ({ file, counts }) => {
    if (file === undefined) hasRun = counts.tests > counts.skipped;
    // A process that a test starts may count itself among the files.
    else if (counts.tests === 0 && options.name === undefined && paths.has(file)) empty.push(file);
  });
  const startedMs = new Map<string, number>();
  const tookMs = new Map<string, number>();
  stream.on("test:dequeue", ({ name }) => {
    if (paths.has(name)) startedMs.set(name, performance.now());
  });
  stream.on("test:complete", ({ name }) => {
    const from = startedMs.get(name);
    if (from !== undefined) tookMs.set(name, performance.now() - from);
  });
  const isQuiet = !options.verbose && filters.length === 0;
  const shown = stream.filter((event) => {
    if (event.type === "test:diagnostic" && event.data.file === undefined) {
      summary.push(`# ${event.data.message}`);
      return false;
    }
    return !(isQuiet && event.type === "test:pass");
  });
  for await (const text of shown.compose(new spec())) process.stdout.write(text);

  const problems = empty.map((file) => `No test in ${file}.`);
  if (!hasRun) problems.push("No test ran.");
  console.log(`\n${summary.join("\n")}`);
  if (options.slowest) report("Slowest", slowest(tookMs));
  report("Skipped", skipped);
  report("Failed", problems);
  process.exitCode = hasFailed || problems.length > 0 ? 1 : 0;
}

function slowest(tookMs: ReadonlyMap<string, number>): string[] {
  const files = [...tookMs].toSorted(([, a], [, b]) => b - a).slice(0, 30);
  return files.map(([file, ms]) => `${(ms / 1000).toFixed(1)} s ${relative(root, file)}`);
}

function report(title: string, lines: readonly string[]): void {
  if (lines.length > 0) console.log(`${title}:\n${lines.map((line) => `  ${line}`).join("\n")}`);
}

function refuse(problems: readonly string[]): never {
  console.error(problems.map((problem) => `\n${problem}`).join(""));
  process.exit(1);
}
