import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
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
  const [fewest = 0, most = 0] = report.perProcess.toSorted((a, b) => a - b);
  assert.ok(fewest > most / 8, `a process starved: ${report.perProcess.join()}`);
  t.diagnostic(JSON.stringify(report));
});
