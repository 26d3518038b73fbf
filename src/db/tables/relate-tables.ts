import { type Field, int } from "../../schema/index.ts";
import { foreignKeyField } from "../models/foreign-key-field.ts";
import type { ManyRelation, OnDelete } from "../models/relations.ts";
import type { DeclaredRelation, DraftColumn, Drafts, DraftTable } from "./draft-table.ts";
import { joinOf } from "./join-table.ts";
import type { Column, Relation, Table } from "./table.ts";
import { suggestion, targetOf } from "./target-of.ts";

const ON_DELETE: ReadonlySet<OnDelete> = new Set(["cascade", "setNull", "restrict"]);

/** The relations to one, and the foreign keys that they are. */
export function addForeignKeys(drafts: Drafts, draft: DraftTable): void {
  const { problems } = drafts;
  for (const [property, member] of draft.members) {
    if ("facts" in member || member.kind !== "one") continue;
    const target = targetOf(drafts, { draft, property, relation: member });
    if (target === undefined) continue;
    if (!ON_DELETE.has(member.onDelete)) {
      problems.push(
        `The onDelete of "${draft.name}.${property}" is ${JSON.stringify(member.onDelete)}. Use "cascade", "setNull" or "restrict".`,
      );
    }
    if (member.onDelete === "setNull" && !member.isNullable) {
      problems.push(
        `"${draft.name}.${property}" is set to null on delete, but is not nullable. Add .nullable().`,
      );
    }
    const [key, ...more] = target.key;
    if (key === undefined || more.length > 0) {
      problems.push(
        `"${draft.name}.${property}" points at "${target.name}", whose key is not one column.`,
      );
      continue;
    }
    const column = draft.columnOf.get(`${property}Id`)!;
    column.field = foreignKeyField(keyField(key), member);
    column.references = {
      table: target,
      column: key,
      onDelete: member.onDelete,
    };
    target.referencedBy.push(column);
    draft.relations.set(property, {
      kind: "one",
      property,
      column,
      target: target as unknown as Table,
      isNullable: member.isNullable,
    });
  }
}

/** A key that is itself a foreign key gets its field when that one is resolved; its target's key tells now. */
function keyField(key: DraftColumn): Field {
  return key.field ?? int();
}

/** The relations to many, by the foreign keys that are there, else by join tables. */
export function addCollections(drafts: Drafts, draft: DraftTable): void {
  for (const [property, member] of draft.members) {
    if ("facts" in member || member.kind !== "many") continue;
    const declared = { draft, property, relation: member };
    const target = targetOf(drafts, declared);
    if (target === undefined) continue;
    const relation =
      member.through === undefined ? collectionOf(declared, target, drafts.problems) : undefined;
    if (relation === "bad") continue;
    if (relation === undefined && member.orphans === "delete")
      drafts.problems.push(
        `"${draft.name}.${property}" deletes orphans, but its rows do not point back with a one(): rows of a join table are shared.`,
      );
    const found = relation ?? joinOf(drafts, declared, target);
    if (found !== undefined) draft.relations.set(property, found);
  }
}

/** The foreign key of the target that points back; undefined where the two meet in a join table. */
function collectionOf(
  { draft, property, relation }: DeclaredRelation<ManyRelation>,
  target: DraftTable,
  problems: string[],
): Relation | "bad" | undefined {
  const back = [...target.relations.values()].filter(
    (other) => other.kind === "one" && other.target === (draft as unknown as Table),
  );
  const where = `${draft.name}.${property}`;
  if (relation.by !== undefined) {
    const by = back.find((other) => other.property === relation.by);
    if (by?.kind === "one") return toMany(property, relation, target, by.column);
    problems.push(
      `"${where}" goes by "${target.name}.${relation.by}", which is not a relation to "${draft.name}".${suggestion(
        relation.by,
        back.map((other) => other.property),
      )}`,
    );
    return "bad";
  }
  const [only, ...more] = back;
  if (only === undefined) return undefined;
  if (more.length === 0 && only.kind === "one")
    return toMany(property, relation, target, only.column);
  problems.push(
    `"${where}" could go by ${back.map((other) => `"${other.property}"`).join(" or ")}. Say which: many(() => ${target.model.name}, "${only.property}").`,
  );
  return "bad";
}

function toMany(
  property: string,
  { orphans }: ManyRelation,
  target: DraftTable,
  by: Column,
): Relation {
  const deletesOrphans = orphans === "delete";
  return { kind: "many", property, target: target as unknown as Table, by, deletesOrphans };
}
