import { ConstraintError, transaction } from "../../db/index.ts";
import { HttpError, type HttpResponse, respond } from "../../http/index.ts";
import { type Problem, SCHEMA_INVALID } from "../../schema/index.ts";
import type { OperationInput } from "./answer.ts";
import { createRow } from "./create-row.ts";
import { deleteRow } from "./delete-row.ts";
import { byProperty } from "./input-plan.ts";
import { lockedRows, requireGrants } from "./locked-rows.ts";
import { permitOf } from "./permission.ts";
import { showEach } from "./read-row.ts";
import type { ResourcePlan } from "./resource-plan.ts";
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
        await inList(index, () => createRow(plan, byProperty(plan.input, values), request)),
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
  const { keyName } = plan.bulk;
  const permit = permitOf(plan.options, "update", request.user);
  const changes = (body as Values[]).map(({ [keyName]: key, ...given }) => ({
    key,
    values: byProperty(plan.input, given),
  }));
  return transaction(async () => {
    const keys = changes.map(({ key }) => key);
    const rows = await lockedRows(plan, keys, permit, (index) => `${index}.${keyName}`);
    for (const [index, row] of rows.entries())
      await inList(index, () => updateRow(plan, row, changes[index]!.values, request));
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
      await inList(index, () => deleteRow(plan, row, request));
  });
  return undefined;
}

/** Runs what is done with one row of the list; what is wrong with it is told with the place in the list. */
async function inList<T>(index: number, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (SCHEMA_INVALID.is(error)) throw SCHEMA_INVALID(error.problems.map((one) => at(index, one)));
    if (!(error instanceof ConstraintError)) throw error;
    const { code, status, message } = error;
    throw new HttpError(code, status, `At ${index} of the list: ${message}`);
  }
}

function at(index: number, problem: Problem): Problem {
  return { ...problem, path: problem.path === "" ? `${index}` : `${index}.${problem.path}` };
}
