import type { Codec } from "./codec.ts";
import type { SqlDialect } from "./dialects/dialect.ts";
import type { Column } from "./table.ts";

const codecs = new WeakMap<Column, Map<SqlDialect, Codec>>();

/** The codec of a column; made once per dialect. */
export function codecOf(column: Column, dialect: SqlDialect): Codec {
  let known = codecs.get(column);
  if (known === undefined) codecs.set(column, (known = new Map()));
  let codec = known.get(dialect);
  if (codec === undefined) known.set(dialect, (codec = dialect.codec(column.field)));
  return codec;
}
