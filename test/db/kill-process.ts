// Started by kill.test.ts, which ends it with SIGKILL: commits numbered pairs of rows and reports each.
import { writeSync } from "node:fs";
import { execute } from "../../src/db/connections/execute.ts";
import { openDriver } from "../../src/db/connections/open-driver.ts";
import { transactionOn } from "../../src/db/connections/transaction.ts";
import { statementFor } from "./dialects.ts";

const driver = await openDriver(process.argv[2]!);
const database = { driver };
const sql = async (text: string, ...params: unknown[]): Promise<unknown[][]> =>
  (await execute(database, statementFor(driver.dialect, text), params)).rows;
const pause = (): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() < 0.5 ? 0 : 2));

const [[first]] = (await sql("select coalesce(max(n), 0) + 1 from step")) as [[number]];
writeSync(1, "ready\n");
for (let n = first; ; n++) {
  await transactionOn(database, async () => {
    await sql("insert into step (n, part) values (?, 'a')", n);
    await pause();
    await sql("update total set n = n + 1");
    await sql("insert into step (n, part) values (?, 'b')", n);
    await pause();
  });
  writeSync(1, `${n}\n`);
}
