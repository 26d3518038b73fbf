import type { Database } from "./database.ts";
import { BAD_QUERY } from "./errors.ts";
import { execute } from "./execute.ts";
import { signalsOf } from "./model-signals.ts";
import { encode } from "./row-values.ts";
import { prepare } from "./run-select.ts";
import { SelectQuery } from "./select-query.ts";
import type { ManyToMany, ToMany } from "./table.ts";
import { inTransaction, tellLinked } from "./tell-changes.ts";
import { writeInsert } from "./insert-rows.ts";

/** Makes rows of the target belong to the row with `key`. */
export async function linkRows(database: Database, relation: ToMany | ManyToMany, key: unknown, targets: readonly unknown[]): Promise<void> {
  if (targets.length === 0) return;
  await inTransaction(database, async () => {
    if (relation.kind === "many") await pointAt(relation, targets, key);
    else if (relation.join.isDerived) for (const target of targets) await link(database, relation, key, target);
    else await createLinks(relation, key, targets);
  });
}

export async function unlinkRows(database: Database, relation: ToMany | ManyToMany, key: unknown, targets: readonly unknown[]): Promise<void> {
  if (targets.length === 0) return;
  if (relation.kind === "many") {
    if (relation.by.field.facts.nullable) return inTransaction(database, () => pointAt(relation, targets, null, key));
    throw BAD_QUERY(relation.by.table.name, `its "${relation.by.property}" cannot be null, so rows are deleted, not removed`);
  }
  await inTransaction(database, async () => {
    if (relation.join.isDerived) return unlink(database, relation, key, targets);
    await linksBetween(relation, key, targets).delete();
  });
}

/** Sets the foreign key of the targets, through the model, so that its changes are heard. */
async function pointAt(relation: ToMany, targets: readonly unknown[], key: unknown, from?: unknown): Promise<void> {
  const { target, by } = relation;
  const rows = SelectQuery.of(target.model).where({ [target.key[0]!.property]: { in: targets } });
  await (from === undefined ? rows : rows.where({ [by.property]: from })).update({ [by.property]: key });
}

async function link(database: Database, relation: ManyToMany, key: unknown, target: unknown): Promise<void> {
  const { join, near, far } = relation;
  const { statement } = prepare(database, join, "link ", (w) => {
    writeInsert(w, join, [near, far], 1);
    w.mark(near.property);
    w.add(` on conflict (${near.quoted}, ${far.quoted}) do nothing`);
  }, "writes");
  const values = [encode(near, key, database.dialect), encode(far, target, database.dialect)];
  const { affected } = await execute(database, statement, values);
  if (affected > 0) await tell(database, relation, "link", key, target);
}

async function unlink(database: Database, relation: ManyToMany, key: unknown, targets: readonly unknown[]): Promise<void> {
  const links = linksBetween(relation, key, targets);
  const isHeard = database.events.isHeard(signalsOf(relation.near.references!.table.model).linked);
  const present = isHeard ? await links.order().pluck(relation.far.property) : [];
  await links.delete();
  for (const target of present) await tell(database, relation, "unlink", key, target);
}

function linksBetween({ join, near, far }: ManyToMany, key: unknown, targets: readonly unknown[]): SelectQuery {
  return SelectQuery.of(join.model).where({ [near.property]: key, [far.property]: { in: targets } });
}

/** A declared join model's links are rows of it, with what it says of new rows. */
async function createLinks({ join, near, far }: ManyToMany, key: unknown, targets: readonly unknown[]): Promise<void> {
  for (const target of targets) {
    const link = { [near.property]: key, [far.property]: target };
    await (join.model as unknown as { getOrCreate(where: object): Promise<unknown> }).getOrCreate(link);
  }
}

function tell(database: Database, relation: ManyToMany, operation: "link" | "unlink", key: unknown, target: unknown): void | Promise<void> {
  const isHeard = database.events.isHeard(signalsOf(relation.near.references!.table.model).linked);
  return isHeard ? tellLinked(database, relation, operation, key, target) : undefined;
}
