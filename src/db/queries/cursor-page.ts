import type { Database } from "../database.ts";
import { BAD_QUERY, WRONG_VALUE } from "../errors.ts";
import { beyond } from "./beyond.ts";
import { decodeCursor, encodeCursor, inclusive, type Position } from "./cursor.ts";
import { orderOf, tieBreakOf } from "./order-of.ts";
import type { CursorPage } from "./query.ts";
import { isDistinct, type QueryState } from "./query-state.ts";
import { runSelect } from "./run-select.ts";
import type { Table } from "../tables/table.ts";
import { isPlainObject } from "../sql/plain-object.ts";
import { termsOf } from "../sql/write-order.ts";

export interface CursorOptions {
  readonly after?: string;
  readonly before?: string;
  readonly size?: number;
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
  const table = database.tables.of(state.model);
  if (!Number.isSafeInteger(size) || size < 1)
    throw WRONG_VALUE(`${table.name} page size`, "a whole number from 1", size);
  if (after !== undefined && before !== undefined)
    throw BAD_QUERY(table.name, "a page comes after a cursor or before one, not both");
  refuseOtherParts(table.name, state);
  const positions = positionsOf(table, state);
  const isBackward = before !== undefined;
  const from = after ?? before;
  const place = from === undefined ? undefined : decodeCursor(from, positions, database);
  const order = positions.map(({ column, isDescending }) => ({
    [column.property]: { desc: isDescending },
  }));
  const rows: Record<string, unknown>[] = [];
  const parts = place && beyond(state, positions, { place, isBackward });
  for (const condition of parts ?? [undefined]) {
    const limit = size + 1 - rows.length;
    const part = { ...state, order, isReversed: isBackward, limit };
    if (limit > 0) rows.push(...((await runSelect(database, part, { condition })) as typeof rows));
  }
  const hasMore = rows.length > size;
  const items = hasMore ? rows.slice(0, size) : rows;
  if (isBackward) items.reverse();
  // Where all rows beyond the cursor have gone, the way back begins with the cursor's own row.
  const edge = (row: Record<string, unknown> | undefined): string =>
    row === undefined ? inclusive(from!) : encodeCursor(row, positions);
  const isFirst = from === undefined || (isBackward && !hasMore);
  return {
    items,
    next: hasMore || isBackward ? edge(items.at(-1)) : null,
    previous: isFirst ? null : edge(items[0]),
  };
}

function refuseOtherParts(name: string, state: QueryState): void {
  if (state.select !== undefined || isDistinct(state))
    throw BAD_QUERY(name, "pages by cursor are of whole rows, not of select or distinct");
  if (state.limit !== undefined || state.offset !== undefined)
    throw BAD_QUERY(
      name,
      "pages by cursor have a size of their own, so limit and offset go with neither",
    );
}

const UNSORTED: ReadonlySet<string> = new Set(["json", "list", "bytes"]);

/** The columns of the order up to the whole key, after which nothing is left to be told apart. */
function positionsOf(table: Table, state: QueryState): Position[] {
  const given = orderOf(table, state);
  const positions: Position[] = [];
  for (const [property, how] of termsOf([...given, ...tieBreakOf(table, given)])) {
    const column = table.columnOf.get(property);
    if (column === undefined || UNSORTED.has(column.field.facts.type))
      throw BAD_QUERY(
        table.name,
        `pages by cursor are sorted by columns of their own, and "${property}" is none`,
      );
    if (!isPlainObject(how) || Object.keys(how).some((key) => key !== "desc"))
      throw BAD_QUERY(
        table.name,
        "pages by cursor are sorted by columns, ascending or descending, and nothing else",
      );
    if (positions.some((position) => position.column === column)) continue;
    positions.push({ column, isDescending: (how["desc"] === true) !== state.isReversed });
    if (table.key.every((key) => positions.some((position) => position.column === key))) break;
  }
  return positions;
}
