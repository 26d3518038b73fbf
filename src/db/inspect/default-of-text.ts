import type { Dialect } from "../connections/driver.ts";
import { scaleOf } from "../migrations/sql-literal.ts";
import type { ColumnState, Literal } from "../migrations/schema-state.ts";

type Default = Pick<ColumnState, "default" | "defaultSql">;

/** Reads a default as the catalogue shows it: a constant where it is one, SQL where not. */
export function defaultOfText(
  text: string | null,
  column: Pick<ColumnState, "type" | "dbType">,
  dialect: Dialect,
): Default {
  if (text === null || /^null(::.*)?$/i.test(text)) return {};
  const constant = constantOf(text, dialect);
  const value = constant === undefined ? undefined : literalOf(constant, column, dialect);
  return value === undefined ? { defaultSql: text } : { default: value };
}

/** The text of a constant without its quotes and cast: `'draft'::text` is draft. */
function constantOf(text: string, dialect: Dialect): string | undefined {
  const plain = dialect === "postgres" ? text.replace(/::[a-z][a-z0-9 _"(),]*$/i, "") : text;
  const unwrapped = /^\((-?[\d.]+)\)$/.exec(plain)?.[1] ?? plain;
  if (/^'(?:[^']|'')*'$/.test(unwrapped)) return unwrapped.slice(1, -1).replaceAll("''", "'");
  return /^(-?\d+(\.\d+)?(e[+-]?\d+)?|true|false)$/i.test(unwrapped) ? unwrapped : undefined;
}

function literalOf(
  text: string,
  { type, dbType }: Pick<ColumnState, "type" | "dbType">,
  dialect: Dialect,
): Literal | undefined {
  if (type.startsWith("decimal") || type === "bigint")
    return decimalOf(text, type, dialect, dbType);
  switch (type) {
    case "int":
    case "int32":
    case "int16":
      return Number.isSafeInteger(Number(text)) ? Number(text) : text;
    case "float":
      return Number.isNaN(Number(text)) ? undefined : Number(text);
    case "bool":
      return /^(true|t|1)$/i.test(text) ? true : /^(false|f|0)$/i.test(text) ? false : undefined;
    case "json":
      return jsonOf(text);
    case "datetime":
      return datetimeOf(text);
    case "bytes":
      return undefined;
    default:
      return text;
  }
}

function decimalOf(text: string, type: string, dialect: Dialect, dbType?: string): Literal {
  const scale = scaleOf(type);
  if (scale === 0 || dialect === "postgres" || dbType !== undefined) return text;
  const digits = text.replace("-", "").padStart(scale + 1, "0");
  return `${text.startsWith("-") ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function jsonOf(text: string): Literal | undefined {
  try {
    return JSON.parse(text) as Literal;
  } catch {
    return undefined;
  }
}

function datetimeOf(text: string): Literal | undefined {
  const iso = text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00");
  const date = new Date(/(z|[+-]\d\d:\d\d)$/i.test(iso) ? iso : `${iso}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
