import { didYouMean } from "../../core/index.ts";
import type { Column, Relation } from "../../db/index.ts";
import { type Naming, wireName } from "../../schema/index.ts";
import type { Declaration } from "./declaration.ts";
import type { GrantOf } from "./related-grants.ts";

/** A column of a row, or of one that it is related to. */
export interface ColumnPath {
  /** As it was declared: `"author.username"`. */
  readonly path: string;
  readonly relations: readonly Relation[];
  readonly column: Column;
}

/** Finds what a path names; a relation at its end stands for the key of its rows. */
export function columnPath(
  { table, options, problems }: Declaration,
  path: string,
  option: "filter" | "search" | "orderBy",
): ColumnPath | undefined {
  const relations: Relation[] = [];
  let at = table;
  const parts = path.split(".");
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    const column = at.columnOf.get(part);
    if (isLast && column !== undefined) {
      const isOwn = relations.length === 0;
      const why = unshown(column, isOwn ? options.writeOnly : []);
      if (why === undefined) return { path, relations, column };
      problems.push(`${option}: "${path}" is ${why}`);
      return undefined;
    }
    const relation = at.relations.get(part);
    if (relation === undefined) {
      const known = [...at.columnOf.keys(), ...at.relations.keys()];
      problems.push(`${option}: "${at.name}" has no "${part}".${didYouMean(part, known)}`);
      return undefined;
    }
    relations.push(relation);
    at = relation.target;
  }
  return { path, relations, column: at.key[0]! };
}

/** Why nobody may find out what stands in a column. */
export function unshown(
  { property, field }: Column,
  writeOnly: readonly string[] = [],
): "secret" | "write-only" | undefined {
  if (field.facts.secret === true) return "secret";
  return writeOnly.includes(property) ? "write-only" : undefined;
}

/** On the wire: `"author__username"`. */
export function pathName(path: string, naming: Naming): string {
  return path
    .split(".")
    .map((part) => wireName(part, naming))
    .join("__");
}

/** Whether words can be looked for in a column. */
export function isText({ field }: Column): boolean {
  return ["text", "slug", "email", "url", "choice"].includes(field.facts.type);
}

/**
 * A condition on the column at the end of a path, on rows that the user may see only: what is hidden in a
 * related row cannot be found out by filtering. Undefined where no such row can be seen at all.
 */
export function pathCondition(
  { relations, column }: ColumnPath,
  condition: unknown,
  grantOf: GrantOf,
): object | undefined {
  const last = relations.at(-1);
  const isKey = last?.kind === "one" && last.target.key[0] === column;
  if (!isKey || grantOf(last) !== true)
    return throughRelations(relations, { [column.property]: condition }, grantOf);
  // The key stands in the row itself.
  return throughRelations(relations.slice(0, -1), { [last.column.property]: condition }, grantOf);
}

/** Whether there is something at the end of a path. A related row that the user may not see is not there. */
export function nullCondition(
  path: ColumnPath,
  isNull: boolean,
  grantOf: GrantOf,
): object | undefined {
  const { relations, column } = path;
  const last = relations.at(-1);
  const isKey = last?.kind === "one" && last.target.key[0] === column;
  const grant = isKey ? grantOf(last) : true;
  if (grant === true) return pathCondition(path, { [isNull ? "eq" : "not"]: null }, grantOf);
  if (grant === false && !isNull) return undefined;
  const isThere = { [last!.property]: grant };
  const condition = grant === false ? {} : isNull ? { not: isThere } : isThere;
  return throughRelations(relations.slice(0, -1), condition, grantOf);
}

function throughRelations(
  relations: readonly Relation[],
  condition: object,
  grantOf: GrantOf,
): object | undefined {
  let inner = condition;
  for (const relation of relations.toReversed()) {
    const grant = grantOf(relation);
    if (grant === false) return undefined;
    inner = { [relation.property]: grant === true ? inner : bothOf(inner, grant) };
  }
  return inner;
}

/** Both conditions at once: an object means all of its keys, so two with one key in common are negated twice. */
export function bothOf(a: object, b: object): object {
  const isFree = !Array.isArray(a) && !Array.isArray(b);
  const isPlain = isFree && [a, b].every((one) => Object.getPrototypeOf(one) === Object.prototype);
  if (isPlain && Object.keys(a).every((key) => !Object.hasOwn(b, key))) return { ...a, ...b };
  return { not: [{ not: a }, { not: b }] };
}
