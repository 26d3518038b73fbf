/**
 * `npm run bench [-- <part of a file name> …]`: runs the benchmarks one after the other.
 *
 * Each file prints a line of JSON per figure, and writes its section of bench/RESULTS.md.
 */
import { spawn } from "node:child_process";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { postgres } from "../test/services.ts";

interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly reference?: number | null;
  /** Ours against the reference. */
  readonly ratio?: number | null;
  /** `"<= 1.5"` or `">= 0.6"`: of the ratio where there is one, else of `ours`. */
  readonly bar?: string | null;
}

const root = resolve(import.meta.dirname, "..");
const filters = process.argv.slice(2);
const files = globSync(["bench/runtime/*.bench.ts", "bench/types/{run,routes,resources}.ts"], {
  cwd: root,
})
  .toSorted()
  .filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)));

const results = resolve(root, "bench/RESULTS.md");
const sections = filters.length === 0 ? new Map<string, string>() : sectionsOf(results);
let hasFailed = files.length === 0;
for (const file of files) {
  console.log(`\n${file}`);
  const { figures, status } = await runBench(file);
  if (status !== 0) hasFailed = true;
  if (figures.some((figure) => meetsBar(figure) === false)) hasFailed = true;
  const ending = status === 0 ? "" : `\nEnded with ${status}.\n`;
  sections.set(file, `## ${file}\n\n${table(figures)}${ending}`);
}
if (files.length > 0) {
  const inOrder = [...sections].toSorted(([one], [other]) => (one < other ? -1 : 1));
  writeFileSync(results, `${await header()}\n${inOrder.map(([, text]) => text).join("\n")}`);
  console.log("\nWritten: bench/RESULTS.md");
}
process.exitCode = hasFailed ? 1 : 0;

/** What a run of some files leaves as it is. */
function sectionsOf(path: string): Map<string, string> {
  const [, ...parts] = readFileSync(path, "utf8").split(/^(?=## )/m);
  return new Map(parts.map((part) => [/^## (.*)/.exec(part)![1]!, `${part.trimEnd()}\n`]));
}

async function runBench(file: string): Promise<{ figures: Figure[]; status: number | null }> {
  const args = ["--expose-gc", "--conditions=quintet-source", file];
  const bench = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<number | null>((settle) => bench.on("close", settle));
  const figures: Figure[] = [];
  for await (const line of createInterface(bench.stdout)) {
    const figure = readFigure(line);
    if (figure) figures.push(figure);
    console.log(figure ? `  ${describe(figure)}` : `  ${line}`);
  }
  return { figures, status: await ended };
}

function readFigure(line: string): Figure | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    const value: Partial<Figure> = JSON.parse(line);
    return typeof value.name === "string" && typeof value.ours === "number"
      ? { unit: "", ...value, name: value.name, ours: value.ours }
      : undefined;
  } catch {
    return undefined;
  }
}

function meetsBar(figure: Figure): boolean | undefined {
  const { ours, ratio, bar } = figure;
  const [, comparison, limit] = /^(<=|>=|<)\s*([\d.]+)/.exec(bar ?? "") ?? [];
  if (comparison === undefined || limit === undefined) return undefined;
  const value = ratio ?? ours;
  if (comparison === "<") return value < Number(limit);
  return comparison === "<=" ? value <= Number(limit) : value >= Number(limit);
}

function describe(figure: Figure): string {
  const { name, unit, ours, reference, ratio, bar } = figure;
  const against = reference == null ? "" : ` against ${round(reference)}`;
  const asRatio = ratio == null ? "" : `, ratio ${round(ratio)}`;
  return `${name}: ${round(ours)}${against} ${unit}${asRatio}${bar ? ` (bar ${bar}: ${verdict(figure)})` : ""}`;
}

function verdict(figure: Figure): string {
  const isMet = meetsBar(figure);
  if (isMet === undefined) return "unreadable";
  return isMet ? "met" : "MISSED";
}

function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { name, unit, ours, reference, ratio, bar } = figure;
    const cells = [
      name,
      unit,
      round(ours),
      round(reference),
      round(ratio),
      bar ?? "",
      bar ? verdict(figure) : "",
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return `| What | Unit | Ours | Reference | Ratio | Bar | |\n|---|---|--:|--:|--:|---|---|\n${rows.join("\n")}\n`;
}

function round(value: number | null | undefined): string {
  if (value == null) return "";
  return Number(value.toPrecision(value >= 1000 ? 6 : 3)).toLocaleString("en-GB");
}

async function header(): Promise<string> {
  const [processor] = cpus();
  const machine = `${cpus().length} × ${processor?.model ?? "unknown"}, ${Math.round(totalmem() / 2 ** 30)} GB`;
  return `<!-- Written by \`npm run bench\`; edits here are lost. -->
# Benchmarks

Ratios of one run on one machine; only the ratios say something about another one.

Node ${process.versions.node}, SQLite ${process.versions.sqlite}, PostgreSQL ${await postgresVersion()}, ${machine}, ${new Date().toISOString().slice(0, 10)}.
`;
}

async function postgresVersion(): Promise<string> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: postgres.url });
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>(
      "select current_setting('server_version') as version",
    );
    return rows[0]?.version ?? "unknown";
  } catch {
    return "not there";
  } finally {
    await client.end();
  }
}
