import { execFile } from "node:child_process";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { openDriver } from "../../src/db/connections/open-driver.ts";

export interface WritersReport {
  readonly writes: number;
  /** What the counters in the file add up to. */
  readonly counted: number;
  /** The longest that one write took, its wait included. */
  readonly slowestMs: number;
  /** The longest that an event loop stood still. */
  readonly blockedMs: number;
  readonly errors: readonly string[];
  readonly perProcess: readonly number[];
}

/** Lets processes with several writers each count in one SQLite file for a while; each transaction takes `holdMs`. */
export async function runConcurrentWriters(
  file: string,
  processes: number,
  writersEach: number,
  durationMs: number,
  holdMs = 0,
): Promise<WritersReport> {
  const url = `sqlite:${file}`;
  const driver = await openDriver(url);
  await driver.script(`create table counter (id integer primary key, n integer not null);
    insert into counter values (1, 0), (2, 0)`);
  await driver.close();
  const run = () => runProcess([url, ...[writersEach, durationMs, holdMs].map(String)]);
  const reports = await Promise.all(Array.from({ length: processes }, run));
  return {
    writes: reports.reduce((sum, { writes }) => sum + writes, 0),
    counted: countedIn(file),
    slowestMs: Math.max(...reports.map(({ slowestMs }) => slowestMs)),
    blockedMs: Math.max(...reports.map(({ blockedMs }) => blockedMs)),
    errors: reports.flatMap(({ errors }) => errors),
    perProcess: reports.map(({ writes }) => writes),
  };
}

async function runProcess(args: string[]): Promise<WritersReport> {
  const program = fileURLToPath(new URL("./writer-process.ts", import.meta.url));
  const all = ["--conditions=quintet-source", program, ...args];
  const { stdout } = await promisify(execFile)(process.execPath, all);
  return JSON.parse(stdout) as WritersReport;
}

function countedIn(file: string): number {
  using database = new DatabaseSync(file);
  return database.prepare("select sum(n) as n from counter").get()?.["n"] as number;
}
