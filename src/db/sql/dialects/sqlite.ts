import type { Field } from "../../../schema/index.ts";
import {
  BIGINT,
  BOOL,
  BYTES,
  type Codec,
  DATETIME,
  decimalCodec,
  FLOAT,
  DATE,
  intCodec,
  TIME,
  UUID,
  jsonCodec,
  TEXT,
} from "../codec.ts";
import type { Unit } from "../../queries/group.ts";
import type { SqlWriter } from "../sql-writer.ts";
import type { SqlDialect } from "./dialect.ts";
import { parseIsoDate } from "./iso-date.ts";
import { likePattern } from "./like-pattern.ts";

const asText = (sql: string): string => `cast(${sql} as text)`;
// eslint-disable-next-line no-control-regex
const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text);

export const sqliteDialect: SqlDialect = {
  name: "sqlite",
  placeholder: () => "?",
  codec: sqliteCodec,
  is: "is",
  isNot: "is not",
  writeIn(w, sql, values) {
    const isBytes = values[0] instanceof Uint8Array;
    w.mark(isBytes ? "b" : "");
    w.add(`${sql} in (select ${isBytes ? "unhex(value)" : "value"} from json_each(`);
    w.param(`[${values.map(jsonLiteral).join(",")}]`);
    w.add("))");
  },
  writeText(w, sql, operator, value, ignoresCase) {
    if (ignoresCase) writeLike(w, sql, operator, value);
    else writeExact(w, sql, operator, value);
  },
  jsonValue(sql, path, kind) {
    const at = `${sql}, '${jsonPath(path)}'`;
    if (kind === "any") return `json_extract(${at})`;
    return `case when json_type(${at}) in (${JSON_TYPES[kind]}) then json_extract(${at}) end`;
  },
  writeJsonHas(w, sql, path, value) {
    const at = `${sql}, '${jsonPath(path)}'`;
    const types = JSON_TYPES[typeof value as "string"];
    w.mark((typeof value)[0]!);
    w.add(`(json_type(${at}) = 'array' and exists (`);
    w.add(`select 1 from json_each(${at}) item where item.type in (${types}) and item.value = `);
    w.param(typeof value === "boolean" ? Number(value) : value);
    w.add("))");
  },
  nulls: (_isDescending, nulls) => (nulls === undefined ? "" : ` nulls ${nulls}`),
  truncate,
  decodeTruncated: (raw: string) => new Date(raw),
  lock: () => "",
  asFloat: (sql) => sql,
  jsonArray: "json_group_array",
  explain: "explain query plan ",
  noLimit: " limit -1",
  sortsAlternatives: true,
  makesListsWhole: true,
  // Where SQLite plans by the value of a bare parameter, it prepares the statement anew for each run: 16 against
  // 2.5 µs for one row by its key.
  unseen: "+",
};

function sqliteCodec(field: Field): Codec {
  const { type } = field.facts;
  switch (type) {
    case "int":
      return intCodec(field);
    case "float":
      return FLOAT;
    case "bool":
      return { ...BOOL, encode: (value: boolean) => (value ? 1 : 0), decode: (raw) => raw === 1 };
    case "bigint":
      return {
        ...BIGINT,
        decode: BigInt,
        read: asText,
        isSame: (value: bigint, raw) => value === BigInt(raw),
      };
    case "decimal":
      return scaledDecimal(field);
    case "datetime":
      return { ...DATETIME, decode: dateOf, toWire: wireDateOf };
    case "json":
    case "list":
      return jsonCodec(field);
    case "bytes":
      return BYTES;
    case "uuid":
      return UUID;
    case "date":
      return DATE;
    case "time":
      return TIME;
    default:
      return TEXT;
  }
}

/** Tables that others have made hold "2026-11-20 09:16:30", UTC as SQLite's own functions have it; Date would take it as local. */
function dateOf(raw: string): Date {
  if (raw.length === 24 && raw.endsWith("Z")) return parseIsoDate(raw);
  const hasZone = /[+-]\d\d:?\d\d$/.test(raw);
  return new Date(hasZone || raw.length <= 10 ? raw : `${raw.replace(" ", "T")}Z`);
}

/** The text that `toISOString` would give, without a Date where the stored text says it all. */
function wireDateOf(raw: string): string {
  if (raw.length === 24 && raw.endsWith("Z")) return raw;
  if (raw[10] === " " && raw.length === 19) return `${raw.slice(0, 10)}T${raw.slice(11)}.000Z`;
  if (raw[10] === " " && raw.length === 23 && raw[19] === ".")
    return `${raw.slice(0, 10)}T${raw.slice(11)}Z`;
  return dateOf(raw).toISOString();
}

/** SQLite has no exact decimals, so they are whole numbers of the smallest unit: exact, and sorted and added rightly. */
function scaledDecimal(field: Field): Codec {
  const { canonical, scale, ...codec } = decimalCodec(field);
  const encode = (value: string): bigint => BigInt(canonical(value).replace(".", ""));
  return {
    ...codec,
    encode,
    read: asText,
    decode(raw) {
      const text = String(raw);
      if (scale === 0) return text;
      const digits = text.replace("-", "").padStart(scale + 1, "0");
      return `${text.startsWith("-") ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
    },
    isSame: (value: string, raw) => String(encode(value)) === String(raw),
  };
}

/** What SQLite calls the types of JSON. */
const JSON_TYPES = { string: "'text'", number: "'integer', 'real'", boolean: "'true', 'false'" };

function jsonLiteral(value: unknown): string {
  if (value instanceof Uint8Array) return `"${Buffer.from(value).toString("hex")}"`;
  return typeof value === "bigint" ? value.toString() : JSON.stringify(value);
}

/** LIKE ignores the case of ASCII letters only; for others both sides are made small first. */
function writeLike(w: SqlWriter, sql: string, operator: string, value: string): void {
  const isPlain = isAscii(value);
  w.mark(isPlain ? "a" : "u");
  w.add(`${isPlain ? sql : `quintet_lower(${sql})`} like ${sqliteDialect.unseen}`);
  w.param(likePattern(operator, isPlain ? value : value.toLowerCase()));
  w.add(" escape '\\'");
}

/** SQLite's LIKE cannot respect case, so these compare substrings. */
function writeExact(w: SqlWriter, sql: string, operator: string, value: string): void {
  const isEmpty = value === "";
  w.mark(isEmpty ? "e" : "x");
  if (operator === "endsWith" && !isEmpty) {
    w.add(`substr(${sql}, -length(`);
    w.param(value);
    w.add(")) = ");
    w.param(value);
    return;
  }
  w.add(`instr(${sql}, `);
  w.param(value);
  w.add(operator === "startsWith" ? ") = 1" : ") > 0");
}

function jsonPath(path: readonly string[]): string {
  const steps = path.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${JSON.stringify(step)}`));
  return `$${steps.join("")}`.replaceAll("'", "''");
}

function truncate(unit: Unit, sql: string, type: "date" | "datetime"): string {
  switch (type === "date" && unit === "hour" ? "day" : unit) {
    case "hour":
      return `substr(${sql}, 1, 13) || ':00:00.000Z'`;
    case "day":
      return `substr(${sql}, 1, 10) || 'T00:00:00.000Z'`;
    case "week":
      return `strftime('%Y-%m-%dT00:00:00.000Z', ${sql}, 'weekday 0', '-6 days')`;
    case "month":
      return `substr(${sql}, 1, 7) || '-01T00:00:00.000Z'`;
    case "quarter":
      return `substr(${sql}, 1, 5) || substr('01010101040404070707101010', 2 * substr(${sql}, 6, 2) + 1, 2) || '-01T00:00:00.000Z'`;
    case "year":
      return `substr(${sql}, 1, 4) || '-01-01T00:00:00.000Z'`;
  }
}
