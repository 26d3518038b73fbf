import { notFound } from "../../http/index.ts";
import type { ResourcePlan } from "./resource-plan.ts";

/** The condition for the row of an address. @throws `NOT_FOUND` for what cannot be a key */
export function keyCondition(plan: ResourcePlan, text: string): object {
  const result = plan.lookupField.validate(text, { from: "text" });
  if (!result.ok) throw absent(plan);
  return { [plan.lookup.property]: result.value };
}

/** The condition for a row in hand. */
export function ownKey({ table }: ResourcePlan, row: object): object {
  return Object.fromEntries(
    table.key.map(({ property }) => [property, (row as Record<string, unknown>)[property]]),
  );
}

/** The condition for rows in hand. */
export function anyOf(plan: ResourcePlan, rows: readonly object[]): object {
  const [key, ...more] = plan.table.key;
  if (key === undefined || more.length > 0) return rows.map((row) => ownKey(plan, row));
  const { property } = key;
  return { [property]: rows.map((row) => (row as Record<string, unknown>)[property]) };
}

/** The key of a row, whether it is an instance or what JSON has of one. */
export function keyText(plan: ResourcePlan, row: object): string {
  return JSON.stringify(Object.values(ownKey(plan, row)).map(String));
}

/** @returns the error for a row that is not there, or not for this user */
export function absent({ table, lookup }: ResourcePlan): Error {
  return notFound(`There is no "${table.name}" with this ${lookup.property}.`);
}
