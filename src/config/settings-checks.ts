import type { Check, Problem } from "../app/index.ts";

/** What is allowed, but in production hardly meant. */
export function settingsChecks(values: object): Check {
  const { profile, debug, databaseUrl } = values as Readonly<Record<string, unknown>>;
  return () => {
    if (profile !== "production") return [];
    const problems: Problem[] = [];
    if (debug === true) problems.push(DEBUG_IN_PRODUCTION);
    if (databaseUrl === "sqlite::memory:") problems.push(DATA_IN_MEMORY);
    return problems;
  };
}

const DEBUG_IN_PRODUCTION: Problem = {
  id: "config.debug_in_production",
  level: "warning",
  message: "DEBUG is true in production, so that errors show source code and values to everybody.",
  hint: "Take DEBUG away; the log has the same.",
};

const DATA_IN_MEMORY: Problem = {
  id: "config.data_in_memory",
  level: "warning",
  message: "DATABASE_URL is sqlite::memory: in production, so that all data is lost when it stops.",
  hint: "Set DATABASE_URL to a file, as sqlite:./data/app.db, or to a PostgreSQL server.",
};
