import { ROW_MISSING, ROW_UNSAVED } from "../errors.ts";
import type { ResourcePlan } from "./resource-plan.ts";

interface Row {
  readonly isNew: boolean;
  changedFields(): string[];
}

/**
 * Refuses rows of the model with values that nobody has saved: the answer is read from the database, and they
 * would be lost without a word.
 *
 * @param by What has had the rows in hand: `create`, `update`, `delete` or the name of an action.
 * @param given Rows that were read; what else there is is left alone.
 * @throws `API_ROW_UNSAVED`
 */
export function requireSaved(
  { model, table, resource }: ResourcePlan,
  by: string,
  given: readonly unknown[],
): void {
  for (const one of given) {
    if (!(one instanceof model)) continue;
    const row = one as unknown as Row;
    // One without a state was deleted, or never meant to be saved.
    const unsaved = row.isNew ? [] : row.changedFields();
    if (unsaved.length > 0) throw ROW_UNSAVED(resource.name, by, table.name, unsaved);
  }
}

/** Refuses what is no row that was made and saved. @throws `API_ROW_MISSING`, `API_ROW_UNSAVED` */
export function requireMade(plan: ResourcePlan, made: unknown): void {
  const { model, table, resource } = plan;
  if (!(made instanceof model)) throw ROW_MISSING(resource.name, table.name, made);
  if ((made as unknown as Row).isNew) throw ROW_UNSAVED(resource.name, "create", table.name);
  requireSaved(plan, "create", [made]);
}
