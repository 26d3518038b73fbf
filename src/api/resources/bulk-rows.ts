import { ConstraintError, transaction } from "../../db/index.ts";
import { HttpError, type HttpResponse, respond } from "../../http/index.ts";
import { type Problem, SCHEMA_INVALID, wireName } from "../../schema/index.ts";
import type { OperationInput } from "./answer.ts";
import { createRow } from "./create-row.ts";
import { deleteRow } from "./delete-row.ts";
import { byProperty } from "./input-plan.ts";
import { lockedRows, requireGrants } from "./locked-rows.ts";
import { permitOf } from "./permission.ts";
import { showEach } from "./read-row.ts";
import type { ResourcePlan } from "./resource-plan.ts";
import { takenProblems } from "./taken-values.ts";
import { updateRow } from "./update-row.ts";

type Values = Record<string, unknown>;

/** Makes several rows, all or none. 201, with each as the user may see it; null for one that they may not. */
export async function createMany(
  plan: ResourcePlan,
  { request, body }: OperationInput,
): Promise<HttpResponse> {
  const permit = permitOf(plan.options, "create", request.user);
  return transaction(async () => {
    const rows: object[] = [];
    for (const [index, values] of (body as Values[]).entries())
      rows.push(
        await inList(plan, index, () => createRow(plan, byProperty(plan.input, values), request)),
      );
    await requireGrants(plan, rows, permit);
    return respond(await showEach(plan, rows, request), { status: 201 });
  });
}

/** Changes several rows, all or none: what is given of each. */
export async function updateMany(
  plan: ResourcePlan,
  { request, body }: OperationInput,
): Promise<unknown[]> {
  const { key: keyProperty } = plan.bulk;
  const keyName = wireName(keyProperty, plan.naming);
  const permit = permitOf(plan.options, "update", request.user);
  const changes = (body as Values[]).map(({ [keyProperty]: key, ...given }) => ({
    key,
    values: byProperty(plan.input, given),
  }));
  return transaction(async () => {
    const keys = changes.map(({ key }) => key);
    const rows = await lockedRows(plan, keys, permit, (index) => `${index}.${keyName}`);
    for (const [index, row] of rows.entries())
      await inList(plan, index, () => updateRow(plan, row, changes[index]!.values, request));
    await requireGrants(plan, rows, permit);
    return showEach(plan, rows, request);
  });
}

/** Deletes several rows, all or none. 204. */
export async function deleteMany(
  plan: ResourcePlan,
  { request, body }: OperationInput,
): Promise<undefined> {
  const permit = permitOf(plan.options, "delete", request.user);
  await transaction(async () => {
    const rows = await lockedRows(plan, body as unknown[], permit, String);
    for (const [index, row] of rows.entries())
      await inList(plan, index, () => deleteRow(plan, row, request));
  });
  return undefined;
}

/** Runs what is done with one row of the list; what is wrong with it is told with the place in the list. */
async function inList<T>(plan: ResourcePlan, index: number, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const placed = <P extends Problem>(one: P): P => ({ ...one, path: pathIn(index, one) });
    if (SCHEMA_INVALID.is(error)) throw SCHEMA_INVALID(error.problems.map(placed), error.model);
    if (error instanceof ConstraintError)
      throw new RefusedInList(index, error, takenProblems(plan, error).map(placed));
    throw error;
  }
}

/** What the database refuses of one row of a list. */
class RefusedInList extends HttpError {
  readonly problems: readonly Problem[] | undefined;

  constructor(index: number, refused: ConstraintError, problems: readonly Problem[]) {
    super(refused.code, refused.status, `At ${index} of the list: ${refused.message}`);
    this.problems = problems.length > 0 ? problems : undefined;
    this.because(refused.cause);
  }
}

function pathIn(index: number, { path }: Problem): string {
  return path === "" ? `${index}` : `${index}.${path}`;
}
