import type { Field } from "./field.ts";

/**
 * The value of a field that was not given: its default, made anew where it could be changed.
 *
 * @returns undefined where the field has no default.
 */
export function makeDefault({ facts }: Field): unknown {
  const { default: made } = facts;
  if (typeof made === "function") return (made as () => unknown)();
  // Two rows must not share one list.
  return typeof made === "object" && made !== null ? structuredClone(made) : made;
}
