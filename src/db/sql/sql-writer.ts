import type { TableWrite } from "../connections/driver.ts";
import type { SqlDialect } from "./dialects/dialect.ts";

/**
 * What the parts of a query are written to, in two passes over the same code.
 *
 * The first pass, on every run, makes the *shape* (a short key) and the parameters. Only for a shape
 * that was never seen the second pass writes the SQL. Since both passes are one piece of code, the
 * parameters always stand in the order of the placeholders.
 */
export class SqlWriter {
  readonly dialect: SqlDialect;
  readonly isBuilding: boolean;
  readonly params: unknown[] = [];
  shape = "";
  sql = "";
  /** Holds SQL of the user's own: what it gives may change without a write. */
  hasRaw = false;
  /** What the statement changes; undefined where that may be anything. */
  writes: TableWrite | undefined;
  /** Of the rows that meet the conditions only some are wanted. */
  wantsFew = false;
  /** How deep in a condition the writer is. */
  depth = 0;
  /** How many conditions it has written. */
  conditions = 0;
  #aliases = 0;

  constructor(dialect: SqlDialect, isBuilding: boolean) {
    this.dialect = dialect;
    this.isBuilding = isBuilding;
  }

  /** Says in the shape what the SQL that follows depends on. */
  mark(token: string): void {
    this.shape += token;
  }

  /** SQL that the shape so far fixes. */
  add(sql: string): void {
    if (this.isBuilding) this.sql += sql;
  }

  /** A parameter, encoded already. */
  param(value: unknown): void {
    this.params.push(value);
    if (this.isBuilding) this.sql += this.dialect.placeholder(this.params.length);
  }

  /** A new name for a table in this statement. */
  alias(): string {
    return `t${this.#aliases++}`;
  }
}
