import { currentDatabase, type Driver, type Session, type Statement } from "../../db/index.ts";
import { THROTTLE_OPTION_INVALID } from "./errors.ts";
import type { ParsedRate } from "./rate.ts";
import { keepMs } from "./sliding-window.ts";
import { decide, type Counts, type ThrottleStore, type Verdict } from "./throttle-store.ts";

/** Requests between two looks for clients that nobody needs to remember. */
const CLEAN_EVERY = 1_000;

/**
 * Counts in the database of the app, in a table of its own, `quintet_throttle`, which it makes when it is
 * first asked. Atomic across all processes that use the database.
 *
 * On PostgreSQL the table is unlogged: a crash of the server forgets the counts, and nothing is paid for them.
 *
 * @throws `API_THROTTLE_OPTION_INVALID` in a request to an app without a database
 */
export function sqlThrottles(): ThrottleStore {
  const tables = new WeakMap<Driver, Promise<void>>();
  const inTurn = turns();
  let takes = 0;
  return {
    async take(key, rates, nowMs) {
      const driver = currentDatabase.get()?.driver;
      if (driver === undefined) throw THROTTLE_OPTION_INVALID("this app has no database()");
      let table = tables.get(driver);
      if (table === undefined) {
        tables.set(driver, (table = makeTable(driver)));
        // The next one tries again: the database may have been away.
        table.catch(() => tables.delete(driver));
      }
      await table;
      if (++takes % CLEAN_EVERY === 0) await driver.execute(CLEAN[driver.dialect], [nowMs]);
      // One connection a client at most: a flood from one must not take the whole pool.
      return inTurn(key, () => takeIn(driver, key, rates, nowMs));
    },
  };
}

async function takeIn(
  driver: Driver,
  key: string,
  rates: readonly ParsedRate[],
  nowMs: number,
): Promise<Verdict> {
  const session = await driver.begin();
  try {
    const { verdict, counts } = decide(await readLocked(session, driver, key), rates, nowMs);
    if (verdict.isAllowed) {
      const params = [JSON.stringify(counts), nowMs + keepMs(rates), key];
      await session.execute(WRITE[driver.dialect], params);
      await session.commit();
    } else {
      await session.rollback();
    }
    return verdict;
  } catch (error) {
    await session.rollback();
    throw error;
  }
}

/** An insert that finds the row locks it, and gives what stands there now. */
async function readLocked(session: Session, { dialect }: Driver, key: string): Promise<Counts> {
  const { rows } = await session.execute(LOCK[dialect], [key]);
  return JSON.parse(rows[0]![0] as string) as Counts;
}

const LOCK = onBoth(
  (p) =>
    `insert into quintet_throttle (key, counts, expires_at) values (${p(1)}, '[]', 0)
     on conflict (key) do update set key = excluded.key returning counts`,
  true,
);
const WRITE = onBoth(
  (p) => `update quintet_throttle set counts = ${p(1)}, expires_at = ${p(2)} where key = ${p(3)}`,
);
const CLEAN = onBoth((p) => `delete from quintet_throttle where expires_at < ${p(1)}`);

function onBoth(
  sql: (placeholder: (position: number) => string) => string,
  returnsRows = false,
): Record<Driver["dialect"], Statement> {
  const statement = (text: string): Statement => ({ sql: text, isWrite: true, returnsRows });
  return {
    sqlite: statement(sql(() => "?")),
    postgres: statement(sql((position) => `$${position}`)),
  };
}

async function makeTable(driver: Driver): Promise<void> {
  const kind = driver.dialect === "postgres" ? "unlogged table" : "table";
  const sql = `create ${kind} if not exists quintet_throttle
    (key text primary key, counts text not null, expires_at bigint not null)`;
  try {
    await driver.script(sql);
  } catch {
    // Two processes that make it at once on PostgreSQL: one is told that the name is taken.
    await driver.script(sql);
  }
}

/** Runs the works of one key one after the other. */
function turns(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const mine = (last.get(key) ?? Promise.resolve()).then(work);
    const settled = mine.catch(() => undefined);
    last.set(key, settled);
    try {
      return await mine;
    } finally {
      if (last.get(key) === settled) last.delete(key);
    }
  };
}
