import { QuintetError } from "../../core/index.ts";
import type { ErrorKind } from "../../core/index.ts";

/** What a database tells of the constraint that refused a row. Never holds values. */
export interface ConstraintDetail {
  /** The constraint's name. SQLite names checks only; of models' unique constraints the name is looked up. */
  readonly constraint?: string;
  /** Unknown for foreign keys on SQLite, which names nothing. */
  readonly table?: string;
  /** Columns of the table, not properties of the model. Empty when unknown. */
  readonly columns: readonly string[];
}

/**
 * An error of a constraint: unique, foreign key, check or not null.
 *
 * Compare `code`, or use the kind's `is`; read `detail` to tell which field is to blame.
 */
export class ConstraintError extends QuintetError {
  readonly detail: ConstraintDetail;

  constructor(kind: ErrorKind<[ConstraintDetail]>, detail: ConstraintDetail) {
    const { code, status, message, hint } = kind(detail);
    super(code, status, message, hint);
    this.detail = detail;
  }
}

/** Whether a broken foreign key means that rows still point at one that was to go: what is deleted points nowhere. */
export function isDelete(sql: string): boolean {
  return /^\s*delete\b/i.test(sql);
}
