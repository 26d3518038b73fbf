import { nearest, now, uuidv7 } from "../../core/index.ts";
import {
  type Field,
  fieldOf,
  type Problem,
  SCHEMA_INVALID,
  shape,
  type Shape,
} from "../../schema/index.ts";
import { relatedKey } from "../models/assign-values.ts";
import { codecOf } from "../sql/codec-of.ts";
import type { SqlDialect } from "../sql/dialects/dialect.ts";
import { BAD_QUERY, NOT_ASSIGNABLE, UNKNOWN_FIELD, WRONG_VALUE } from "../errors.ts";
import { isExpression } from "../queries/expression.ts";
import { assignableOf } from "../models/members.ts";
import type { Column, Table } from "../tables/table.ts";

const shapes = new WeakMap<Table, Shape>();

/** The fields of a table's columns as a shape, foreign keys included. */
function shapeOf(table: Table): Shape {
  let known = shapes.get(table);
  if (known === undefined) {
    const fields: Record<string, Field> = {};
    for (const column of table.columns) fields[column.property] = inputField(column);
    shapes.set(table, (known = shape(fields)));
  }
  return known;
}

/** A key that neither the database nor the model makes has to be given. */
function inputField({ field, isKey, isIdentity }: Column): Field {
  const isMade = !isKey || isIdentity || field.facts.default !== undefined;
  return isMade ? field : fieldOf({ ...field.facts, presence: "required" });
}

/** @throws `SCHEMA_INVALID` (400) with all problems of the values. */
export function checkValues(
  table: Table,
  values: Readonly<Record<string, unknown>>,
  options: { readonly partial: boolean },
): void {
  const problems = problemsOf(table, values, options);
  if (problems.length > 0) throw SCHEMA_INVALID(problems, table.name);
}

export function problemsOf(
  table: Table,
  values: Readonly<Record<string, unknown>>,
  options: { readonly partial: boolean } = { partial: false },
): readonly Problem[] {
  return shapeOf(table).check(values, options);
}

/** Fills in what the application writes by itself: times, version, UUID keys, null where nothing was given. */
export function fillIn(table: Table, row: Record<string, unknown>): void {
  for (const { property, field, isIdentity, isKey, references } of table.columns) {
    if (row[property] !== undefined || isIdentity) continue;
    const { auto, nullable, type } = field.facts;
    if (auto === "version") row[property] = 1;
    else if (auto !== undefined) row[property] = now();
    else if (isKey && type === "uuid" && references === undefined) row[property] = uuidv7();
    else if (nullable) row[property] = null;
  }
}

/** The value as a parameter; what a shape has checked is not checked again. */
export function encode(column: Column, value: unknown, dialect: SqlDialect): unknown {
  if (value === null || value === undefined) return null;
  const codec = codecOf(column, dialect);
  return codec.encode === undefined ? value : codec.encode(value);
}

/** Columns to set, by what was given for fields and relations. */
export function assignments(
  table: Table,
  values: Readonly<Record<string, unknown>>,
): Map<Column, unknown> {
  const assigned = new Map<Column, unknown>();
  for (const [property, value] of Object.entries(values)) {
    const relation = table.relations.get(property);
    const column = relation?.kind === "one" ? relation.column : table.columnOf.get(property);
    if (column === undefined) throw notAColumn(table, property);
    if (value === undefined) continue;
    if (column.isKey)
      throw BAD_QUERY(table.name, `the key "${property}" of rows cannot be changed`);
    const one = assignableOf(table.model).toOne.get(property);
    assigned.set(
      column,
      one === undefined || isExpression(value)
        ? value
        : relatedKey(table.model, property, one, value),
    );
  }
  return assigned;
}

function notAColumn(table: Table, property: string): Error {
  if (table.relations.has(property)) return NOT_ASSIGNABLE(table.name, property);
  const toOne = [...table.relations.values()].filter(({ kind }) => kind === "one");
  const known = [...table.columnOf.keys(), ...toOne.map((relation) => relation.property)];
  return UNKNOWN_FIELD(table.name, property, nearest(property, known));
}

/** @throws `SCHEMA_INVALID` for the plain values among what is assigned. */
export function checkAssignments(table: Table, assigned: ReadonlyMap<Column, unknown>): void {
  const plain: Record<string, unknown> = {};
  for (const [column, value] of assigned) {
    if (!isExpression(value)) plain[column.property] = value;
    else if (value.operation !== "column" && !NUMERIC.has(column.field.facts.type)) {
      throw WRONG_VALUE(
        `${table.name}.${column.property}`,
        "a value: only numbers can be computed with",
        value.operation,
      );
    }
  }
  checkValues(table, plain, { partial: true });
}

const NUMERIC: ReadonlySet<string> = new Set(["int", "float", "bigint", "decimal"]);
