import { type Problem, SCHEMA_INVALID } from "../../schema/index.ts";
import { allOf, grantedOf } from "./granted-query.ts";
import type { InputPlan } from "./input-plan.ts";
import type { GrantOf } from "./related-grants.ts";

interface BodyProblem extends Problem {
  readonly in: "body";
}

type Values = Readonly<Record<string, unknown>>;

/** Refuses keys of related rows that are not there, or that the user may not see. @throws `SCHEMA_INVALID` (400) with the name of each */
export async function checkKeys(
  { keys }: InputPlan,
  values: Values,
  grantOf: GrantOf,
): Promise<void> {
  const problems: Problem[] = [];
  for (const { property, name, relation } of keys) {
    const key = values[property];
    if (key === undefined || key === null) continue;
    const { target } = relation;
    const grant = grantOf(relation);
    const condition: object = { [target.key[0]!.property]: key };
    const seen = grantedOf(allOf(target.model).where(condition), grant);
    if (!(await seen.exists())) problems.push(missing(name, target.name, key));
  }
  if (problems.length > 0) throw SCHEMA_INVALID(problems);
}

/** What is wrong with a name or a key that no row has that the user may see. */
export function missing(path: string, model: string, value: unknown): BodyProblem {
  return {
    path,
    code: "reference",
    message: `must be of a "${model}" that is there`,
    value: String(value).slice(0, 100),
    in: "body",
  };
}

/** What is wrong with a key that a list has already. */
export function repeated(path: string, value: unknown): BodyProblem {
  return {
    path,
    code: "repeated",
    message: "must be in the list once",
    value: String(value).slice(0, 100),
    in: "body",
  };
}
