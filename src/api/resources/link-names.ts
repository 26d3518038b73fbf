import type { Identity } from "../../core/index.ts";
import type { Query } from "../../db/index.ts";
import { type Problem, SCHEMA_INVALID } from "../../schema/index.ts";
import { missing } from "./check-input.ts";
import { allOf, grantedOf } from "./granted-query.ts";
import type { NamesInput } from "./input-plan.ts";
import { type GrantOf, modelGrant } from "./related-grants.ts";

type Values = Readonly<Record<string, unknown>>;
interface Linked {
  related(property: string): LinkedRows;
}
interface LinkedRows {
  query(): Query<any, any>;
  set(rows: readonly object[]): Promise<void>;
  add(...rows: readonly object[]): Promise<void>;
}

interface LinkOptions {
  readonly user: Identity;
  readonly grantOf: GrantOf;
  /** The row has no links yet. */
  readonly isNew: boolean;
}

/** Takes what goes to relations by names out of the values. */
export function splitNames(
  inputs: readonly NamesInput[],
  values: Values,
): { readonly own: Record<string, unknown>; readonly names: ReadonlyMap<NamesInput, string[]> } {
  const own = { ...values };
  const names = new Map<NamesInput, string[]>();
  for (const input of inputs) {
    const given = own[input.property] as string[] | undefined;
    delete own[input.property];
    if (given !== undefined) names.set(input, given);
  }
  return { own, names };
}

/**
 * Links the rows that have these names, and no others that the user may see.
 *
 * @throws `SCHEMA_INVALID` for names that nobody has
 */
export async function linkNames(
  row: object,
  names: ReadonlyMap<NamesInput, string[]>,
  options: LinkOptions,
): Promise<void> {
  for (const [input, given] of names) {
    const rows = await rowsNamed(input, given, options);
    const collection = (row as Linked).related(input.named.relation);
    if (!options.isNew) {
      const hidden = await hiddenRows(collection, options.grantOf(input.relation));
      await collection.set([...rows, ...hidden]);
    } else if (rows.length > 0) await collection.add(...rows);
  }
}

/** Rows that stay linked: who is not shown them does not mean them by the names of the others. */
async function hiddenRows(collection: LinkedRows, grant: boolean | object): Promise<object[]> {
  if (grant === true) return [];
  const linked = collection.query();
  return grant === false ? linked : linked.exclude(grant);
}

async function rowsNamed(
  input: NamesInput,
  given: readonly string[],
  { user, grantOf }: LinkOptions,
): Promise<object[]> {
  if (given.length === 0) return [];
  const names = [...new Set(given)];
  const { named, relation } = input;
  const { model } = relation.target;
  const condition: object = { [named.by]: names };
  const visible = grantOf(relation);
  const rows = grantedOf(allOf(model).where(condition), visible);
  const found = new Map<unknown, object>();
  for (const one of (await rows) as Record<string, unknown>[]) found.set(one[named.by], one);
  const absent = names.filter((name) => !found.has(name));
  const creatable = absent.length > 0 && creationGrant(input, user);
  if (absent.length > 0 && creatable === false) refuse(input, given, absent);
  for (const name of absent) {
    const { row, isCreated } = await getOrCreate(input, name);
    // One that is there already was hidden from the user, unless somebody else has made it just now.
    const grant = isCreated ? creatable : visible;
    const own: object = { [named.by]: name };
    const isGranted = grant === true || (await grantedOf(allOf(model).where(own), grant).exists());
    if (!isGranted) refuse(input, given, [name]);
    found.set(name, row);
  }
  return names.map((name) => found.get(name)!);
}

/** Which rows the user may make by their names: all, none, or those that meet a condition. */
function creationGrant({ named, relation }: NamesInput, user: Identity): boolean | object {
  return named.creates !== false && modelGrant(relation.target.model, named.creates, user);
}

function getOrCreate({ named, relation }: NamesInput, name: string): Promise<Found> {
  const model = relation.target.model as unknown as { getOrCreate(where: Values): Promise<Found> };
  return model.getOrCreate({ [named.by]: name });
}
interface Found {
  readonly row: object;
  readonly isCreated: boolean;
}

function refuse(input: NamesInput, given: readonly string[], absent: readonly string[]): never {
  const problems: Problem[] = absent.map((name) =>
    missing(`${input.name}.${given.indexOf(name)}`, input.relation.target.name, name),
  );
  throw SCHEMA_INVALID(problems);
}
