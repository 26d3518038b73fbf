import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Driver } from "../../src/db/connections/driver.ts";
import { eachDialect, statementFor } from "./dialects.ts";

/** Set it to 200 for the long run. */
const KILLS = Number(process.env["QUINTET_KILLS"] ?? 12);
const TRANSACTIONS = 200;
const LONGEST_TRANSACTION_MS = 8;

eachDialect((make, dialect) => {
  test(`a process that is killed keeps each commit that it reported, and nothing half-done`, async (t) => {
    await using database = await make();
    await database.driver.script(`
      create table step (n integer not null, part text not null, primary key (n, part));
      create table total (n integer not null);
      insert into total values (0)`);
    // A connection that stays would spare SQLite the recovery that this test is about.
    await database.driver.close();
    const reported = new Set<number>();
    let kills = 0;
    while (kills < KILLS || reported.size < TRANSACTIONS) {
      for (const n of await runUntilKilled(database.url)) reported.add(n);
      kills++;
      const driver = await database.reopen();
      await assertWhole(driver, reported, kills);
      await driver.close();
    }
    t.diagnostic(`${kills} kills, ${reported.size} transactions reported`);
  });

  async function assertWhole(driver: Driver, reported: Set<number>, kills: number): Promise<void> {
    const read = async (sql: string): Promise<unknown[][]> =>
      (await driver.execute(statementFor(dialect, sql), [])).rows;
    // One statement, as PostgreSQL may still be ending the last transaction of the dead process.
    const [[total, pairs, halves]] = (await read(`
      select (select n from total),
        (select count(*) from (select n from step group by n having count(*) = 2) as whole),
        (select count(*) from (select n from step group by n having count(*) <> 2) as half)`)) as [
      [number, number, number],
    ];
    const there = new Set((await read("select n from step where part = 'b'")).flat());
    assert.equal(halves, 0);
    assert.equal(pairs, total);
    assert.deepEqual(
      [...reported].filter((n) => !there.has(n)),
      [],
    );
    assert.ok(pairs - reported.size <= kills, "at most one commit per kill was not yet reported");
    if (dialect === "sqlite") assert.deepEqual(await read("pragma integrity_check"), [["ok"]]);
  }
});

/** @returns the numbers that the process reported as committed. */
async function runUntilKilled(url: string): Promise<number[]> {
  const program = fileURLToPath(new URL("./kill-process.ts", import.meta.url));
  const child = spawn(process.execPath, ["--conditions=quintet-source", program, url], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "close");
  // Counted in commits, so that a slow machine has to kill no more often than a fast one.
  const lastCommit = Math.random() * 2 * (TRANSACTIONS / KILLS);
  let output = "";
  let isDying = false;
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
    if (isDying || commitsIn(output).length < lastCommit) return;
    isDying = true;
    setTimeout(() => child.kill("SIGKILL"), Math.random() * LONGEST_TRANSACTION_MS);
  });
  const [code, signal] = (await exited) as [number | null, string | null];
  assert.deepEqual([code, signal], [null, "SIGKILL"], "the next start works");
  return commitsIn(output);
}

/** The first line says that the process is ready; the last is not yet whole. */
function commitsIn(output: string): number[] {
  return output.split("\n").slice(1, -1).map(Number);
}
