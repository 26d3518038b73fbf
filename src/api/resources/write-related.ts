import type { Identity } from "../../core/index.ts";
import type { Grant, Query } from "../../db/index.ts";
import { SCHEMA_INVALID } from "../../schema/index.ts";
import { checkKeys, missing } from "./check-input.ts";
import { allOf, grantedOf } from "./granted-query.ts";
import type { NamesInput } from "./input-plan.ts";
import { modelGrant, relatedGrants } from "./related-grants.ts";
import type { ResourcePlan } from "./resource-plan.ts";

type Values = Readonly<Record<string, unknown>>;
interface Linked {
  related(property: string): LinkedRows;
}
interface LinkedRows {
  query(): Query<any, any>;
  set(rows: readonly object[]): Promise<void>;
  add(...rows: readonly object[]): Promise<void>;
}

interface Writing {
  readonly user: Identity;
  /** The row has no links yet. */
  readonly isNew: boolean;
}

/**
 * Writes a row with the rows that its values name: keys of others are checked before it, and after it the rows
 * that have the given names are linked, and no others that the user may see.
 *
 * @param write Writes the row, by the values without the names.
 * @throws `SCHEMA_INVALID` (400) for keys and names that nobody has, or that are hidden
 */
export async function writeRelated(
  plan: ResourcePlan,
  values: Values,
  { user, isNew }: Writing,
  write: (own: Record<string, unknown>) => object | Promise<object>,
): Promise<object> {
  const grantOf = relatedGrants(plan, user);
  const own = { ...values };
  for (const { property } of plan.input.names) delete own[property];
  await checkKeys(plan.input, own, grantOf);
  const row = await write(own);
  for (const input of plan.input.names) {
    const given = values[input.property] as readonly string[] | undefined;
    if (given === undefined) continue;
    const visible = grantOf(input.relation);
    const rows = await rowsNamed(input, given, { user, visible });
    const collection = (row as Linked).related(input.named.relation);
    if (isNew && rows.length > 0) await collection.add(...rows);
    if (!isNew) await collection.set([...rows, ...(await hiddenRows(collection, visible))]);
  }
  return row;
}

/** Rows that stay linked: who is not shown them does not mean them by the names of the others. */
async function hiddenRows(collection: LinkedRows, visible: Grant<any>): Promise<object[]> {
  if (visible === true) return [];
  const linked = collection.query();
  return visible === false ? linked : linked.exclude(visible);
}

async function rowsNamed(
  input: NamesInput,
  given: readonly string[],
  { user, visible }: { readonly user: Identity; readonly visible: Grant<any> },
): Promise<object[]> {
  const names = [...new Set(given)];
  if (names.length === 0) return [];
  const rows: Record<string, unknown>[] = await grantedOf(rowsOf(input, names), visible);
  const found = new Map<unknown, object>(rows.map((row) => [row[input.named.by], row]));
  const absent = names.filter((name) => !found.has(name));
  const creatable = absent.length > 0 && creationGrant(input, user);
  if (absent.length > 0 && creatable === false) throw unknownNames(input, given, absent);
  for (const name of absent) {
    const { row, isCreated } = await getOrCreate(input, name);
    // One that is there already was hidden from the user, unless somebody else has made it just now.
    const grant = isCreated ? creatable : visible;
    const isGranted = grant === true || (await grantedOf(rowsOf(input, [name]), grant).exists());
    if (!isGranted) throw unknownNames(input, given, [name]);
    found.set(name, row);
  }
  return names.map((name) => found.get(name)!);
}

function rowsOf({ named, relation }: NamesInput, names: readonly string[]): Query<any, any> {
  const condition: object = { [named.by]: names };
  return allOf(relation.target.model).where(condition);
}

/** Which rows the user may make by their names: all, none, or those that meet a condition. */
function creationGrant({ named, relation }: NamesInput, user: Identity): Grant<any> {
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

function unknownNames(
  { name: member, relation }: NamesInput,
  given: readonly string[],
  unknown: readonly string[],
): Error {
  return SCHEMA_INVALID(
    unknown.map((name) => missing(`${member}.${given.indexOf(name)}`, relation.target.name, name)),
  );
}
