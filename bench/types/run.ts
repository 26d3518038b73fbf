/**
 * `npm run bench:types [-- --source]`: what models and queries cost the type checker, and whether that stays flat.
 *
 * Measured against the built declarations, as a user has them; `--source` takes src/ as it is, errors and all.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { modelFile, modelsPerFile, queryFile } from "./generate.ts";

interface Cost {
  readonly seconds: number;
  readonly memoryMb: number;
  readonly instantiations: number;
}

const root = resolve(import.meta.dirname, "../..");
const folder = resolve(import.meta.dirname, `.generated-${process.pid}`);
const sizes = [20, 80, 200, 320];
const usesSource = process.argv.includes("--source");

if (!usesSource) build();

const empty = measure(0);
const perModel = new Map<number, number>();
for (const size of sizes) {
  const cost = measure(size);
  const own = (cost.instantiations - empty.instantiations) / size;
  perModel.set(size, own);
  const what = `${size} models and ${size} queries`;
  report(`${what}: type check`, "s", cost.seconds, size === 200 ? "< 1.5" : null);
  report(`${what}: memory`, "MB", cost.memoryMb, null);
  report(`${what}: per model and query`, "instantiations", own, "<= 1500");
}
const first = perModel.get(20) ?? 0;
const last = perModel.get(320) ?? 0;
report("cost per model and query, 320 against 20", "instantiations", last, "<= 1.1", first);
rmSync(folder, { recursive: true, force: true });

function build(): void {
  const { status } = spawnSync(process.execPath, [join(root, "scripts/build.ts")], {
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) throw new Error("The package does not build.");
}

function measure(size: number): Cost {
  writeProject(size);
  const timed = Math.min(...[1, 2, 3].map(() => diagnostics([])["Total time"] ?? Infinity));
  // Several checkers work side by side and each counts what it had to repeat.
  const counted = diagnostics(["--singleThreaded"]);
  return {
    seconds: timed,
    memoryMb: (counted["Memory used"] ?? 0) / 1024,
    instantiations: counted["Instantiations"] ?? 0,
  };
}

function writeProject(size: number): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (let from = 0; from < Math.max(size, 1); from += modelsPerFile) {
    const index = from / modelsPerFile;
    writeFileSync(join(folder, `models-${index}.ts`), modelFile(from, size));
    writeFileSync(join(folder, `queries-${index}.ts`), queryFile(from, size));
  }
  const config = {
    extends: "../../../tsconfig.json",
    compilerOptions: { customConditions: usesSource ? ["source"] : [] },
    include: ["*.ts"],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
}

function diagnostics(options: readonly string[]): Record<string, number> {
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const args = [compiler, "-p", folder, "--extendedDiagnostics", "--pretty", "false", ...options];
  const { stdout, status } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  const ownErrors = stdout
    .split("\n")
    .filter((line) => line.includes(".generated-") && /error TS/.test(line));
  if (usesSource ? ownErrors.length > 0 : status !== 0) {
    console.error(stdout.slice(0, 4_000));
    throw new Error(`The generated project does not type-check (${folder}).`);
  }
  const lines = stdout.matchAll(/^([A-Z][\w ]*):\s+([\d.]+)[KMs]?$/gm);
  return Object.fromEntries([...lines].map(([, name = "", value]) => [name, Number(value)]));
}

function report(
  name: string,
  unit: string,
  ours: number,
  bar: string | null,
  reference?: number,
): void {
  const ratio = reference === undefined ? null : ours / reference;
  console.log(JSON.stringify({ name, unit, ours, reference: reference ?? null, ratio, bar }));
}
