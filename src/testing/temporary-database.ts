import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { uuidv7 } from "../core/index.ts";
import { openDriver, parseDatabaseUrl } from "../db/index.ts";

/** A database that nobody else uses, empty. */
export interface TemporaryDatabase extends AsyncDisposable {
  readonly url: string;
  /** Deletes it. Close what is open on it first. */
  remove(): Promise<void>;
}

/**
 * Makes an empty database beside the one that a URL names, which is not touched.
 *
 * `postgres://…` gives a new schema in that database, named `quintet_…`; `sqlite:…` a new file in the
 * folder for temporary files, whatever the path; `sqlite::memory:` itself. A process that is killed
 * leaves it behind.
 *
 * @throws `DB_BAD_URL`, `DB_UNREACHABLE`, …
 */
export async function temporaryDatabase(url = "sqlite::memory:"): Promise<TemporaryDatabase> {
  const options = parseDatabaseUrl(url);
  if (options.dialect === "postgres") return temporarySchema(url);
  return options.file === ":memory:" ? place(url, async () => {}) : temporaryFile();
}

async function temporaryFile(): Promise<TemporaryDatabase> {
  const folder = await mkdtemp(join(tmpdir(), "quintet-"));
  return place(`sqlite:${join(folder, "test.db")}`, () => rm(folder, { recursive: true }));
}

async function temporarySchema(url: string): Promise<TemporaryDatabase> {
  const schema = `quintet_${uuidv7().replaceAll("-", "")}`;
  await runAt(url, `create schema ${schema}`);
  const own = `${url}${url.includes("?") ? "&" : "?"}schema=${schema}`;
  return place(own, () => runAt(url, `drop schema ${schema} cascade`));
}

async function runAt(url: string, sql: string): Promise<void> {
  const driver = await openDriver(url);
  try {
    await driver.script(sql);
  } finally {
    await driver.close();
  }
}

function place(url: string, remove: () => Promise<void>): TemporaryDatabase {
  return { url, remove, [Symbol.asyncDispose]: remove };
}
