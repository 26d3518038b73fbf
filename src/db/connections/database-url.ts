import { didYouMean, milliseconds, type Duration } from "../../core/index.ts";
import { BAD_URL } from "../errors.ts";
import type { PostgresOptions } from "./drivers/postgres.ts";
import type { SqliteOptions } from "./drivers/sqlite.ts";

/** Everything a driver needs to open, told apart by `dialect`. */
export type DatabaseOptions =
  | ({ readonly dialect: "sqlite" } & SqliteOptions)
  | ({ readonly dialect: "postgres" } & PostgresOptions);

/** How a parameter of the URL becomes an option. */
type Parameters = Readonly<Record<string, (text: string, refuse: Refuse) => object>>;
type Refuse = (reason: string) => never;

const SQLITE_PARAMETERS: Parameters = {
  mode: (text, refuse) => ({ readOnly: oneOf(text, ["ro", "rw"], refuse) === "ro" }),
  busyTimeout: (text, refuse) => ({ busyTimeout: duration(text, refuse) }),
  maxReaders: (text, refuse) => ({ maxReaders: count(text, refuse) }),
};

const POSTGRES_PARAMETERS: Parameters = {
  host: (text) => ({ host: text }),
  max: (text, refuse) => ({ max: count(text, refuse) }),
  schema: (text) => ({ schema: text }),
  sslmode: (text, refuse) => ({
    ssl: oneOf(text, ["disable", "require", "verify-full"], refuse),
  }),
  application_name: (text) => ({ applicationName: text }),
  statementTimeout: (text, refuse) => ({ statementTimeout: duration(text, refuse) }),
  connectTimeout: (text, refuse) => ({ connectTimeout: duration(text, refuse) }),
  prepare: (text, refuse) => ({ prepare: oneOf(text, ["true", "false"], refuse) === "true" }),
};

/**
 * Reads a database URL: `sqlite:./data/app.db`, `sqlite:///absolute.db`, `sqlite::memory:`,
 * `postgres://user:password@host:5432/database`.
 *
 * Parameters follow `?`: for SQLite `mode=ro`, `busyTimeout=10s`, `maxReaders=8`; for PostgreSQL
 * `host=/socket/folder`, `max=10`, `schema`, `sslmode=disable|require|verify-full`,
 * `application_name`, `statementTimeout=30s`, `connectTimeout=5s`, `prepare=false` (for poolers that
 * give each transaction another connection).
 *
 * @throws `DB_BAD_URL`, the password masked.
 */
export function parseDatabaseUrl(url: string): DatabaseOptions {
  // In JavaScript, and behind `process.env.DATABASE_URL!`, it may be none.
  if (typeof url !== "string") throw BAD_URL(String(url), "it is not a text; is the variable set?");
  const refuse: Refuse = (reason) => {
    throw BAD_URL(maskPassword(url), reason);
  };
  if (url.trim() === "") return refuse("it is empty");
  if (url.startsWith("sqlite:")) return sqliteOptions(url, refuse);
  if (/^postgres(ql)?:\/\//.test(url)) return postgresOptions(url, refuse);
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1];
  return refuse(scheme === undefined ? "it has no scheme" : `nothing here speaks "${scheme}"`);
}

/** The URL with its password replaced, for messages and logs. */
export function maskPassword(url: string): string {
  // Greedy up to the last "@": a password may hold an unescaped "@", "/" or "#".
  return url
    .replace(/^([a-z][a-z0-9+.-]*:\/\/[^:/?#@]*):.*@/i, "$1:***@")
    .replace(/([?&][^=&]*(?:password|secret|token)[^=&]*=)[^&]*/gi, "$1***");
}

function sqliteOptions(url: string, refuse: Refuse): DatabaseOptions {
  const [path = "", query = ""] = split(url.slice("sqlite:".length));
  const options = parameters(query, SQLITE_PARAMETERS, refuse);
  return { dialect: "sqlite", file: sqliteFile(path, refuse), ...options };
}

function sqliteFile(path: string, refuse: Refuse): string {
  if (path === ":memory:") return path;
  if (path === "" || path === "//" || path === "///") refuse("it names no file");
  if (/^\/\/[^/]/.test(path)) refuse(`after "sqlite://" an absolute path must follow`);
  return decoded(path.startsWith("//") ? path.slice(2) : path, refuse);
}

function postgresOptions(url: string, refuse: Refuse): DatabaseOptions {
  const parsed = URL.canParse(url) ? new URL(url) : refuse("it is not a valid URL");
  const database = decoded(parsed.pathname.slice(1), refuse);
  if (database === "") refuse("it names no database");
  const options = parameters(parsed.search.slice(1), POSTGRES_PARAMETERS, refuse);
  return {
    dialect: "postgres",
    host: parsed.hostname === "" ? "localhost" : parsed.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: parsed.port === "" ? 5432 : Number(parsed.port),
    database,
    ...(parsed.username === "" ? {} : { user: decoded(parsed.username, refuse) }),
    ...(parsed.password === "" ? {} : { password: decoded(parsed.password, refuse) }),
    ...options,
  };
}

function decoded(text: string, refuse: Refuse): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return refuse("it has a broken % escape");
  }
}

function split(text: string): string[] {
  const at = text.indexOf("?");
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function parameters(query: string, known: Parameters, refuse: Refuse): object {
  const options = {};
  for (const [name, value] of new URLSearchParams(query)) {
    const read = Object.hasOwn(known, name) ? known[name] : undefined;
    const names = Object.keys(known);
    if (read === undefined) {
      const hint = didYouMean(name, names) || ` Known are ${names.join(", ")}`;
      return refuse(`its parameter "${name}" is unknown.${hint}`);
    }
    Object.assign(options, read(value, refuse));
  }
  return options;
}

function oneOf<T extends string>(text: string, words: readonly T[], refuse: Refuse): T {
  const found = words.find((word) => word === text);
  return found ?? refuse(`"${text}" is none of ${words.join(", ")}`);
}

function duration(text: string, refuse: Refuse): Duration {
  try {
    milliseconds(text as Duration);
    return text as Duration;
  } catch {
    return refuse(`"${text}" is not a duration such as "10s"`);
  }
}

function count(text: string, refuse: Refuse): number {
  const number = Number(text);
  const isCount = Number.isInteger(number) && number >= 1 && number <= 10_000;
  return isCount ? number : refuse(`"${text}" is not a number from 1 to 10000`);
}
