import type { Identity } from "../../core/index.ts";
import type { Grant, Query } from "../../db/index.ts";
import { SCHEMA_INVALID } from "../../schema/index.ts";
import { checkKeys, missing } from "./check-input.ts";
import { allOf, grantedOf } from "./granted-query.ts";
import type { NamesInput } from "./input-plan.ts";
import { combined, modelGrant, relatedGrants } from "./related-grants.ts";
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
 * that have the given names are linked, and of the others those stay that the user may not see or change.
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
    await linkNamed(row, input, given, { user, isNew, visible: grantOf(input.relation) });
  }
  return row;
}

interface Linking extends Writing {
  readonly visible: Grant<any>;
}

async function linkNamed(
  row: object,
  input: NamesInput,
  given: readonly string[],
  { user, isNew, visible }: Linking,
): Promise<void> {
  const { named, relation } = input;
  const rows = await rowsNamed(input, given, { user, visible });
  const { model } = relation.target;
  const isHolder = relation.kind === "many";
  const changeable = !isHolder || modelGrant(model, "update", user);
  const removable = !(isHolder && relation.deletesOrphans) || modelGrant(model, "delete", user);
  const meant = combined([visible, changeable, removable]);
  const collection = (row as Linked).related(named.relation);
  const others = isNew ? [] : await othersOf(collection, meant);
  const stay = new Set(others.map((one) => one[named.by]));
  const linked = rows.filter((one) => !stay.has(one[named.by]));
  // A row that holds the key itself is changed by it.
  if (isHolder) await requireChangeable(input, given, linked, changeable);
  if (!isNew) await collection.set([...linked, ...others]);
  else if (linked.length > 0) await collection.add(...linked);
}

/** Linked rows that stay so: who does not see them, or may not change them, does not mean them. */
async function othersOf(collection: LinkedRows, meant: Grant<any>): Promise<Values[]> {
  if (meant === true) return [];
  const linked = collection.query();
  return meant === false ? linked : linked.exclude(meant);
}

/** @throws `SCHEMA_INVALID` for names of rows whose own policy does not let the user change them */
async function requireChangeable(
  input: NamesInput,
  given: readonly string[],
  rows: readonly Values[],
  changeable: Grant<any>,
): Promise<void> {
  if (changeable === true || rows.length === 0) return;
  const { by } = input.named;
  const names = rows.map((one) => one[by] as string);
  const granted: readonly Values[] = await grantedOf(rowsOf(input, names), changeable);
  const met = new Set(granted.map((one) => one[by]));
  const refused = names.filter((name) => !met.has(name));
  if (refused.length > 0) throw unknownNames(input, given, refused);
}

async function rowsNamed(
  input: NamesInput,
  given: readonly string[],
  { user, visible }: { readonly user: Identity; readonly visible: Grant<any> },
): Promise<Values[]> {
  const names = [...new Set(given)];
  if (names.length === 0) return [];
  const rows: readonly Values[] = await grantedOf(rowsOf(input, names), visible);
  const found = new Map<unknown, Values>(rows.map((row) => [row[input.named.by], row]));
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
  readonly row: Values;
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
