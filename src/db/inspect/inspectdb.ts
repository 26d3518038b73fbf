import type { Driver } from "../connections/driver.ts";
import { introspect } from "./introspect.ts";
import { modelsSource } from "./models-source.ts";

export interface InspectdbOptions {
  /** Tables to write models for. Default: all. */
  readonly tables?: readonly string[];
  /** What the file imports from. Default `"quintet/db"`. */
  readonly importFrom?: string;
}

export interface InspectdbResult {
  /** TypeScript, formatted. */
  readonly source: string;
  /** What models cannot say and the source therefore lacks, one line each; also comments in the source. */
  readonly notes: readonly string[];
}

/**
 * Writes models for a database that is there.
 *
 * Names become camelCase with the database's beside them where they differ; foreign keys become
 * relations, with their other sides. A first migration made from the models describes the tables as
 * they are: apply it with `fake`. Reads only the schema, writes nothing.
 */
export async function inspectdb(
  driver: Driver,
  options: InspectdbOptions = {},
): Promise<InspectdbResult> {
  const { schema, unsupported } = await introspect(driver);
  const chosen = new Map(
    [...schema].filter(([name]) => options.tables === undefined || options.tables.includes(name)),
  );
  const { source, notes } = modelsSource(
    chosen,
    driver.dialect,
    options.importFrom ?? "quintet/db",
  );
  return { source, notes: [...unsupported.map((what) => `not in the models: ${what}`), ...notes] };
}
