import type { Dialect } from "../connections/driver.ts";
import { canonicalType, ddlType } from "../migrations/column-type.ts";
import type { ColumnState, ColumnType } from "../migrations/schema-state.ts";

/** The nearest column type for a type of the database, which is kept verbatim where it is another. */
export function columnOfType(raw: string, dialect: Dialect): Pick<ColumnState, "type" | "dbType"> {
  const canonical = canonicalType(raw, dialect);
  const type = dialect === "sqlite" ? typeOnSqlite(canonical, raw) : typeOnPostgres(canonical);
  const isDerived = ddlType({ type }, dialect) === raw.toLowerCase();
  return isDerived ? { type } : { type, dbType: raw };
}

const POSTGRES: Readonly<Record<string, ColumnType>> = {
  text: "text",
  uuid: "uuid",
  bigint: "int",
  integer: "int32",
  smallint: "int16",
  "double precision": "float",
  real: "float",
  boolean: "bool",
  date: "date",
  json: "json",
  jsonb: "json",
  bytea: "bytes",
  numeric: "decimal(36,10)",
};

function typeOnPostgres(canonical: string): ColumnType {
  const known = POSTGRES[canonical];
  if (known !== undefined) return known;
  if (canonical.startsWith("numeric("))
    return canonical.replace("numeric", "decimal") as ColumnType;
  if (canonical.startsWith("timestamp")) return "datetime";
  return /^time(\(\d+\))? without/.test(canonical) ? "time" : "text";
}

/** SQLite takes any word for a type: these are those that people use. */
function typeOnSqlite(canonical: string, raw: string): ColumnType {
  if (canonical.startsWith("bool")) return "bool";
  if (canonical === "integer") return /big/i.test(raw) ? "bigint" : "int";
  if (canonical === "real" || /^(numeric|decimal|money)/.test(canonical)) return "float";
  if (/^(datetime|timestamp)/.test(canonical)) return "datetime";
  if (canonical === "date" || canonical === "time" || canonical === "uuid") return canonical;
  if (/^jsonb?$/.test(canonical)) return "json";
  return canonical === "blob" && raw !== "" ? "bytes" : "text";
}
