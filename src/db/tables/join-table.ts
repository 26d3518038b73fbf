import { snakeCase } from "../../core/index.ts";
import { fieldOf } from "../../schema/index.ts";
import { declare } from "../models/declarations.ts";
import { type DeclaredRelation, type DraftColumn, type Drafts, DraftTable } from "./draft-table.ts";
import { ModelBase } from "../model-base.ts";
import type { AnyModel } from "../models/model-class.ts";
import type { ManyRelation } from "../models/relations.ts";
import { targetOf } from "./target-of.ts";
import type { Column, ManyToMany, Table } from "./table.ts";

/** The many-to-many relation to `target`: by a declared join model, or one made here. */
export function joinOf(
  drafts: Drafts,
  declared: DeclaredRelation<ManyRelation>,
  target: DraftTable,
): ManyToMany | undefined {
  const { property, relation } = declared;
  const { through } = relation;
  const ends =
    typeof through === "function"
      ? declaredJoin(drafts, { ...declared, relation: { ...relation, model: through } }, target)
      : derivedJoin(drafts, declared, target);
  if (ends === undefined) return undefined;
  const [near, far] = ends;
  return {
    kind: "manyToMany",
    property,
    target: target as unknown as Table,
    join: near.table,
    near,
    far,
  };
}

type Ends = readonly [near: DraftColumn, far: DraftColumn];

function declaredJoin(
  drafts: Drafts,
  declared: DeclaredRelation<ManyRelation>,
  target: DraftTable,
): Ends | undefined {
  const { draft, property, relation } = declared;
  const join = targetOf(drafts, declared);
  if (join === undefined) return undefined;
  const pointing = (at: DraftTable): DraftColumn[] =>
    join.columns.filter((column) => column.references?.table === (at as unknown as Table));
  const near = pointing(draft).find(
    (column) => relation.by === undefined || column.property === `${relation.by}Id`,
  );
  const far = pointing(target).find((column) => column !== near);
  if (near !== undefined && far !== undefined) return [near, far];
  drafts.problems.push(
    `"${draft.name}.${property}" goes through "${join.name}", which has no relations to both "${draft.name}" and "${target.name}".`,
  );
  return undefined;
}

/** Both sides of a relation find the same table by its name. */
function derivedJoin(
  { byModel, problems }: Drafts,
  { draft, property, relation }: DeclaredRelation<ManyRelation>,
  target: DraftTable,
): Ends | undefined {
  const isSelf = draft === target;
  const name =
    (relation.through as string | undefined) ??
    (isSelf
      ? `${draft.tableName}_${snakeCase(property)}`
      : [draft.tableName, target.tableName].toSorted().join("_"));
  const existing = [...byModel.values()].find(
    (other) => other.isDerived && other.tableName === name,
  );
  const join = existing ?? makeJoin(name, endsInOrder(draft, target, relation), relation.columns);
  if (existing === undefined) byModel.set(join.model, join);
  const [first, second] = join.columns as [DraftColumn, DraftColumn];
  const isReversed = isSelf
    ? relation.by === "to"
    : first.references?.table !== (draft as unknown as Table);
  const ends: Ends = isReversed ? [second, first] : [first, second];
  const other = relationBy(draft, ends[0]);
  if (other === undefined) return ends;
  problems.push(
    `"${draft.name}.${property}" and "${draft.name}.${other}" would have the same links, those of "${name}". Name a join table for one of them: many(() => ${target.model.name}, { through: "${draft.tableName}_${snakeCase(property)}" }).`,
  );
  return undefined;
}

/** The relation that goes through a join table from this end already. */
function relationBy(draft: DraftTable, near: DraftColumn): string | undefined {
  return [...draft.relations.values()].find(
    (relation) => relation.kind === "manyToMany" && relation.near === (near as unknown as Column),
  )?.property;
}

type EndTables = readonly [DraftTable, DraftTable];

/** By their names, so that the table stays as it is when the other side says `many` too, or says it first. */
function endsInOrder(draft: DraftTable, target: DraftTable, { columns }: ManyRelation): EndTables {
  const isReversed = columns === undefined && draft.tableName > target.tableName;
  return isReversed ? [target, draft] : [draft, target];
}

function makeJoin(name: string, ends: EndTables, columns: ManyRelation["columns"]): DraftTable {
  const isSelf = ends[0] === ends[1];
  const properties = isSelf ? ["from", "to"] : ends.map((end) => end.name);
  const join = new DraftTable(joinModel(name), name, true);
  for (const [index, end] of ends.entries()) {
    const property = properties[index]!;
    const [key] = end.key as [DraftColumn];
    const column = join.addColumn(
      `${property}Id`,
      columns?.[index] ?? `${snakeCase(property)}_id`,
      true,
    );
    const {
      default: _default,
      presence: _presence,
      unique: _unique,
      column: _column,
      ...facts
    } = key.field.facts;
    column.field = fieldOf({ ...facts, presence: "required", primaryKey: true });
    column.references = { table: end, column: key, onDelete: "cascade" };
    end.referencedBy.push(column);
    join.relations.set(property, {
      kind: "one",
      property,
      column,
      target: end as unknown as Table,
      isNullable: false,
    });
  }
  return join;
}

function joinModel(name: string): AnyModel {
  const joined = class extends ModelBase {
    static override readonly modelName = name;
    static override readonly fields = {};
  };
  Object.defineProperty(joined, "name", { value: name });
  declare(joined, { table: name });
  return joined;
}
