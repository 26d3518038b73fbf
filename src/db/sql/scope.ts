import type { Column, Table } from "../tables/table.ts";

/** A table under the name that the statement knows it by. */
export interface Scope {
  readonly table: Table;
  readonly alias: string;
}

/** `t0."title"` */
export function columnSql(scope: Scope, column: Column): string {
  return `${scope.alias}.${column.quoted}`;
}
