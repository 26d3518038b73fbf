import { MIGRATION_FAILED, MIGRATION_WOULD_LOSE } from "./errors.ts";
import type { Step } from "./operation.ts";
import { stepSql } from "./resolve-migration.ts";

/** The error of a step, with the migration and what it ran; what was refused on purpose stays as it is. */
export function stepFailure(id: string, step: Step, error: unknown): unknown {
  if (MIGRATION_WOULD_LOSE.is(error)) return error;
  const why = error instanceof Error ? error.message : String(error);
  return MIGRATION_FAILED(id, stepSql(step)[0]!, why).because(error);
}
