// Eight writers in two processes on one SQLite file for 10 s: no error, no lost update. The reference is
// one blocking writer in each of two processes, written by hand with node:sqlite.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { runConcurrentWriters } from "../../test/db/concurrent-writers.ts";

const DURATION_MS = Number(process.argv[2] ?? 10_000);
const folder = mkdtempSync(join(tmpdir(), "quintet-writers-"));

const ours = await runConcurrentWriters(join(folder, "ours.db"), 2, 4, DURATION_MS);
const reference = await byHand(join(folder, "reference.db"));
rmSync(folder, { recursive: true, force: true });

const lost = ours.writes - ours.counted;
console.log(
  JSON.stringify({
    name: "8 writers in 2 processes on one SQLite file",
    unit: "writes/s",
    ours: perSecond(ours.writes),
    reference: perSecond(reference.writes),
    ratio: Number((ours.writes / reference.writes).toFixed(2)),
    bar: null,
    lost,
    errors: ours.errors.length,
    slowestMs: Math.round(ours.slowestMs),
    referenceSlowestMs: Math.round(reference.slowestMs),
    blockedMs: Math.round(ours.blockedMs),
    perProcess: ours.perProcess,
  }),
);
if (lost !== 0 || ours.errors.length > 0) {
  console.error(`lost ${lost} updates; errors: ${ours.errors.slice(0, 3).join("; ")}`);
  process.exitCode = 1;
}

async function byHand(file: string): Promise<{ writes: number; slowestMs: number }> {
  using database = new DatabaseSync(file);
  database.exec(`pragma journal_mode = wal;
    create table counter (id integer primary key, n integer not null);
    insert into counter values (1, 0), (2, 0)`);
  const program = fileURLToPath(new URL("./writers-by-hand.ts", import.meta.url));
  const run = () => promisify(execFile)(process.execPath, [program, file, String(DURATION_MS)]);
  const outputs = await Promise.all([run(), run()]);
  const reports = outputs.map(({ stdout }) => JSON.parse(stdout));
  return {
    writes: reports.reduce((sum, { writes }) => sum + writes, 0),
    slowestMs: Math.max(...reports.map(({ slowestMs }) => slowestMs)),
  };
}

function perSecond(writes: number): number {
  return Math.round(writes / (DURATION_MS / 1000));
}
