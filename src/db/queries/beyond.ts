import type { Place, Position } from "./cursor.ts";
import { leavesOutNulls } from "./leaves-out-nulls.ts";
import type { QueryState } from "./query-state.ts";
import type { SqlWriter } from "../sql/sql-writer.ts";
import { columnSql, type Scope } from "../sql/scope.ts";
import { WrittenCondition } from "../sql/where.ts";
import type { Column } from "../tables/table.ts";

/**
 * The rows after a position, or before it: (a > ?) or (a = ? and b > ?) or …, null being the smallest.
 *
 * In two parts, one after the other, where the first column's nulls lie beyond the position, or its other values:
 * an index finds where each begins, but not where "smaller or null" does.
 */
export function beyond(
  state: QueryState,
  positions: readonly Position[],
  { place, isBackward }: { place: Place; isBackward: boolean },
): WrittenCondition[] {
  const [{ column, isDescending }] = positions as [Position];
  const rows = new Beyond(positions, place, isBackward);
  if (!column.field.facts.nullable || leavesOutNulls(state, column)) return [rows];
  const goesDown = isDescending !== isBackward;
  const isAtNull = place.values[0] === null;
  return goesDown === isAtNull ? [rows] : [rows, new Nullness(column, goesDown)];
}

/** Those whose first column is null only if the position's is. */
class Beyond extends WrittenCondition {
  readonly #positions: readonly Position[];
  readonly #values: readonly unknown[];
  readonly #isInclusive: boolean;
  readonly #isBackward: boolean;

  constructor(positions: readonly Position[], { values, isInclusive }: Place, isBackward: boolean) {
    super();
    this.#positions = positions;
    this.#values = values;
    this.#isInclusive = isInclusive;
    this.#isBackward = isBackward;
  }

  write(w: SqlWriter, scope: Scope): void {
    w.mark(`>${this.#isBackward ? "b" : "a"}${this.#isInclusive ? "=" : ""}`);
    w.add("(");
    this.#writeFrom(w, scope, 0);
    w.add(")");
  }

  #writeFrom(w: SqlWriter, scope: Scope, index: number): void {
    const { column, isDescending } = this.#positions[index]!;
    const value = this.#values[index];
    const sql = columnSql(scope, column);
    const goesDown = isDescending !== this.#isBackward;
    const rest = index < this.#positions.length - 1 ? index + 1 : undefined;
    w.mark(`${column.property}${goesDown ? "-" : "+"}${value === null ? "0" : ""}`);
    if (value === null) {
      w.add(`(${sql} is null and (`);
      // The last column is of the key, so it is never null.
      this.#writeFrom(w, scope, rest!);
      return w.add(index === 0 || goesDown ? "))" : `) or ${sql} is not null)`);
    }
    const than = goesDown ? "<" : ">";
    if (rest === undefined) {
      w.add(`${sql} ${than}${this.#isInclusive ? "=" : ""} `);
      return w.param(value);
    }
    // The leading `a >= ?` lets an index start at the position.
    w.add(`(${sql} ${than}= `);
    w.param(value);
    w.add(` and (${sql} ${than} `);
    w.param(value);
    w.add(" or (");
    this.#writeFrom(w, scope, rest);
    const isBeforeNulls = index > 0 && goesDown && column.field.facts.nullable;
    w.add(isBeforeNulls ? `)) or ${sql} is null)` : ")))");
  }
}

/** The nulls of a column, or all others. */
class Nullness extends WrittenCondition {
  readonly #column: Column;
  readonly #isNull: boolean;

  constructor(column: Column, isNull: boolean) {
    super();
    this.#column = column;
    this.#isNull = isNull;
  }

  write(w: SqlWriter, scope: Scope): void {
    const test = this.#isNull ? "is null" : "is not null";
    w.mark(`${this.#column.property} ${test}`);
    w.add(`${columnSql(scope, this.#column)} ${test}`);
  }
}
