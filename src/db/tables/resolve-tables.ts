import { type Field, int } from "../../schema/index.ts";
import { declarationsOf } from "../models/declarations.ts";
import { MODELS_INVALID, UNKNOWN_MODEL } from "../errors.ts";
import { DraftColumn, DraftTable } from "./draft-table.ts";
import { joinOf } from "./join-table.ts";
import { foreignKeyField } from "../models/foreign-key-field.ts";
import type { AnyModel } from "../models/model-class.ts";
import { constraintName, snakeCase } from "./names.ts";
import type { ManyRelation, OneRelation } from "../models/relations.ts";
import type { Column, Relation, Table, Tables } from "./table.ts";
import { type Problems, suggestion, targetOf } from "./target-of.ts";
import { reportTwins } from "./report-twins.ts";
import { RESERVED_NAMES } from "./reserved-names.ts";
import { ModelBase } from "../model-base.ts";

/**
 * Turns models into tables: columns, keys and relations, with all names looked up.
 *
 * @throws `DB_MODELS_INVALID` with every problem found.
 */
export function resolveTables(models: readonly AnyModel[]): Tables {
  const problems: Problems = [];
  const drafts = draftTables(models, problems);
  const given = [...drafts.values()];
  for (const draft of given) addForeignKeys(draft, drafts, problems);
  for (const draft of given) addCollections(draft, drafts, problems);
  for (const draft of drafts.values()) addDeclarations(draft, problems);
  reportTwins([...drafts.values()], problems);
  if (problems.length > 0) throw MODELS_INVALID(problems);
  return tablesOf(drafts);
}

function draftTables(models: readonly AnyModel[], problems: Problems): Map<AnyModel, DraftTable> {
  const drafts = new Map<AnyModel, DraftTable>();
  const names = new Map<string, AnyModel>();
  for (const [index, model] of models.entries()) {
    if (!isModel(model)) {
      problems.push(notAModel(model, index));
      continue;
    }
    if (drafts.has(model)) continue;
    const other = names.get(model.modelName);
    if (other !== undefined) {
      problems.push(`Two models are named "${model.modelName}". Rename one of them.`);
      continue;
    }
    names.set(model.modelName, model);
    drafts.set(model, draftTable(model, problems));
  }
  return drafts;
}

function isModel(value: unknown): value is AnyModel {
  return typeof value === "function" && value.prototype instanceof ModelBase;
}

function notAModel(value: unknown, index: number): string {
  const reason =
    value === undefined
      ? "is undefined: do two files import each other while they are loaded?"
      : `does not extend model(…), it is ${typeof value === "function" ? `"${value.name}"` : typeof value}.`;
  return `Number ${index + 1} of the list of models ${reason}`;
}

function draftTable(model: AnyModel, problems: Problems): DraftTable {
  const tableName = declarationsOf(model).table ?? snakeCase(model.modelName);
  const draft = new DraftTable(model, tableName);
  for (const [property, descriptor] of Object.entries(
    Object.getOwnPropertyDescriptors(model.fields),
  )) {
    const member = readMember(draft, property, descriptor, problems);
    if (member !== undefined) draft.members.set(property, member);
  }
  const hasKey = [...draft.members.values()].some((member) =>
    "facts" in member ? member.facts.primaryKey === true : member.kind === "one" && member.isKey,
  );
  const declared = draft.members.get("id");
  if (declared === undefined && !hasKey) {
    draft.members = new Map([["id", int().primaryKey()], ...draft.members]);
  } else if (declared !== undefined && "facts" in declared && declared.facts.primaryKey !== true) {
    draft.members.set("id", declared.primaryKey());
  }
  for (const [property, member] of draft.members) {
    if ("facts" in member) addField(draft, property, member, problems);
    else if (member.kind === "one")
      draft.addColumn(`${property}Id`, member.column ?? `${snakeCase(property)}_id`, member.isKey);
  }
  return draft;
}

function readMember(
  draft: DraftTable,
  property: string,
  descriptor: PropertyDescriptor,
  problems: Problems,
): Field | OneRelation | ManyRelation | undefined {
  const where = `${draft.name}.${property}`;
  if (RESERVED_NAMES.has(property)) {
    problems.push(`"${where}" has a name that every row uses itself. Choose another name.`);
    return undefined;
  }
  const value: unknown =
    descriptor.get === undefined ? descriptor.value : descriptor.get.call(draft.model.fields);
  if (typeof value === "object" && value !== null) {
    if ("facts" in value) return value as Field;
    if ("relation" in value) return value.relation as OneRelation | ManyRelation;
  }
  problems.push(`"${where}" is neither a field nor a relation. Use text(), one(), …`);
  return undefined;
}

function addField(draft: DraftTable, property: string, field: Field, problems: Problems): void {
  const { facts } = field;
  if (facts.presence === "optional" && !facts.nullable) {
    problems.push(
      `"${draft.name}.${property}" is optional(), but a column always has a value. Use nullable() or default(…).`,
    );
  }
  const source = facts.from;
  if (source !== undefined && !draft.members.has(source)) {
    problems.push(
      `"${draft.name}.${property}" is made from "${source}", which is not a field.${suggestion(source, [...draft.members.keys()])}`,
    );
  }
  const column = draft.addColumn(
    property,
    facts.column ?? snakeCase(property),
    facts.primaryKey === true,
  );
  column.field = field;
  column.isIdentity =
    column.isKey && property === "id" && facts.type === "int" && facts.default === undefined;
}

function addForeignKeys(
  draft: DraftTable,
  drafts: ReadonlyMap<AnyModel, DraftTable>,
  problems: Problems,
): void {
  for (const [property, member] of draft.members) {
    if ("facts" in member || member.kind !== "one") continue;
    const target = targetOf(draft, property, member, drafts, problems);
    if (target === undefined) continue;
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

function addCollections(
  draft: DraftTable,
  drafts: Map<AnyModel, DraftTable>,
  problems: Problems,
): void {
  for (const [property, member] of draft.members) {
    if ("facts" in member || member.kind !== "many") continue;
    const target = targetOf(draft, property, member, drafts, problems);
    if (target === undefined) continue;
    const relation =
      member.through === undefined
        ? collectionOf(draft, property, member, target, problems)
        : undefined;
    if (relation === "bad") continue;
    if (relation === undefined && member.orphans === "delete")
      problems.push(
        `"${draft.name}.${property}" deletes orphans, but its rows do not point back with a one(): rows of a join table are shared.`,
      );
    const found = relation ?? joinOf(draft, property, member, target, drafts, problems);
    if (found !== undefined) draft.relations.set(property, found);
  }
}

/** The foreign key of the target that points back; undefined where the two meet in a join table. */
function collectionOf(
  draft: DraftTable,
  property: string,
  relation: ManyRelation,
  target: DraftTable,
  problems: Problems,
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

function addDeclarations(draft: DraftTable, problems: Problems): void {
  const declared = declarationsOf(draft.model);
  draft.order = declared.order;
  for (const column of draft.columns)
    if (column.field?.facts.unique === true) draft.addUnique([column]);
  for (const { columns, name } of declared.uniques) {
    const found = columns.map((word) => columnNamed(draft, word, problems));
    if (found.every((column) => column !== undefined)) draft.addUnique(found, name);
  }
  for (const { columns, where, name } of declared.indexes) {
    const found = columns.map((word) => ({
      column: columnNamed(draft, word.replace(/^-/, ""), problems),
      isDescending: word.startsWith("-"),
    }));
    if (!found.every((part) => part.column !== undefined)) continue;
    const parts = found as { column: DraftColumn; isDescending: boolean }[];
    const derived = constraintName(
      draft.tableName,
      parts.map(({ column }) => column.name),
      where === undefined ? "idx" : "partial_idx",
    );
    draft.indexes.push({
      name: name ?? derived,
      columns: parts,
      ...(where !== undefined && { where }),
    });
  }
  draft.checks.push(...declared.checks);
  indexForeignKeys(draft);
}

function columnNamed(draft: DraftTable, word: string, problems: Problems): DraftColumn | undefined {
  const column = draft.columnOf.get(word) ?? draft.columnOf.get(`${word}Id`);
  if (column === undefined) {
    problems.push(
      `An index or unique of "${draft.name}" names "${word}", which is not a column.${suggestion(word, [...draft.columnOf.keys()])}`,
    );
  }
  return column;
}

/** PostgreSQL and SQLite do not index foreign keys by themselves; every delete of a target would scan. */
function indexForeignKeys(draft: DraftTable): void {
  for (const column of draft.columns) {
    if (column.references === undefined) continue;
    const leads = [
      draft.key,
      ...draft.uniques.map((unique) => unique.columns),
      ...draft.indexes
        .filter((index) => index.where === undefined)
        .map((index) => index.columns.map((part) => part.column)),
    ];
    if (leads.some(([first]) => first === column)) continue;
    draft.indexes.push({
      name: constraintName(draft.tableName, [column.name], "idx"),
      columns: [{ column, isDescending: false }],
    });
  }
}

function tablesOf(drafts: ReadonlyMap<AnyModel, DraftTable>): Tables {
  const all = inOrder([...drafts.values()]);
  const byName = new Map(all.map((table) => [table.name, table]));
  return {
    all,
    of(model) {
      const found = drafts.get(model);
      if (found === undefined) throw UNKNOWN_MODEL(model.modelName);
      return found;
    },
    byName: (name) => byName.get(name),
  };
}

/** Each table after those it points at, as far as cycles let it. */
function inOrder(drafts: readonly DraftTable[]): Table[] {
  const done = new Set<DraftTable>();
  const visit = (draft: DraftTable, path: ReadonlySet<DraftTable>): void => {
    if (done.has(draft) || path.has(draft)) return;
    const deeper = new Set([...path, draft]);
    for (const column of draft.columns) {
      if (column.references !== undefined)
        visit(column.references.table as unknown as DraftTable, deeper);
    }
    done.add(draft);
  };
  for (const draft of drafts) visit(draft, new Set());
  return [...done];
}
