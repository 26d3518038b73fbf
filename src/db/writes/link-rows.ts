import type { Database } from "../database.ts";
import { BAD_QUERY, NOT_FOUND } from "../errors.ts";
import { execute } from "../connections/execute.ts";
import { listOf, writeInsert } from "../sql/write-insert.ts";
import { encode } from "./row-values.ts";
import { prepare } from "../queries/prepare.ts";
import { SelectQuery } from "../queries/select-query.ts";
import type { SqlWriter } from "../sql/sql-writer.ts";
import type { ManyToMany, ToMany } from "../tables/table.ts";
import { hearsLinks, tellLinks } from "./tell-links.ts";
import { transactionOn } from "../connections/transaction.ts";

/**
 * Makes rows of the target belong to the row with `key`.
 *
 * @throws `DB_NOT_FOUND` when one of the targets is not there.
 */
export async function linkRows(
  database: Database,
  relation: ToMany | ManyToMany,
  key: unknown,
  targets: readonly unknown[],
): Promise<void> {
  if (targets.length === 0) return;
  // One statement is all or nothing by itself: a savepoint around it would take longer than it does.
  if (linksAtOnce(database, relation) >= targets.length) {
    return link(database, relation as ManyToMany, key, targets);
  }
  await transactionOn(database, async () => {
    if (relation.kind === "many") await pointAt(relation, targets, key);
    else if (!relation.join.isDerived) await createLinks(relation, key, targets);
    else await linkInTurn(database, relation, key, targets);
  });
}

/** How many links one statement makes: one where it has to be known which of them are new. */
function linksAtOnce(database: Database, relation: ToMany | ManyToMany): number {
  if (relation.kind === "many" || !relation.join.isDerived) return 0;
  return hearsLinks(database, relation.join) ? 0 : 100;
}

async function linkInTurn(
  database: Database,
  relation: ManyToMany,
  key: unknown,
  targets: readonly unknown[],
): Promise<void> {
  const size = Math.max(1, linksAtOnce(database, relation));
  for (let at = 0; at < targets.length; at += size) {
    await link(database, relation, key, targets.slice(at, at + size));
  }
}

/** Ends that rows of the target belong to the row with `key`; for those that do not, nothing happens. */
export async function unlinkRows(
  database: Database,
  relation: ToMany | ManyToMany,
  key: unknown,
  targets: readonly unknown[],
): Promise<void> {
  if (targets.length === 0) return;
  await transactionOn(database, async () => {
    if (relation.kind === "many") await release(relation, key, targets);
    else await linksBetween(relation, key, targets).delete();
  });
}

/** Sets the foreign key of the targets, through the model, so that its changes are heard. */
async function pointAt(
  { target, by }: ToMany,
  targets: readonly unknown[],
  key: unknown,
): Promise<void> {
  const { property } = target.key[0]!;
  const rows = SelectQuery.of(target.model).where({ [property]: { in: targets } });
  const found = await rows.update({ [by.property]: key });
  if (found === targets.length) return;
  const present = await rows.order().pluck(property);
  throw NOT_FOUND(
    target.name,
    targets.find((one) => !present.includes(one)),
  );
}

async function release(
  { target, by, deletesOrphans, property }: ToMany,
  key: unknown,
  targets: readonly unknown[],
): Promise<void> {
  const rows = SelectQuery.of(target.model).where({
    [target.key[0]!.property]: { in: targets },
    [by.property]: key,
  });
  if (deletesOrphans) await rows.delete();
  else if (by.field.facts.nullable) await rows.update({ [by.property]: null });
  else
    throw BAD_QUERY(
      target.name,
      `its "${by.property}" cannot be null; delete the rows, or declare "${property}" with orphans: "delete"`,
    );
}

async function link(
  database: Database,
  { join, near, far }: ManyToMany,
  key: unknown,
  targets: readonly unknown[],
): Promise<void> {
  const write = (w: SqlWriter): void => {
    writeInsert(w, join, [near, far], targets.length);
    w.mark(`${near.property}${targets.length}`);
    w.add(` on conflict (${listOf([near, far])}) do nothing`);
  };
  const { statement } = prepare(database, join, "link ", write, "writes");
  const own = encode(near, key, database.dialect);
  const values = targets.flatMap((target) => [own, encode(far, target, database.dialect)]);
  const { affected } = await execute(database, statement, values);
  if (affected > 0 && hearsLinks(database, join))
    await tellLinks(database, join, "link", { [near.property]: key, [far.property]: targets[0] });
}

function linksBetween(
  { join, near, far }: ManyToMany,
  key: unknown,
  targets: readonly unknown[],
): SelectQuery {
  return SelectQuery.of(join.model).where({
    [near.property]: key,
    [far.property]: { in: targets },
  });
}

/** A declared join model's links are rows of it, with what it says of new rows. */
async function createLinks(
  { join, near, far }: ManyToMany,
  key: unknown,
  targets: readonly unknown[],
): Promise<void> {
  const { getOrCreate } = join.model as unknown as { getOrCreate(where: object): Promise<unknown> };
  for (const target of targets)
    await getOrCreate.call(join.model, { [near.property]: key, [far.property]: target });
}
