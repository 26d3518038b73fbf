import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { runConcurrentWriters } from "./concurrent-writers.ts";

test("eight writers in two processes on one SQLite file meet no error and lose no update", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "quintet-writers-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));

  const report = await runConcurrentWriters(join(folder, "app.db"), 2, 4, 2000);

  assert.deepEqual(report.errors, []);
  assert.equal(report.counted, report.writes);
  assert.ok(
    report.perProcess.every((writes) => writes > 0),
    `a process starved: ${report.perProcess.join()}`,
  );
  t.diagnostic(JSON.stringify(report));
});

test("processes whose transactions take long share one SQLite file, none waits for seconds", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "quintet-writers-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));

  const report = await runConcurrentWriters(join(folder, "app.db"), 2, 2, 2000, 5);

  assert.deepEqual(report.errors, []);
  assert.equal(report.counted, report.writes);
  // Without turns one of them waits for seconds; a hundred commits are its due.
  assert.ok(Math.min(...report.perProcess) >= 20, `a process starved: ${report.perProcess.join()}`);
  t.diagnostic(JSON.stringify(report));
});

test("processes that make one SQLite file at the same moment all open it", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "quintet-writers-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const program = `
    const { openDriver } = await import(${JSON.stringify(import.meta.resolve("quintet/db"))});
    await new Promise((resolve) => setTimeout(resolve, ${Date.now() + 800} - Date.now()));
    const driver = await openDriver(${JSON.stringify(`sqlite:${join(folder, "new", "app.db")}`)});
    await driver.script("create table if not exists t (n); insert into t values (1)");
    const { rows } = await driver.execute({ sql: "select count(*) > 0 from t", returnsRows: true }, []);
    await driver.close();
    console.log(JSON.stringify(rows));`;
  const args = ["--conditions=quintet-source", "--input-type=module", "-e", program];
  const run = () => promisify(execFile)(process.execPath, args);

  const outputs = await Promise.all(Array.from({ length: 5 }, run));

  assert.deepEqual(
    outputs.map(({ stdout }) => stdout.trim()),
    Array<string>(5).fill("[[1]]"),
  );
});
