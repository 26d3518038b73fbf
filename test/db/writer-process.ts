// Started by concurrent-writers.ts: several writers that count in one SQLite file for a while.
import { execute } from "../../src/db/connections/execute.ts";
import { openDriver } from "../../src/db/connections/open-driver.ts";
import { transactionOn } from "../../src/db/connections/transaction.ts";
import { statementFor } from "./dialects.ts";

const [url = "", writers = "", durationMs = "", holdMs = ""] = process.argv.slice(2);
const driver = await openDriver(url);
const database = { driver };
const sql = (text: string, ...params: unknown[]) =>
  execute(database, statementFor("sqlite", text), params);
const hold = (): Promise<unknown> =>
  holdMs === "0" ? tick() : new Promise((resolve) => setTimeout(resolve, Number(holdMs)));
const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

let writes = 0;
let slowestMs = 0;
const errors: string[] = [];
const endMs = performance.now() + Number(durationMs);

async function write(key: number): Promise<void> {
  while (performance.now() < endMs) {
    const startMs = performance.now();
    try {
      await (writes % 4 === 0 ? addAlone(key) : addInTransaction(key));
      writes++;
    } catch (error) {
      errors.push(String(error));
    }
    slowestMs = Math.max(slowestMs, performance.now() - startMs);
    await tick();
  }
}

async function addAlone(key: number): Promise<void> {
  await sql("update counter set n = n + 1 where id = ?", key);
}

/** Reads, does something else, then writes: without isolation, updates would be lost. */
async function addInTransaction(key: number): Promise<void> {
  await transactionOn(database, async () => {
    const { rows } = await sql("select n from counter where id = ?", key);
    await hold();
    await sql("update counter set n = ? where id = ?", (rows[0]![0] as number) + 1, key);
  });
}

let blockedMs = 0;
let lastMs = performance.now();
const watch = setInterval(() => {
  blockedMs = Math.max(blockedMs, performance.now() - lastMs - 5);
  lastMs = performance.now();
}, 5);
// All writers of all processes count on two rows, so that they meet.
await Promise.all(Array.from({ length: Number(writers) }, (_, at) => write((at % 2) + 1)));
clearInterval(watch);
await driver.close();
console.log(JSON.stringify({ writes, slowestMs, blockedMs, errors }));
