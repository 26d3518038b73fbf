import type { QueryState } from "../queries/query-state.ts";
import type { Column, Table } from "../tables/table.ts";
import type { SqlWriter } from "./sql-writer.ts";
import { isPlainObject } from "./plain-object.ts";
import { columnSql, type Scope } from "./scope.ts";
import { termsOf, writeOrder } from "./write-order.ts";

/** Conditions of which one has to hold, in the query that they are of. */
interface Alternatives {
  readonly parts: readonly unknown[];
  /** Where they stand among the conditions of the query. */
  readonly at: number;
  readonly state: QueryState;
  /** The order of the query, which is total. */
  readonly terms: readonly unknown[];
}

/** More of them are rather a list of values. */
const MOST = 8;

/**
 * The alternatives of a query that are better read one by one than together.
 *
 * For `a = 1 or b = 2` SQLite collects all rows by the indexes of both, and then sorts them, however few are
 * wanted: for a page of 10,000 posts that are published or one's own that takes a hundred times as long as
 * reading the first ones of each. Where an alternative has no index, SQLite goes by the order of itself.
 */
export function findAlternatives(
  w: SqlWriter,
  table: Table,
  state: QueryState,
  terms: readonly unknown[],
): Alternatives | undefined {
  if (!w.dialect.sortsAlternatives || state.limit === undefined || terms.length === 0)
    return undefined;
  const at = state.wheres.findIndex(
    ({ condition, isExcluded }) =>
      !isExcluded && Array.isArray(condition) && areFoundByIndex(table, condition),
  );
  const isSimple = state.havings.length === 0 && !state.isDistinct && table.key.length === 1;
  if (at === -1 || !isSimple || !areColumns(table, terms)) return undefined;
  return { at, parts: state.wheres[at]!.condition as unknown[], state, terms };
}

function areFoundByIndex(table: Table, parts: readonly unknown[]): boolean {
  if (parts.length < 2 || parts.length > MOST) return false;
  const leading = leadingColumns(table);
  return parts.every(
    (part) =>
      isPlainObject(part) &&
      Object.entries(part).some(([name, value]) => {
        const column = table.columnOf.get(name) ?? table.columnOf.get(`${name}Id`);
        const isOne = value !== null && !Array.isArray(value) && !isPlainObject(value);
        return isOne && column !== undefined && leading.has(column);
      }),
  );
}

const found = new WeakMap<Table, ReadonlySet<Column>>();

/** The columns by which rows are found at once. */
function leadingColumns(table: Table): ReadonlySet<Column> {
  let columns = found.get(table);
  if (columns === undefined) {
    const whole = table.indexes.filter(({ where }) => where === undefined);
    columns = new Set([
      table.key[0]!,
      ...table.uniques.map(({ columns: [first] }) => first!),
      ...whole.map(({ columns: [first] }) => first!.column),
    ]);
    found.set(table, columns);
  }
  return columns;
}

function areColumns(table: Table, terms: readonly unknown[]): boolean {
  return termsOf(terms).every(([name, how]) => table.columnOf.has(name) && !Array.isArray(how));
}

/**
 * Writes ` where`: the key is one of those that come first when the alternatives are put together.
 *
 * @param writeConditions Writes ` where` with the conditions of a state.
 */
export function writeAlternatives(
  w: SqlWriter,
  scope: Scope,
  { parts, at, state, terms }: Alternatives,
  writeConditions: (scope: Scope, state: QueryState) => void,
): void {
  const { table } = scope;
  const key = table.key[0]!;
  const columns = new Set([key, ...termsOf(terms).map(([name]) => table.columnOf.get(name)!)]);
  const { isReversed, limit = 0, offset = 0 } = state;
  const options = { isReversed, annotations: new Set<string>() };
  w.mark("A");
  w.add(` where ${columnSql(scope, key)} in (select ${key.quoted} from (`);
  for (const [index, condition] of parts.entries()) {
    const part: Scope = { table, alias: w.alias() };
    const selected = [...columns].map((column) => columnSql(part, column)).join(", ");
    w.add(`${index === 0 ? "" : " union "}select * from (select ${selected}`);
    w.add(` from ${table.quoted} ${part.alias}`);
    writeConditions(part, {
      ...state,
      wheres: state.wheres.with(at, { condition, isExcluded: false }),
    });
    w.add(" order by ");
    writeOrder(w, part, terms, options);
    w.add(" limit ");
    w.param(limit + offset);
    w.add(")");
  }
  const together: Scope = { table, alias: "together" };
  w.add(`) ${together.alias} order by `);
  writeOrder(w, together, terms, options);
  w.add(" limit ");
  w.param(limit);
  w.add(" offset ");
  w.param(offset);
  w.add(") order by ");
  writeOrder(w, scope, terms, options);
}
