/**
 * `npm run bench:types [-- --source]`: what models and queries cost the type checker, and whether that stays flat.
 *
 * Measured against the built declarations, as a user has them; `--source` takes src/ as it is, errors and all.
 */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { typeCost, writeProject } from "./generated-project.ts";

interface Cost {
  readonly seconds: number;
  readonly memoryMb: number;
  readonly instantiations: number;
}

const root = resolve(import.meta.dirname, "../..");
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

function build(): void {
  const { status } = spawnSync(process.execPath, [join(root, "scripts/build.ts")], {
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) throw new Error("The package does not build.");
}

function measure(size: number): Cost {
  const folder = writeProject(`${process.pid}`, size, usesSource ? ["quintet-source"] : []);
  const timed = Math.min(...[1, 2, 3].map(() => typeCost(folder, [])["Total time"] ?? Infinity));
  const counted = typeCost(folder, ["--singleThreaded"]);
  rmSync(folder, { recursive: true, force: true });
  return {
    seconds: timed,
    memoryMb: (counted["Memory used"] ?? 0) / 1024,
    instantiations: counted["Instantiations"] ?? 0,
  };
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
