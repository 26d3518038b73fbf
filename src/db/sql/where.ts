import { nearest } from "../../core/index.ts";
import { BAD_QUERY, UNKNOWN_FIELD, wrongCondition } from "../errors.ts";
import { isExpression } from "../queries/expression.ts";
import type { Column, Relation, Table, ToOne } from "../tables/table.ts";
import { writeColumnCondition } from "./column-condition.ts";
import { countCondition } from "./count-condition.ts";
import { isPlainObject } from "./plain-object.ts";
import { columnSql, type Scope } from "./scope.ts";
import type { SqlWriter } from "./sql-writer.ts";

/** A condition that writes itself: raw SQL, and what the framework needs beyond `Where`. */
export abstract class WrittenCondition {
  declare readonly "~condition": true;
  abstract write(w: SqlWriter, scope: Scope): void;
}

/**
 * Writes a condition of the form of `Where`.
 *
 * Every condition is true or false of a row, never unknown: so `not` and `exclude` give exactly the other rows.
 *
 * @throws `DB_UNKNOWN_FIELD`, `DB_UNKNOWN_OPERATOR`, `DB_WRONG_VALUE` (400): names and values are checked.
 */
export function writeWhere(w: SqlWriter, scope: Scope, condition: unknown): void {
  // What comes from outside could nest until the stack or the database's parser overflows.
  if (++w.depth > DEEPEST)
    throw wrongCondition(scope.table.name, `at most ${DEEPEST} conditions in each other`, "more");
  if (condition instanceof WrittenCondition) {
    w.add("(");
    condition.write(w, scope);
    w.add(")");
  } else if (Array.isArray(condition)) {
    if (condition.length === 0) countCondition(w, scope);
    writeAny(w, condition, (part) => writeWhere(w, scope, part));
  } else if (isPlainObject(condition)) writeAll(w, scope, condition);
  else throw wrongCondition(scope.table.name, "a condition: an object or an array", condition);
  w.depth--;
}

const DEEPEST = 50;
/** Each `or` is a level deeper for SQLite, which takes 1,000; in brackets they count once. */
const TOGETHER = 200;

function writeAny<T>(w: SqlWriter, parts: readonly T[], write: (part: T) => void): void {
  w.mark("[");
  w.add(parts.length === 0 ? "(1 = 0" : "((");
  for (const [index, part] of parts.entries()) {
    if (index > 0) w.add(index % TOGETHER === 0 ? ") or (" : " or ");
    write(part);
    w.mark(",");
  }
  w.add(parts.length === 0 ? ")" : "))");
  w.mark("]");
}

function writeAll(w: SqlWriter, scope: Scope, condition: Readonly<Record<string, unknown>>): void {
  w.mark("{");
  let isFirst = true;
  // Own keys only; a key such as "__proto__" is looked up like any other and not found.
  for (const key of Object.keys(condition)) {
    w.add(isFirst ? "(" : " and ");
    isFirst = false;
    writeMember(w, scope, key, condition[key]);
    w.mark(",");
  }
  if (isFirst) countCondition(w, scope);
  w.add(isFirst ? "1 = 1" : ")");
  w.mark("}");
}

function writeMember(w: SqlWriter, scope: Scope, key: string, value: unknown): void {
  const { table } = scope;
  const column = table.columnOf.get(key);
  if (column !== undefined) return writeColumnCondition(w, scope, column, value);
  const relation = table.relations.get(key);
  if (relation !== undefined) return writeRelation(w, scope, relation, value);
  if (key === "not") return writeNot(w, () => writeWhere(w, scope, value));
  const known = [...table.columnOf.keys(), ...table.relations.keys(), "not"];
  throw UNKNOWN_FIELD(table.name, key, nearest(key, known));
}

/** Writes the opposite of a condition. */
export function writeNot(w: SqlWriter, write: () => void): void {
  w.mark("!");
  w.add("((");
  write();
  w.add(") is not true)");
}

function writeRelation(w: SqlWriter, scope: Scope, relation: Relation, value: unknown): void {
  w.mark(relation.property);
  if (relation.kind !== "one") return writeSome(w, scope, relation, value);
  const { column, target } = relation;
  if (isOfRow(target, value)) return writeOfRow(w, scope, relation, value);
  if (Array.isArray(value))
    return writeAny(w, value, (part) => writeRelation(w, scope, relation, part));
  if (!isCondition(value)) return writeColumnCondition(w, scope, column, keyOf(target, value));
  writeColumnCondition(w, scope, column, keysIn(target, value));
}

/** Whether this says something of a related row, and not just which it is. */
function isOfRow(target: Table, value: unknown): value is object {
  if (Array.isArray(value)) return value.length > 0 && value.every((one) => isOfRow(target, one));
  return isCondition(value) && !isOfKeys(target, value);
}

function writeOfRow(
  w: SqlWriter,
  scope: Scope,
  { column, target }: ToOne,
  condition: object,
): void {
  const inner = { table: target, alias: w.alias() };
  const [own, key] = [columnSql(scope, column), columnSql(inner, target.key[0]!)];
  const from = `from ${target.quoted} ${inner.alias} where`;
  // SQLite puts 700,000 posts into a list (450 ms) to look up the 20 that the comments of a page belong to.
  if (w.wantsFew && w.dialect.makesListsWhole && !isOfOne(target, condition)) {
    w.mark("?");
    w.add(`exists (select 1 ${from} ${key} = ${own} and `);
  } else w.add(`${own} in (select ${key} ${from} `);
  writeWhere(w, inner, condition);
  w.add(")");
}

/** Whether one row at most can meet a condition: then it is looked up first. */
function isOfOne(table: Table, condition: object): boolean {
  if (Array.isArray(condition)) return condition.every((one: object) => isOfOne(table, one));
  return Object.entries(condition).some(([name, value]) => {
    const column = table.columnOf.get(name);
    const isUnique =
      column?.field.facts.unique === true || (column?.isKey && table.key.length === 1);
    return isUnique && (typeof value !== "object" || value instanceof Date);
  });
}

/** Some row of a to-many relation meets the condition; no join, so no row comes twice. */
function writeSome(
  w: SqlWriter,
  scope: Scope,
  relation: Exclude<Relation, { kind: "one" }>,
  value: unknown,
): void {
  if (!isCondition(value) && !Array.isArray(value)) {
    throw BAD_QUERY(
      scope.table.name,
      `"${relation.property}" is to many and wants conditions on its rows`,
    );
  }
  countCondition(w, scope);
  const inner = { table: relation.target, alias: w.alias() };
  w.add("exists (select 1 from ");
  writeLink(w, scope, relation, inner);
  w.add(" and ");
  writeWhere(w, inner, value);
  w.add(")");
}

/**
 * `comment t1 where t1.post_id = t0.id`, or the same through a join table.
 *
 * @param key That of the row whose relation it is.
 */
export function writeLink(
  w: SqlWriter,
  scope: Scope,
  relation: Exclude<Relation, { kind: "one" }>,
  inner: Scope,
  key: Column = scope.table.key[0]!,
): void {
  const own = columnSql(scope, key);
  if (relation.kind === "many") {
    return w.add(
      `${inner.table.quoted} ${inner.alias} where ${columnSql(inner, relation.by)} = ${own}`,
    );
  }
  const join = { table: relation.join, alias: w.alias() };
  w.add(
    `${join.table.quoted} ${join.alias} join ${inner.table.quoted} ${inner.alias} on ${columnSql(inner, inner.table.key[0]!)} = ${columnSql(join, relation.far)}`,
  );
  w.add(` where ${columnSql(join, relation.near)} = ${own}`);
}

/** Whether this says something of a related row, and is no key. */
function isCondition(value: unknown): value is Readonly<Record<string, unknown>> {
  return isPlainObject(value) ? !isExpression(value) : value instanceof WrittenCondition;
}

/** The key of a row that is given where a key is wanted; any other value as it is. */
function keyOf(target: Table, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !(value instanceof target.model)) return value;
  return (value as unknown as Record<string, unknown>)[target.key[0]!.property] ?? value;
}

const OF_KEYS: ReadonlySet<string> = new Set(["eq", "not", "in", "notIn"]);

/** Whether these are operators on the foreign key, and not conditions on the row that it points at. */
function isOfKeys(target: Table, value: Readonly<Record<string, unknown>>): boolean {
  const entries = Object.entries(value);
  const isOperator = ([name, operand]: [string, unknown]): boolean =>
    OF_KEYS.has(name) &&
    !target.columnOf.has(name) &&
    !isPlainObject(operand) &&
    (name !== "not" || !Array.isArray(operand));
  return entries.length > 0 && entries.every(isOperator);
}

function keysIn(target: Table, value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const key = (operand: unknown): unknown => keyOf(target, operand);
  return Object.fromEntries(
    Object.entries(value).map(([name, operand]) => [
      name,
      Array.isArray(operand) ? operand.map(key) : key(operand),
    ]),
  );
}
