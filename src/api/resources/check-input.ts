import type { AnyModel, Query } from "../../db/index.ts";
import { type Problem, SCHEMA_INVALID } from "../../schema/index.ts";
import type { InputPlan } from "./input-plan.ts";
import type { GrantOf } from "./read-args.ts";

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
    const grant = grantOf(target.model, relation.property);
    let query = allOf(target.model).where({ [target.key[0]!.property]: key } as never);
    if (grant !== true) query = query.where((grant === false ? [] : grant) as never);
    if (!(await query.exists())) problems.push(missing(name, target.name, key));
  }
  if (problems.length > 0) throw SCHEMA_INVALID(problems);
}

/** What is wrong with a name or a key that no row has that the user may see. */
export function missing(path: string, model: string, value: unknown): Problem {
  const problem = {
    path,
    code: "reference",
    message: `must be of a "${model}" that is there`,
    value: String(value).slice(0, 100),
    in: "body",
  };
  return problem;
}

/** What is wrong with a key that a list has already. */
export function repeated(path: string, value: unknown): Problem {
  const problem = {
    path,
    code: "repeated",
    message: "must be in the list once",
    value: String(value).slice(0, 100),
    in: "body",
  };
  return problem;
}

export function allOf(model: AnyModel): Query<any, any> {
  return (model as unknown as { all(): Query<any, any> }).all();
}
