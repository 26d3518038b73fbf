import { codecOf } from "./codec-of.ts";
import type { Database } from "./database.ts";
import { BAD_CURSOR, BAD_QUERY, WRONG_VALUE } from "./errors.ts";
import type { CursorPage } from "./query.ts";
import type { QueryState } from "./query-state.ts";
import { runSelect } from "./run-select.ts";
import type { SqlWriter } from "./sql-writer.ts";
import type { Column, Table } from "./table.ts";
import { columnSql, isPlainObject, type Scope, WrittenCondition } from "./where.ts";
import { orderOf, tieBreakOf } from "./write-select.ts";

export interface CursorOptions {
  readonly after?: string;
  readonly before?: string;
  readonly size?: number;
}

/** One column of a total order. */
interface Position {
  readonly column: Column;
  readonly isDescending: boolean;
}

/**
 * A page of a list from where another one ended, by the values of the order (keyset pagination):
 * its cost does not grow with the page, and rows that come or go do not shift it.
 */
export async function cursorPage(
  database: Database,
  state: QueryState,
  { after, before, size = 20 }: CursorOptions,
): Promise<CursorPage<any>> {
  const { name } = database.tables.of(state.model);
  if (!Number.isSafeInteger(size) || size < 1)
    throw WRONG_VALUE(`${name} page size`, "a whole number from 1", size);
  if (after !== undefined && before !== undefined)
    throw BAD_QUERY(name, "a page comes after a cursor or before one, not both");
  if (state.select !== undefined || state.isDistinct)
    throw BAD_QUERY(name, "pages by cursor are of whole rows, not of select or distinct");
  const table = database.tables.of(state.model);
  const positions = positionsOf(table, state);
  const isBackward = before !== undefined;
  const from = after ?? before;
  const condition =
    from === undefined
      ? undefined
      : new Beyond(positions, decodeCursor(from, positions, database), isBackward);
  const order = positions.map(({ column, isDescending }) => ({
    [column.property]: { desc: isDescending },
  }));
  const rows = await runSelect(
    database,
    { ...state, order, isReversed: isBackward, limit: size + 1 },
    { condition },
  );
  const hasMore = rows.length > size;
  const items = (hasMore ? rows.slice(0, size) : rows) as Record<string, unknown>[];
  if (isBackward) items.reverse();
  const cursorOf = (row: Record<string, unknown> | undefined): string | null =>
    row === undefined ? null : encodeCursor(row, positions);
  return {
    items,
    next: isBackward || hasMore ? cursorOf(items.at(-1)) : null,
    previous: isBackward
      ? hasMore
        ? cursorOf(items[0])
        : null
      : from === undefined
        ? null
        : cursorOf(items[0]),
  };
}

function positionsOf(table: Table, state: QueryState): Position[] {
  const given = orderOf(table, state);
  const terms = [...given, ...tieBreakOf(table, given)].flatMap((term) => parse(term));
  const positions = terms.map(([property, isDescending]) => {
    const column = table.columnOf.get(property);
    if (column === undefined)
      throw BAD_QUERY(
        table.name,
        `pages by cursor are sorted by columns of their own, and "${property}" is none`,
      );
    return { column, isDescending: isDescending !== state.isReversed };
  });
  return positions;

  function parse(term: unknown): (readonly [string, boolean])[] {
    if (typeof term === "string")
      return [term.startsWith("-") ? [term.slice(1), true] : [term, false]];
    return Object.entries(term as object).map(([property, how]) => {
      if (!isPlainObject(how) || "nulls" in how)
        throw BAD_QUERY(
          table.name,
          "pages by cursor are sorted by columns, ascending or descending, and nothing else",
        );
      return [property, how["desc"] === true] as const;
    });
  }
}

/** The rows after (or before) a position: (a > ?) or (a = ? and b > ?) or …, null being the smallest. */
class Beyond extends WrittenCondition {
  readonly #positions: readonly Position[];
  readonly #values: readonly unknown[];
  readonly #isBackward: boolean;

  constructor(positions: readonly Position[], values: readonly unknown[], isBackward: boolean) {
    super();
    this.#positions = positions;
    this.#values = values;
    this.#isBackward = isBackward;
  }

  write(w: SqlWriter, scope: Scope): void {
    w.mark(`>${this.#isBackward ? "b" : "a"}`);
    w.add("(");
    this.#writeFrom(w, scope, 0);
    w.add(")");
  }

  /** a > ? or (a = ? and (the rest)): the leading `a >= ?` lets an index start at the position. */
  #writeFrom(w: SqlWriter, scope: Scope, index: number): void {
    const { column, isDescending } = this.#positions[index]!;
    const value = this.#values[index];
    const sql = columnSql(scope, column);
    const goesDown = isDescending !== this.#isBackward;
    const isLast = index === this.#positions.length - 1;
    w.mark(`${column.property}${goesDown ? "-" : "+"}${value === null ? "0" : ""}`);
    if (column.field.facts.nullable) this.#writeNullable(w, sql, value, goesDown);
    else {
      if (!isLast) {
        w.add(`${sql} ${goesDown ? "<=" : ">="} `);
        w.param(value);
        w.add(" and (");
      }
      w.add(`${sql} ${goesDown ? "<" : ">"} `);
      w.param(value);
    }
    if (isLast) return;
    w.add(` or (${value === null ? `${sql} is null` : `${sql} = `}`);
    if (value !== null) w.param(value);
    w.add(" and (");
    this.#writeFrom(w, scope, index + 1);
    w.add(column.field.facts.nullable ? "))" : ")))");
  }

  #writeNullable(w: SqlWriter, sql: string, value: unknown, goesDown: boolean): void {
    if (value === null) return w.add(goesDown ? "1 = 0" : `${sql} is not null`);
    w.add(`(${sql} ${goesDown ? "<" : ">"} `);
    w.param(value);
    w.add(goesDown ? ` or ${sql} is null)` : ")");
  }
}

function encodeCursor(row: Record<string, unknown>, positions: readonly Position[]): string {
  const values = positions.map(({ column }) => {
    const value = row[column.property];
    return typeof value === "bigint"
      ? `${value}`
      : value instanceof Date
        ? value.toISOString()
        : value;
  });
  return Buffer.from(JSON.stringify([orderName(positions), ...values])).toString("base64url");
}

/** Ties a cursor to its order, so that one of another list is refused and not misread. */
function orderName(positions: readonly Position[]): string {
  return positions
    .map(({ column, isDescending }) => `${isDescending ? "-" : ""}${column.property}`)
    .join();
}

function decodeCursor(
  cursor: string,
  positions: readonly Position[],
  database: Database,
): unknown[] {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    throw BAD_CURSOR(cursor);
  }
  if (
    !Array.isArray(parts) ||
    parts.length !== positions.length + 1 ||
    parts[0] !== orderName(positions)
  )
    throw BAD_CURSOR(cursor);
  return positions.map(({ column }, index) => {
    const codec = codecOf(column, database.dialect);
    const value = revive(column, parts[index + 1]);
    if (value === null && column.field.facts.nullable) return null;
    if (!codec.accepts(value)) throw BAD_CURSOR(cursor);
    return codec.encode === undefined ? value : codec.encode(value);
  });
}

function revive(column: Column, value: unknown): unknown {
  if (typeof value !== "string") return value;
  const { type } = column.field.facts;
  if (type === "datetime") return new Date(value);
  return type === "bigint" && /^-?\d{1,19}$/.test(value) ? BigInt(value) : value;
}
