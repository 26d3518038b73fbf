import { ConstraintError, UNIQUE_VIOLATION } from "../../db/index.ts";
import { type Problem, wireName } from "../../schema/index.ts";
import type { ResourcePlan } from "./resource-plan.ts";

/** Another row has these values: which fields of the body, a form wants to know. */
class TakenValues extends ConstraintError {
  readonly problems: readonly Problem[];

  constructor({ detail, cause }: ConstraintError, problems: readonly Problem[]) {
    super(UNIQUE_VIOLATION, detail);
    this.problems = problems;
    this.because(cause);
  }
}

/** Writes a row of a body, and tells at its fields where the database refuses values that another row has. */
export async function tellingTaken<T>(plan: ResourcePlan, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const problems = error instanceof ConstraintError ? takenProblems(plan, error) : [];
    throw problems.length === 0 ? error : new TakenValues(error as ConstraintError, problems);
  }
}

/** The fields of a body whose values another row has; none where that is not what the database refuses. */
export function takenProblems(plan: ResourcePlan, error: ConstraintError): TakenProblem[] {
  const fields = UNIQUE_VIOLATION.is(error) ? fieldsOf(plan, error) : [];
  const message = fields.length === 1 ? "is taken already" : "is taken already, all of it together";
  return fields.map((path) => ({ path, code: "unique", message, in: "body" }));
}

interface TakenProblem extends Problem {
  readonly in: "body";
}

/** The fields of the body behind the columns, if the table is that of the resource. */
function fieldsOf({ table, input, naming }: ResourcePlan, { detail }: ConstraintError): string[] {
  if (detail.table !== table.tableName) return [];
  return table.columns
    .filter(({ name }) => detail.columns.includes(name))
    .filter(({ property }) => input.properties.has(property))
    .map(({ property }) => wireName(property, naming));
}
