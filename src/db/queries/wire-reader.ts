import { codecOf as jsonCodecOf } from "../../schema/index.ts";
import { codecOf } from "../sql/codec-of.ts";
import type { SqlDialect } from "../sql/dialects/dialect.ts";
import type { RowReader } from "./hydrate.ts";
import type { Column } from "../tables/table.ts";

type ToWire = (raw: unknown) => unknown;

/**
 * A reader that makes plain objects whose values are what JSON carries: a moment is its ISO text.
 *
 * On SQLite, which keeps moments as that text, nothing is made of them in between. Compiled, as
 * `instanceReader` is; names reach the source through JSON.stringify only.
 */
export function wireReader(columns: readonly Column[], dialect: SqlDialect): RowReader {
  const steps = columns.map((column) => toWire(column, dialect));
  const members = columns.map(({ property }, index) => {
    const at = `raw[offset + ${index}]`;
    const value = steps[index] === undefined ? at : `${at} === null ? null : wire${index}(${at})`;
    return `${JSON.stringify(property)}: ${value}`;
  });
  const names = steps.map((_, index) => `wire${index}`);
  const source = `return function (raw, offset) { return { ${members.join(", ")} }; }`;
  // oxlint-disable-next-line typescript/no-implied-eval
  return new Function(...names, source)(...steps) as RowReader;
}

function toWire(column: Column, dialect: SqlDialect): ToWire | undefined {
  const { toWire, decode } = codecOf(column, dialect);
  if (toWire !== undefined) return toWire;
  const encode = jsonCodecOf(column.field)?.encode;
  if (decode === undefined) return encode;
  return encode === undefined ? decode : (raw) => encode(decode(raw));
}
