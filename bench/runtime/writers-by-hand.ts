// Started by writers.bench.ts: what a careful author writes with node:sqlite, blocking while it waits.
import { DatabaseSync } from "node:sqlite";

const [file = "", durationMs = ""] = process.argv.slice(2);
const database = new DatabaseSync(file, { timeout: 10_000 });
database.exec("pragma journal_mode = wal; pragma synchronous = normal");
const begin = database.prepare("begin immediate");
const commit = database.prepare("commit");
const read = database.prepare("select n from counter where id = ?");
const write = database.prepare("update counter set n = ? where id = ?");
const add = database.prepare("update counter set n = n + 1 where id = ?");
const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

let writes = 0;
let slowestMs = 0;
const endMs = performance.now() + Number(durationMs);
while (performance.now() < endMs) {
  const key = (writes % 2) + 1;
  const startMs = performance.now();
  if (writes % 4 === 0) add.run(key);
  else {
    begin.run();
    const n = read.get(key)?.["n"] as number;
    await tick();
    write.run(n + 1, key);
    commit.run();
  }
  writes++;
  slowestMs = Math.max(slowestMs, performance.now() - startMs);
  await tick();
}
database.close();
console.log(JSON.stringify({ writes, slowestMs }));
