import { snakeCase } from "../../core/index.ts";
import { type Field, int } from "../../schema/index.ts";
import { ModelBase } from "../model-base.ts";
import { declarationsOf } from "../models/declarations.ts";
import type { AnyModel } from "../models/model-class.ts";
import type { ManyRelation, OneRelation } from "../models/relations.ts";
import { type Drafts, DraftTable } from "./draft-table.ts";
import { RESERVED_NAMES } from "./reserved-names.ts";
import { suggestion } from "./target-of.ts";

/** The tables of the models with their columns; what they say of each other is not looked at yet. */
export function draftTables(models: readonly AnyModel[]): Drafts {
  const byModel = new Map<AnyModel, DraftTable>();
  const problems: string[] = [];
  const names = new Map<string, AnyModel>();
  for (const [index, model] of models.entries()) {
    if (!isModel(model)) {
      problems.push(notAModel(model, index));
      continue;
    }
    if (byModel.has(model)) continue;
    const other = names.get(model.modelName);
    if (other !== undefined) {
      problems.push(`Two models are named "${model.modelName}". Rename one of them.`);
      continue;
    }
    names.set(model.modelName, model);
    byModel.set(model, draftTable(model, problems));
  }
  return { byModel, problems };
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

function draftTable(model: AnyModel, problems: string[]): DraftTable {
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
  problems: string[],
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
    if ("relation" in value) {
      const relation = value.relation as OneRelation | ManyRelation;
      if (descriptor.get !== undefined) return relation;
      problems.push(
        `"${where}" is a relation given as a value. Write a getter: get ${property}() { return ${relation.kind}(…); }.`,
      );
      return undefined;
    }
  }
  problems.push(`"${where}" is neither a field nor a relation. Use text(), one(), …`);
  return undefined;
}

function addField(draft: DraftTable, property: string, field: Field, problems: string[]): void {
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
