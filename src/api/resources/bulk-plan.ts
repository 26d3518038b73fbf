import { type Field, json, list } from "../../schema/index.ts";
import type { InputPlan } from "./input-plan.ts";
import type { AnyResourceOptions } from "./resource-options.ts";

/** What requests take that are about several rows. */
export interface BulkPlan {
  readonly create: Field;
  /** Changes, each with the key of its row. */
  readonly update: Field;
  /** Keys. */
  readonly delete: Field;
  /** What a change has the key of its row under. */
  readonly key: string;
}

/** @param key What stands in the address of a row. */
export function bulkPlan(
  { create, update }: InputPlan,
  key: { readonly property: string; readonly field: Field },
  { bulkMax = 100 }: AnyResourceOptions,
): BulkPlan {
  const size = { min: 1, max: bulkMax };
  return {
    create: list(json(create), size),
    update: list(json(update.extend({ [key.property]: key.field })), size),
    delete: list(key.field, size),
    key: key.property,
  };
}
