import type { Codec } from "./codec.ts";
import type { SqlDialect } from "./dialects/dialect.ts";
import type { Column } from "../tables/table.ts";

const codecs = new WeakMap<Column, Map<SqlDialect, Codec>>();

/** The codec of a column; made once per dialect. */
export function codecOf(column: Column, dialect: SqlDialect): Codec {
  let known = codecs.get(column);
  if (known === undefined) codecs.set(column, (known = new Map()));
  let codec = known.get(dialect);
  if (codec === undefined) known.set(dialect, (codec = dialect.codec(column.field)));
  return codec;
}

/**
 * The form of a key in which maps of rows go by it: a driver gives an integer of 64 bits as number, text
 * or bigint, by how it was read or written.
 */
export function keyFormOf(column: Column): (raw: unknown) => unknown {
  return column.field.facts.type === "bigint" ? String : same;
}

const same = (raw: unknown): unknown => raw;
