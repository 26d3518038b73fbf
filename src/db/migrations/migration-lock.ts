import type { Driver, Session } from "../connections/driver.ts";
import { systemClock } from "../../core/index.ts";
import { BUSY } from "../errors.ts";
import { MIGRATION_LOCKED } from "./errors.ts";
import { selectRows } from "./queryable.ts";

const LONGEST_PAUSE_MS = 500;

/**
 * Begins a transaction that no other migration runs beside, in whatever process.
 *
 * PostgreSQL's lock is tried for, not waited for: a waiting statement holds a snapshot, which a
 * concurrent index of the process that has the lock would wait for in turn, for ever.
 *
 * @throws `DB_MIGRATION_LOCKED`
 */
export async function beginLocked(
  driver: Driver,
  withoutForeignKeys: boolean,
  limitMs: number,
): Promise<Session> {
  const startMs = performance.now();
  for (let pauseMs = 20; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    const session = await tryBegin(driver, withoutForeignKeys);
    if (session !== undefined) return session;
    const waitedMs = performance.now() - startMs;
    if (waitedMs > limitMs) throw MIGRATION_LOCKED(Math.round(waitedMs));
    await systemClock.sleep(pauseMs * (0.5 + Math.random()));
  }
}

async function tryBegin(driver: Driver, withoutForeignKeys: boolean): Promise<Session | undefined> {
  if (driver.dialect === "sqlite") return tryBeginOnSqlite(driver, withoutForeignKeys);
  const session = await driver.begin();
  try {
    const [row] = await selectRows(
      session,
      "select pg_try_advisory_xact_lock(hashtext('quintet migrations'), hashtext(current_schema())) as locked",
    );
    if (row?.["locked"] === true) return session;
  } catch (error) {
    await session.rollback();
    throw error;
  }
  await session.rollback();
  return undefined;
}

/** SQLite has one writer: the transaction is the lock. */
async function tryBeginOnSqlite(
  driver: Driver,
  withoutForeignKeys: boolean,
): Promise<Session | undefined> {
  try {
    return await driver.begin({ withoutForeignKeys });
  } catch (error) {
    if (BUSY.is(error)) return undefined;
    throw error;
  }
}
