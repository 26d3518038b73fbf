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
import type { SqlDialect } from "./dialect.ts";
import { likePattern } from "./like-pattern.ts";

export const postgresDialect: SqlDialect = {
  name: "postgres",
  placeholder: (position) => `$${position}`,
  codec: postgresCodec,
  is: "is not distinct from",
  isNot: "is distinct from",
  writeIn(w, sql, values) {
    w.add(`${sql} = any(`);
    w.param(values);
    w.add(")");
  },
  writeText(w, sql, operator, value, ignoresCase) {
    w.add(`${sql} ${ignoresCase ? "ilike" : "like"} `);
    w.param(likePattern(operator, value));
  },
  jsonValue(sql, path, kind) {
    const at = jsonPath(path);
    const text = `(${sql} #>> ${at})`;
    if (kind === "any") return text;
    const cast = { string: "", number: "::numeric", boolean: "::boolean" }[kind];
    return `case when jsonb_typeof(${sql} #> ${at}) = '${kind}' then ${text}${cast} end`;
  },
  writeJsonHas(w, sql, path, value) {
    const at = `(${sql} #> ${jsonPath(path)})`;
    w.add(`(jsonb_typeof(${at}) = 'array' and ${at} @> `);
    w.param(JSON.stringify(value));
    w.add("::jsonb)");
  },
  nulls(isDescending, nulls, isNullable) {
    if (nulls !== undefined) return ` nulls ${nulls}`;
    if (!isNullable) return "";
    return isDescending ? " nulls last" : " nulls first";
  },
  truncate: (unit, sql, type) =>
    `date_trunc('${unit}', ${type === "date" ? `${sql}::timestamp at time zone 'UTC'` : sql}, 'UTC')`,
  decodeTruncated: (raw: Date) => raw,
  lock(strength, whenLocked) {
    const wait = { wait: "", fail: " nowait", skip: " skip locked" }[whenLocked];
    return ` for ${strength} of t0${wait}`;
  },
  asFloat: (sql) => `(${sql})::double precision`,
  jsonArray: "json_agg",
  explain: "explain ",
  noLimit: "",
  sortsAlternatives: false,
  makesListsWhole: false,
  unseen: "",
};

function postgresCodec(field: Field): Codec {
  const { type } = field.facts;
  switch (type) {
    case "int":
      return intCodec(field);
    case "float":
      return FLOAT;
    case "bool":
      return BOOL;
    case "bigint":
      return {
        ...BIGINT,
        encode: String,
        decode: BigInt,
        isSame: (value: bigint, raw) => value === BigInt(raw),
      };
    case "decimal": {
      const { canonical, accepts, wanted } = decimalCodec(field);
      return {
        accepts,
        wanted,
        encode: canonical,
        isSame: (value: string, raw) => canonical(value) === canonical(String(raw)),
      };
    }
    case "datetime":
      // The driver's Date is copied, so that changing the row's in place is seen as a change.
      return {
        ...DATETIME,
        decode: (raw: Date) => new Date(raw),
        isSame: (value: Date, raw) => value.getTime() === new Date(raw).getTime(),
      };
    case "json":
    case "list":
      return { ...jsonCodec(field), read: (sql) => `${sql}::text` };
    case "bytes":
      return { ...BYTES, encode: (value: Uint8Array) => Buffer.from(value) };
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

function jsonPath(path: readonly string[]): string {
  const steps = path.map((step) => `"${step.replaceAll(/["\\]/g, "\\$&")}"`).join(",");
  return `'{${steps.replaceAll("'", "''")}}'`;
}
