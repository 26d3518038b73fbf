import type { Print } from "../app/index.ts";
import { openDriver, type Driver } from "../db/index.ts";
import { CLI_NO_DATABASE } from "./errors.ts";
import type { FoundApp } from "./find-app.ts";
import type { Terminal } from "./terminal.ts";

/** What the commands of the framework itself get. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly print: Print;
  /** `--app`, `--debug` and `--set`, for other processes that run the same app. */
  readonly globalArguments: readonly string[];
  /** Finds and imports the app; the same one each time. */
  findApp(): Promise<FoundApp>;
  /** Default 0. */
  exitWith(code: number): void;
}

/** The URL of the app's database. @throws `CLI_NO_DATABASE` */
export function databaseUrlOf({ app, file }: FoundApp): string {
  const [database] = app.contributions("databases");
  if (database === undefined) throw CLI_NO_DATABASE(file);
  return database.url;
}

/** Opens the app's database, and nothing else of the app, for as long as `fn` takes. */
export async function withDriver<T>(url: string, fn: (driver: Driver) => Promise<T>): Promise<T> {
  const driver = await openDriver(url);
  try {
    return await fn(driver);
  } finally {
    await driver.close();
  }
}
