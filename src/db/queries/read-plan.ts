import { codecOf } from "../sql/codec-of.ts";
import type { SqlDialect } from "../sql/dialects/dialect.ts";
import { BAD_QUERY, UNKNOWN_FIELD } from "../errors.ts";
import { nearest } from "../../core/index.ts";
import { instanceReader, plainReader, type RowReader } from "./hydrate.ts";
import { columnsNamed, type RelatedNode, type RelatedTree } from "./query-state.ts";
import { wireReader } from "./wire-reader.ts";
import type { SqlWriter } from "../sql/sql-writer.ts";
import { writeWhere } from "../sql/where.ts";
import type { Column, ManyToMany, Table, ToMany, ToOne } from "../tables/table.ts";

/** How the rows of one table are read from a statement, with the to-one relations that it joins. */
export interface ReadNode {
  readonly table: Table;
  readonly alias: string;
  /** Where the node's columns begin in the driver's row. */
  readonly offset: number;
  readonly columns: readonly Column[];
  /** Where the key stands, counted from the offset. */
  readonly keyAt: number;
  readonly read: RowReader;
  readonly isPlain: boolean;
  readonly isWire: boolean;
  readonly joins: readonly JoinNode[];
  /** To-many relations, loaded by statements of their own. */
  readonly collections: readonly CollectionNode[];
}

export interface JoinNode extends ReadNode {
  readonly relation: ToOne;
  readonly isOuter: boolean;
}

export interface CollectionNode {
  readonly relation: ToMany | ManyToMany;
}

/**
 * Of indexed columns with a limit, PostgreSQL plans 30 joins in a second or two, 50 in 14 s, and 200 in more
 * than a quarter of an hour and 10 GB of memory. SQLite refuses more than 64 tables.
 */
const MOST_JOINED = 30;

/** What of a query, or of a relation that it loads, says how its rows are read. */
type Read = Pick<RelatedNode, "select" | "related">;

/** Plans how the rows of one statement are read. */
export class ReadPlanner {
  readonly #w: SqlWriter;
  readonly #isWire: boolean;
  #columns = 0;
  #joined = 0;

  constructor(w: SqlWriter, isWire: boolean) {
    this.#w = w;
    this.#isWire = isWire;
  }

  /** @param extras Names of annotated values. */
  plan(table: Table, read: Read, extras: readonly string[]): ReadNode {
    return this.#node(table, read, extras, false);
  }

  #node(
    table: Table,
    { select, related }: Read,
    extras: readonly string[],
    isOuter: boolean,
  ): ReadNode {
    const { dialect } = this.#w;
    const alias = this.#w.alias();
    const offset = this.#columns;
    const toMany = [...related].filter(([name]) => relationNamed(table, name).kind !== "one");
    const { columns, readable } = columnsOf(table, select, toMany.length > 0 || offset > 0);
    this.#columns += columns.length;
    const joins = [...related].flatMap(([name, node]) => this.#join(table, name, node, isOuter));
    const isWire = this.#isWire;
    const isPlain = isWire || select !== undefined;
    return {
      table,
      alias,
      offset,
      columns,
      isPlain,
      isWire,
      joins,
      keyAt: table.key[0] === undefined ? -1 : columns.indexOf(table.key[0]),
      read: isPlain
        ? (isWire ? wireReader : plainReader)(readable, dialect)
        : instanceReader(table, dialect, [...related.keys(), ...extras]),
      collections: toMany.map(([name]) => ({
        relation: relationNamed(table, name) as ToMany | ManyToMany,
      })),
    };
  }

  #join(table: Table, name: string, node: RelatedNode, isOuter: boolean): JoinNode[] {
    const relation = relationNamed(table, name);
    if (relation.kind !== "one") return [];
    if (node.where !== undefined || node.order !== undefined || node.limit !== undefined) {
      throw BAD_QUERY(
        table.name,
        `"${name}" is one row, so it is loaded without where, order and limit`,
      );
    }
    if (++this.#joined > MOST_JOINED)
      throw BAD_QUERY(
        table.name,
        `it loads more than ${MOST_JOINED} relations to one; await "${name}" on a row, which loads it for all`,
      );
    const outer = isOuter || relation.isNullable || node.onlyIf !== undefined;
    return [{ ...this.#node(relation.target, node, [], outer), relation, isOuter: outer }];
  }
}

/** The columns to read, and those of them that the user asked for: the key may be needed beside them. */
function columnsOf(
  table: Table,
  select: readonly string[] | undefined,
  needsKey: boolean,
): { columns: readonly Column[]; readable: readonly Column[] } {
  if (select === undefined) return { columns: table.columns, readable: table.columns };
  const readable = columnsNamed(table, select);
  const missing = needsKey ? table.key.filter((column) => !readable.includes(column)) : [];
  return { columns: [...readable, ...missing], readable };
}

function relationNamed(table: Table, name: string): ToOne | ToMany | ManyToMany {
  const relation = table.relations.get(name);
  if (relation === undefined)
    throw UNKNOWN_FIELD(table.name, name, nearest(name, [...table.relations.keys()]));
  return relation;
}

/** `t0."id", t0."title", t1."id", …` in the order in which the nodes read. */
export function selectList(node: ReadNode, dialect: SqlDialect): string {
  const own = node.columns.map((column) => readSql(node.alias, column, dialect));
  return [...own, ...node.joins.map((join) => selectList(join, dialect))].join(", ");
}

/** A column as the driver can carry it. */
export function readSql(alias: string, column: Column, dialect: SqlDialect): string {
  const sql = alias === "" ? column.quoted : `${alias}.${column.quoted}`;
  return codecOf(column, dialect).read?.(sql) ?? sql;
}

/** ` left join "user" t1 on t1."id" = t0."author_id"` … */
export function writeJoins(
  w: SqlWriter,
  table: Table,
  related: RelatedTree,
  node?: ReadNode,
): void {
  let next = 0;
  for (const [name, child] of related) {
    const relation = table.relations.get(name);
    if (relation?.kind !== "one") continue;
    const join = node?.joins[next++];
    if (join !== undefined) w.add(joinSql(node!, join));
    if (child.onlyIf !== undefined) {
      w.mark(`${name}?`);
      w.add(" and ");
      writeWhere(w, { table: relation.target, alias: join?.alias ?? "" }, child.onlyIf);
    }
    writeJoins(w, relation.target, child.related, join);
  }
}

function joinSql(node: ReadNode, join: JoinNode): string {
  const key = `${join.alias}.${join.relation.target.key[0]!.quoted}`;
  const at = `${node.alias}.${join.relation.column.quoted}`;
  return ` ${join.isOuter ? "left join" : "join"} ${join.table.quoted} ${join.alias} on ${key} = ${at}`;
}
