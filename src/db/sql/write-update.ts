import { codecOf } from "./codec-of.ts";
import { WRONG_VALUE } from "../errors.ts";
import { type Expression, isExpression } from "../queries/expression.ts";
import { encode } from "../writes/row-values.ts";
import type { SqlWriter } from "./sql-writer.ts";
import type { Column, Table } from "../tables/table.ts";

/** Writes `update "post" as t0 set "title" = ?, "views" = t0."views" + ?`. */
export function writeUpdate(
  w: SqlWriter,
  table: Table,
  assigned: ReadonlyMap<Column, unknown>,
): void {
  const columns = Array.from(assigned.keys(), ({ name }) => name);
  w.writes = { table: table.tableName, kind: "update", columns };
  w.add(`update ${table.quoted} as ${w.alias()} set `);
  let isFirst = true;
  for (const [column, value] of assigned) {
    w.add(`${isFirst ? "" : ", "}${column.quoted} = `);
    isFirst = false;
    w.mark(`${column.property}=`);
    if (isExpression(value)) writeExpression(w, table, column, value);
    else w.param(encode(column, value, w.dialect));
  }
}

const SYMBOLS: Readonly<Record<string, string>> = { plus: "+", minus: "-" };

function writeExpression(w: SqlWriter, table: Table, column: Column, expression: Expression): void {
  w.mark(expression.operation);
  if (expression.operation === "column") {
    const other = table.columnOf.get(expression.column ?? "");
    if (other === undefined || other.field.facts.type !== column.field.facts.type) {
      throw WRONG_VALUE(
        `${table.name}.${column.property}`,
        "a column of the same type",
        expression.column,
      );
    }
    w.mark(other.property);
    return w.add(`t0.${other.quoted}`);
  }
  if (expression.operation === "times") return writeProduct(w, table, column, expression.value);
  const { accepts, wanted } = codecOf(column, w.dialect);
  if (!accepts(expression.value))
    throw WRONG_VALUE(`${table.name}.${column.property}`, wanted, expression.value);
  w.add(`t0.${column.quoted} ${SYMBOLS[expression.operation]} `);
  w.param(encode(column, expression.value, w.dialect));
}

/** A factor is no amount of the column's type: a decimal may become 1.5 times as much. */
function writeProduct(w: SqlWriter, table: Table, column: Column, factor: unknown): void {
  const { type } = column.field.facts;
  const isWhole = typeof factor === "bigint" || Number.isSafeInteger(factor);
  if (!isWhole && !(Number.isFinite(factor) && (type === "float" || type === "decimal"))) {
    const wanted = type === "float" || type === "decimal" ? "a number" : "a whole number";
    throw WRONG_VALUE(`${table.name}.${column.property} times`, wanted, factor);
  }
  // SQLite keeps decimals as whole numbers, which a fraction would make inexact.
  const isRounded = !isWhole && type === "decimal" && w.dialect.name === "sqlite";
  w.mark(isRounded ? "r" : "");
  w.add(`${isRounded ? "cast(round(" : ""}t0.${column.quoted} * `);
  w.param(isWhole && type !== "float" ? BigInt(factor as number) : factor);
  if (isRounded) w.add(") as integer)");
}
