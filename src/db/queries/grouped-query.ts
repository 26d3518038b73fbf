import type { Aggregate } from "./aggregate.ts";
import { codecOf } from "../sql/codec-of.ts";
import { contextDatabase } from "../context-database.ts";
import { BAD_QUERY, UNKNOWN_FIELD, WRONG_VALUE } from "../errors.ts";
import { nearest } from "../../core/index.ts";
import { execute } from "../connections/execute.ts";
import type { Truncated } from "./group.ts";
import { quoted } from "../tables/names.ts";
import { columnsNamed, countOfRows, type QueryState } from "./query-state.ts";
import { prepare } from "./prepare.ts";
import type { SqlWriter } from "../sql/sql-writer.ts";
import type { Table } from "../tables/table.ts";
import { isPlainObject } from "../sql/plain-object.ts";
import { columnSql, type Scope } from "../sql/scope.ts";
import { refuseOfRelation, writeAggregate } from "../sql/write-aggregate.ts";
import { writeHaving } from "../sql/write-having.ts";
import { writeConditions, writeLimit } from "../sql/write-select.ts";

interface GroupState {
  readonly query: QueryState;
  readonly keys: readonly unknown[];
  readonly values: Readonly<Record<string, Aggregate<unknown>>>;
  readonly order: readonly string[];
  readonly havings: readonly Readonly<Record<string, unknown>>[];
  readonly limit: number | undefined;
  readonly offset: number | undefined;
}

type Reader = readonly [name: string, decode: (raw: unknown) => unknown];

/** The body behind `GroupQuery`. */
export class GroupedQuery implements PromiseLike<object[]> {
  readonly #state: GroupState;

  private constructor(state: GroupState) {
    this.#state = state;
  }

  static of(query: QueryState, keys: readonly unknown[]): GroupedQuery {
    return new GroupedQuery({
      query,
      keys,
      values: {},
      order: [],
      havings: [],
      limit: undefined,
      offset: undefined,
    });
  }

  aggregate(values: Readonly<Record<string, Aggregate<unknown>>>): GroupedQuery {
    return this.#with({ values: { ...this.#state.values, ...values } });
  }

  order(...order: string[]): GroupedQuery {
    return this.#with({ order });
  }

  having(condition: Readonly<Record<string, unknown>>): GroupedQuery {
    return Object.keys(condition).length === 0
      ? this
      : this.#with({ havings: [...this.#state.havings, condition] });
  }

  limit(limit: number): GroupedQuery {
    return this.#with({ limit: this.#count("limit", limit) });
  }

  offset(offset: number): GroupedQuery {
    return this.#with({ offset: this.#count("offset", offset) });
  }

  // oxlint-disable-next-line unicorn/no-thenable
  then<A, B>(
    resolve?: ((rows: object[]) => A | PromiseLike<A>) | null,
    reject?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#rows().then(resolve, reject);
  }

  async #rows(): Promise<object[]> {
    const database = contextDatabase();
    const table = database.tables.of(this.#state.query.model);
    const { statement, params, plan } = prepare(database, table, "group ", (w) =>
      writeGroups(w, table, this.#state),
    );
    const { rows } = await execute(database, statement, params);
    return rows.map((raw) =>
      Object.fromEntries(
        plan.map(([name, decode], index) => [
          name,
          raw[index] === null ? null : decode(raw[index]),
        ]),
      ),
    );
  }

  #count(name: string, rows: number): number {
    return countOfRows(`${this.#state.query.model.modelName} ${name}`, rows);
  }

  #with(change: Partial<GroupState>): GroupedQuery {
    return new GroupedQuery({ ...this.#state, ...change });
  }
}

function writeGroups(w: SqlWriter, table: Table, state: GroupState): Reader[] {
  const scope: Scope = { table, alias: w.alias() };
  const groups = state.keys.flatMap((key) => groupsOf(w, scope, key));
  if (groups.length === 0) throw BAD_QUERY(table.name, "groupBy() wants a column or a period");
  w.add(`select ${groups.map(({ name, sql }) => `${sql} as ${quoted(name)}`).join(", ")}`);
  const values = Object.entries(state.values).map(([name, aggregate]): Reader => {
    refuseOfRelation(table, name, aggregate);
    if (groups.some((group) => group.name === name))
      throw BAD_QUERY(table.name, `"${name}" names both a group and a computed value`);
    w.mark(name);
    w.add(", ");
    const { decode } = writeAggregate(w, scope, aggregate);
    w.add(` as ${quoted(name)}`);
    return [name, decode];
  });
  w.add(` from ${table.quoted} ${scope.alias}`);
  writeConditions(w, scope, state.query);
  w.add(` group by ${groups.map((_, index) => index + 1).join(", ")}`);
  for (const [index, having] of state.havings.entries()) {
    w.add(index === 0 ? " having " : " and ");
    writeHaving(w, scope, having, state.values);
  }
  writeGroupOrder(w, table, state, [
    ...groups.map(({ name }) => name),
    ...Object.keys(state.values),
  ]);
  writeLimit(w, state.limit, state.offset);
  return [...groups.map(({ name, decode }): Reader => [name, decode]), ...values];
}

const UNITS: ReadonlySet<string> = new Set(["hour", "day", "week", "month", "quarter", "year"]);

interface Group {
  readonly name: string;
  readonly sql: string;
  decode(raw: unknown): unknown;
}

function groupsOf(w: SqlWriter, scope: Scope, key: unknown): Group[] {
  if (typeof key === "string") {
    const [column] = columnsNamed(scope.table, [key]);
    const { read, decode } = codecOf(column!, w.dialect);
    const sql = columnSql(scope, column!);
    w.mark(`${key},`);
    return [{ name: key, sql: read?.(sql) ?? sql, decode: decode ?? ((raw) => raw) }];
  }
  if (!isPlainObject(key))
    throw WRONG_VALUE(`${scope.table.name} groupBy`, "a column or { name: truncate(…) }", key);
  return Object.entries(key).map(([name, period]) => {
    const { unit, column: property } = Object(period) as Partial<Truncated>;
    if (unit === undefined || property === undefined)
      throw WRONG_VALUE(`${scope.table.name} groupBy ${name}`, "truncate(…)", period);
    const [column] = columnsNamed(scope.table, [property]);
    const { type } = column!.field.facts;
    if (type !== "date" && type !== "datetime")
      throw BAD_QUERY(scope.table.name, `"${property}" is no date to be truncated`);
    // The unit becomes a part of the SQL.
    if (!UNITS.has(unit))
      throw WRONG_VALUE(`truncate ${property}`, `one of ${[...UNITS].join(", ")}`, unit);
    w.mark(`${name}=${unit}${property},`);
    return {
      name,
      sql: w.dialect.truncate(unit as never, columnSql(scope, column!), type),
      decode: w.dialect.decodeTruncated,
    };
  });
}

function writeGroupOrder(
  w: SqlWriter,
  table: Table,
  { order }: GroupState,
  names: readonly string[],
): void {
  for (const [index, term] of order.entries()) {
    const isDescending = term.startsWith("-");
    const name = isDescending ? term.slice(1) : term;
    if (!names.includes(name)) throw UNKNOWN_FIELD(table.name, name, nearest(name, names));
    w.mark(`^${term}`);
    w.add(
      `${index === 0 ? " order by " : ", "}${quoted(name)}${isDescending ? " desc" : ""}${w.dialect.nulls(isDescending, undefined, true)}`,
    );
  }
}
