import { SCHEMA_INVALID } from "../../schema/index.ts";
import { ConstraintError } from "../connections/constraint-error.ts";
import { FOLLOW_UP_REFUSED } from "../errors.ts";
import type { Table } from "../tables/table.ts";

/**
 * Runs a hook, or the receivers of a write. The rows that they write are theirs: a 400 for the values of one
 * would blame those whom the write comes from, who cannot know of it. What they throw themselves stays as it is.
 */
export async function followUp(table: Table, run: () => void | Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!isBadRow(error)) throw error;
    throw FOLLOW_UP_REFUSED(table.name, error.message).because(error);
  }
}

function isBadRow(error: unknown): error is Error {
  if (SCHEMA_INVALID.is(error)) return error.model !== undefined;
  return error instanceof ConstraintError && error.status === SCHEMA_INVALID.status;
}
