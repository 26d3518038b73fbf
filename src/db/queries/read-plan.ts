import { codecOf } from "../sql/codec-of.ts";
import type { SqlDialect } from "../sql/dialects/dialect.ts";
import { BAD_QUERY, UNKNOWN_FIELD } from "../errors.ts";
import { nearest } from "../../core/index.ts";
import type { Database } from "../database.ts";
import { instanceReader, plainReader, type RowReader } from "./hydrate.ts";
import { columnsNamed, NO_RELATED, type RelatedNode, type RelatedTree } from "./query-state.ts";
import { RowSet } from "../models/row-state.ts";
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

/** Rows of one node as they came, with what is needed to load more for them. */
export interface ReadRows {
  readonly node: ReadNode;
  readonly rows: object[];
  readonly keys: unknown[];
  /** What this query loads with them: the plan is shared by queries that differ in conditions and limits. */
  readonly related: RelatedTree;
}

interface NodeOptions {
  readonly dialect: SqlDialect;
  readonly alias: () => string;
  readonly isWire: boolean;
  /** Counts the columns of the statement. */
  next: number;
  /** Counts the relations that it joins. */
  joined: number;
}

/**
 * Of indexed columns with a limit, PostgreSQL plans 30 joins in a second or two, 50 in 14 s, and 200 in more
 * than a quarter of an hour and 10 GB of memory. SQLite refuses more than 64 tables.
 */
const MOST_JOINED = 30;

/** Plans how the rows of a query are read. `extras` are names of annotated values. */
export function readNode(
  table: Table,
  select: readonly string[] | undefined,
  related: RelatedTree,
  extras: readonly string[],
  options: NodeOptions,
  isOuter = false,
): ReadNode {
  const alias = options.alias();
  const offset = options.next;
  const toMany = [...related].filter(([name]) => relationNamed(table, name).kind !== "one");
  const { columns, readable } = columnsOf(table, select, toMany.length > 0 || options.next > 0);
  options.next += columns.length;
  const joins = [...related].flatMap(([name, node]) =>
    joinNode(table, name, node, options, isOuter),
  );
  const loaded = [...related.keys(), ...extras];
  const { isWire } = options;
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
      ? (isWire ? wireReader : plainReader)(readable, options.dialect)
      : instanceReader(table, options.dialect, loaded),
    collections: toMany.map(([name]) => ({
      relation: relationNamed(table, name) as ToMany | ManyToMany,
    })),
  };
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

function joinNode(
  table: Table,
  name: string,
  node: RelatedNode,
  options: NodeOptions,
  isOuter: boolean,
): JoinNode[] {
  const relation = relationNamed(table, name);
  if (relation.kind !== "one") return [];
  if (node.where !== undefined || node.order !== undefined || node.limit !== undefined) {
    throw BAD_QUERY(
      table.name,
      `"${name}" is one row, so it is loaded without where, order and limit`,
    );
  }
  if (++options.joined > MOST_JOINED)
    throw BAD_QUERY(
      table.name,
      `it loads more than ${MOST_JOINED} relations to one; await "${name}" on a row, which loads it for all`,
    );
  const outer = isOuter || relation.isNullable || node.onlyIf !== undefined;
  const read = readNode(relation.target, node.select, node.related, [], options, outer);
  return [{ ...read, relation, isOuter: outer }];
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

/**
 * Reads the driver's rows. Rows of a joined table that are the same row are the same object.
 *
 * @returns the rows of each node, the root's first: what the collections are loaded for.
 */
export function readRows(
  node: ReadNode,
  raws: unknown[][],
  database: Database,
  related: RelatedTree = NO_RELATED,
): ReadRows[] {
  const set = new RowSet(database, node.table);
  const rows = raws.map((raw) => node.read(raw, node.offset, set) as object);
  const keys = node.collections.length > 0 ? raws.map((raw) => raw[node.offset + node.keyAt]) : [];
  if (!node.isPlain) set.rows = rows;
  const read: ReadRows[] = [{ node, rows, keys, related }];
  for (const join of node.joins) readJoin(join, raws, read[0]!, database, read);
  return read;
}

function readJoin(
  join: JoinNode,
  raws: unknown[][],
  parents: ReadRows,
  database: Database,
  read: ReadRows[],
): void {
  const { property } = join.relation;
  const known = new Map<unknown, object>();
  const set = new RowSet(database, join.table);
  const owners = join.joins.length > 0 ? ([] as unknown[][]) : undefined;
  for (let index = 0; index < raws.length; index++) {
    const raw = raws[index]!;
    const key = raw[join.offset + join.keyAt];
    let row: object | null = null;
    if (key !== null && key !== undefined) {
      row = known.get(key) ?? null;
      if (row === null) {
        known.set(key, (row = join.read(raw, join.offset, set) as object));
        owners?.push(raw);
      }
    }
    (parents.rows[index] as Record<string, unknown>)[property] = row;
  }
  const rows = [...known.values()];
  if (!join.isPlain) set.rows = rows;
  const { related } = parents.related.get(property)!;
  const own: ReadRows = { node: join, rows, keys: [...known.keys()], related };
  read.push(own);
  for (const inner of join.joins) readJoin(inner, owners!, own, database, read);
}
