import { codecOf } from "./codec-of.ts";
import { WRONG_VALUE } from "./errors.ts";
import { type Expression, isExpression } from "./expression.ts";
import { encode } from "./row-values.ts";
import type { SqlWriter } from "./sql-writer.ts";
import type { Column, Table } from "./table.ts";

/** Writes `update "post" as t0 set "title" = ?, "views" = t0."views" + ?`. */
export function writeUpdate(
  w: SqlWriter,
  table: Table,
  assigned: ReadonlyMap<Column, unknown>,
): void {
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

const SYMBOLS: Readonly<Record<string, string>> = { plus: "+", minus: "-", times: "*" };

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
  // A factor is no amount of the column's type: 1.5 times a scaled decimal.
  const { accepts, wanted } = codecOf(column, w.dialect);
  const { value } = expression;
  const isFactor = expression.operation === "times" && typeof value === "number";
  if (!isFactor && !accepts(value))
    throw WRONG_VALUE(`${table.name}.${column.property}`, wanted, value);
  w.add(`t0.${column.quoted} ${SYMBOLS[expression.operation]} `);
  w.param(isFactor ? value : encode(column, value, w.dialect));
}
