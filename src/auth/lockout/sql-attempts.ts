import { currentDatabase, type Driver, type Statement } from "../../db/index.ts";
import {
  type AttemptRule,
  type AttemptStanding,
  type AttemptStore,
  blockedUntilMs,
  keepMs,
  MOST_DOUBLINGS,
} from "./attempt-store.ts";
import { LOCKOUT_OPTION_INVALID } from "./errors.ts";

/** Attempts between two looks for counts that nobody needs. */
const CLEAN_EVERY = 1_000;

/**
 * Counts in the database of the app, in a table of its own, `quintet_attempt`, which it makes when it is
 * first asked. Atomic across all processes that use the database: an attempt is one statement.
 *
 * @throws `AUTH_LOCKOUT_OPTION_INVALID` in an app without a database
 */
export function sqlAttempts(): AttemptStore {
  const tables = new WeakMap<Driver, Promise<void>>();
  let takes = 0;
  // Never in the transaction of the caller: what is rolled back there has been tried all the same.
  const ready = async (): Promise<Driver> => {
    const driver = currentDatabase.get()?.driver;
    if (driver === undefined) throw LOCKOUT_OPTION_INVALID("this app has no database()");
    let table = tables.get(driver);
    if (table === undefined) {
      tables.set(driver, (table = makeTable(driver)));
      // The next one tries again: the database may have been away.
      table.catch(() => tables.delete(driver));
    }
    await table;
    return driver;
  };
  return {
    async take(key, rule, nowMs) {
      const driver = await ready();
      if (++takes % CLEAN_EVERY === 0) await driver.execute(CLEAN[driver.dialect], [nowMs]);
      return takeIn(driver, key, rule, nowMs);
    },
    async giveBack(key, rule) {
      const driver = await ready();
      await driver.execute(GIVE_BACK[driver.dialect], [rule.free, key]);
    },
    async clear(key) {
      const driver = await ready();
      await driver.execute(CLEAR[driver.dialect], [key]);
    },
  };
}

async function takeIn(
  driver: Driver,
  key: string,
  rule: AttemptRule,
  nowMs: number,
): Promise<AttemptStanding> {
  const params = [key, nowMs, blockedUntilMs(1, rule, nowMs), nowMs + keepMs(rule)];
  const [taken] = (await driver.execute(takeOf(driver, rule), params)).rows;
  if (taken !== undefined) return standingOf(taken, true);
  const [kept] = (await driver.execute(READ[driver.dialect], [key])).rows;
  // Cleared in between: whoever has signed in may be followed.
  return kept === undefined ? takeIn(driver, key, rule, nowMs) : standingOf(kept, false);
}

function standingOf(row: readonly unknown[], isAllowed: boolean): AttemptStanding {
  return { isAllowed, failures: Number(row[0]), blockedUntilMs: Number(row[1]) };
}

/** Rules are few and their numbers are ours: they stand in the text, so that it says each moment once. */
function takeOf({ dialect }: Driver, rule: AttemptRule): Statement {
  const known = statements[dialect].get(rule);
  if (known !== undefined) return known;
  const least = dialect === "sqlite" ? "min" : "least";
  const one = dialect === "sqlite" ? "1" : "1::bigint";
  const count = `case when quintet_attempt.expires_at <= excluded.tried_at then 1
    else quintet_attempt.failures + 1 end`;
  const doublings = `${least}(${count} - ${rule.free}, ${MOST_DOUBLINGS})`;
  const wait = `${least}(${rule.longestWaitMs}, ${rule.firstWaitMs} * (${one} << ${doublings}))`;
  const place = (position: number): string => (dialect === "sqlite" ? "?" : `$${position}`);
  const sql = `insert into quintet_attempt (key, failures, tried_at, blocked_until, expires_at)
    values (${place(1)}, 1, ${place(2)}, ${place(3)}, ${place(4)})
    on conflict (key) do update set failures = ${count}, tried_at = excluded.tried_at,
      blocked_until = case when ${count} >= ${rule.free} then excluded.tried_at + ${wait} else 0 end,
      expires_at = excluded.expires_at
    where quintet_attempt.blocked_until <= excluded.tried_at
    returning failures, blocked_until`;
  const made: Statement = { sql, isWrite: true, returnsRows: true };
  statements[dialect].set(rule, made);
  return made;
}
const statements = {
  sqlite: new WeakMap<AttemptRule, Statement>(),
  postgres: new WeakMap<AttemptRule, Statement>(),
};

const READ = onBoth(
  (p) => `select failures, blocked_until from quintet_attempt where key = ${p(1)}`,
  { isWrite: false, returnsRows: true },
);
const GIVE_BACK = onBoth(
  (p) => `update quintet_attempt set failures = failures - 1,
    blocked_until = case when failures - 1 < ${p(1)} then 0 else blocked_until end
    where key = ${p(2)} and failures > 0`,
);
const CLEAR = onBoth((p) => `delete from quintet_attempt where key = ${p(1)}`);
const CLEAN = onBoth((p) => `delete from quintet_attempt where expires_at < ${p(1)}`);

function onBoth(
  sql: (placeholder: (position: number) => string) => string,
  kind: Pick<Statement, "isWrite" | "returnsRows"> = { isWrite: true, returnsRows: false },
): Record<Driver["dialect"], Statement> {
  return {
    sqlite: { sql: sql(() => "?"), ...kind },
    postgres: { sql: sql((position) => `$${position}`), ...kind },
  };
}

async function makeTable(driver: Driver): Promise<void> {
  const kind = driver.dialect === "postgres" ? "unlogged table" : "table";
  const sql = `create ${kind} if not exists quintet_attempt
    (key text primary key, failures integer not null, tried_at bigint not null,
     blocked_until bigint not null, expires_at bigint not null)`;
  try {
    await driver.script(sql);
  } catch {
    // Two processes that make it at once on PostgreSQL: one is told that the name is taken.
    await driver.script(sql);
  }
}
