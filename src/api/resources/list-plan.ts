import { didYouMean } from "../../core/index.ts";
import type { Column } from "../../db/index.ts";
import {
  bool,
  choice,
  type Field,
  fieldOf,
  int,
  list,
  type Naming,
  shape,
  type Shape,
  text,
  wireName,
} from "../../schema/index.ts";
import { type ColumnPath, columnPath, unshown } from "./column-path.ts";
import {
  COMPARISONS,
  type FilterOperator,
  isTextComparison,
  TEXT_COMPARISONS,
} from "./filter-operators.ts";
import type { Declaration } from "./declaration.ts";
import { pages, type Pagination } from "./pagination.ts";
import type { AnyResourceOptions } from "./resource-options.ts";
import { valueField } from "./value-field.ts";

/** A parameter of a list that narrows it. */
export interface Filter {
  /** On the wire: `"created_at__gte"`. */
  readonly name: string;
  readonly path: ColumnPath;
  readonly operator: FilterOperator;
  readonly field: Field;
}

/** What a list takes. */
export interface ListPlan {
  /** All parameters, by the names of the wire. */
  readonly query: Shape;
  readonly filters: readonly Filter[];
  readonly search: readonly ColumnPath[];
  /** By the names of the wire. */
  readonly orders: ReadonlyMap<string, ColumnPath>;
  readonly pagination: Pagination;
  readonly names: ParameterNames;
}

/** Names of the parameters that lists have anyway, on the wire. */
export interface ParameterNames {
  readonly pageSize: string;
}

/** Values that a list in a parameter may have. */
const LIST_MAX = 100;
const SEARCH_MAX = 200;
/** Characters of a text to compare with. */
const VALUE_MAX = 1000;

/** What the list of a resource takes, by its options. */
export function listPlan(declaration: Declaration): ListPlan {
  const { options, naming, problems } = declaration;
  const { pagination = pages() } = options;
  const filters = (options.filter ?? []).flatMap((one) => {
    const entries = typeof one === "string" ? [[one, ["eq"]] as const] : Object.entries(one);
    return entries.flatMap(([path, operators]) =>
      (operators ?? []).flatMap((operator) => filterOf(declaration, path, operator)),
    );
  });
  const paths = (option: "search" | "orderBy"): ColumnPath[] =>
    (options[option] ?? []).flatMap((path) => columnPath(declaration, path, option) ?? []);
  const search = paths("search");
  for (const { path, column } of search)
    if (!isText(column)) problems.push(`search: "${path}" is no text to look for words in`);
  const orders = new Map(paths("orderBy").map((path) => [pathName(path.path, naming), path]));
  for (const path of orders.values()) {
    if (path.relations.some(({ kind }) => kind !== "one"))
      problems.push(`orderBy: "${path.path}" goes over many rows, so nothing is sorted by it`);
    else if (path.relations.length > 0 && pagination.kind === "cursors")
      problems.push(
        `orderBy: "${path.path}" is of another row, and pages by cursor go by own columns`,
      );
  }
  checkDefaultOrder(declaration, pagination);
  const names = { pageSize: wireName("pageSize", naming) };
  const usual = {
    ...pageParameters(pagination, names),
    ...(search.length > 0 && { search: text({ max: SEARCH_MAX }).optional() }),
    ...(orders.size > 0 && { ordering: orderingField([...orders.keys()]).optional() }),
    ...viewParameters(options),
  };
  for (const { name } of filters)
    if (Object.hasOwn(usual, name))
      problems.push(`filter: "${name}" is a parameter that this list has for something else`);
  const query = shape({
    ...usual,
    ...Object.fromEntries(filters.map(({ name, field }) => [name, field])),
  });
  return { query, filters, search, orders, pagination, names };
}

/** A cursor holds the values of the row that it stands at, for everybody to read. */
function checkDefaultOrder({ table, options, problems }: Declaration, { kind }: Pagination): void {
  const { defaultOrder, writeOnly } = options;
  for (const term of [defaultOrder ?? table.order].flat()) {
    const name = typeof term === "string" ? term.replace(/^-/, "") : "";
    const column = table.columnOf.get(name);
    if (column === undefined && defaultOrder !== undefined)
      problems.push(
        `defaultOrder: "${name}" is no column of "${table.name}".${didYouMean(name, table.columnOf.keys())}`,
      );
    const why = column && kind === "cursors" && unshown(column, writeOnly);
    if (why) problems.push(`pages by cursor would tell "${name}", which is ${why}`);
  }
}

/** The parameters by which any answer of a resource is shaped. */
export function viewParameters(options: AnyResourceOptions): Record<string, Field> {
  const expand = Object.keys(options.expand ?? {});
  return {
    fields: list(text({ max: 100 }), { min: 1, max: LIST_MAX }).optional(),
    ...(expand.length > 0 && { expand: list(text({ max: 100 }), { max: LIST_MAX }).optional() }),
  };
}

function pageParameters({ kind, max }: Pagination, names: ParameterNames): Record<string, Field> {
  const size = int({ min: 1, max }).optional();
  // Offsets of billions are somebody's mistake, and SQLite walks them all.
  if (kind === "offsets") return { limit: size, offset: int({ min: 0, max: 2 ** 31 }).optional() };
  if (kind === "pages")
    return { page: int({ min: 1, max: 2 ** 31 }).optional(), [names.pageSize]: size };
  const cursor = text({ max: 2000 }).optional();
  return { after: cursor, before: cursor, [names.pageSize]: size };
}

function orderingField(names: readonly string[]): Field {
  const all = names.flatMap((name) => [name, `-${name}`]);
  return list(choice(...(all as [string, ...string[]])), { min: 1, max: names.length });
}

function filterOf(declaration: Declaration, path: string, operator: FilterOperator): Filter[] {
  const { naming, problems } = declaration;
  const found = columnPath(declaration, path, "filter");
  if (found === undefined) return [];
  const known = operatorsOf(found.column);
  if (!known.includes(operator)) {
    problems.push(
      `filter: "${path}" cannot be compared by "${operator}", only by ${known.join(", ")}`,
    );
    return [];
  }
  const name =
    pathName(path, naming) + (operator === "eq" ? "" : `__${wireName(operator, naming)}`);
  const own = operator === "isNull" ? keyPath(found) : found;
  return [{ name, path: own, operator, field: filterField(found.column, operator).optional() }];
}

/** Whether there is a related row stands in the row itself. */
function keyPath(found: ColumnPath): ColumnPath {
  const last = found.relations.at(-1);
  if (last?.kind !== "one" || last.target.key[0] !== found.column) return found;
  return { ...found, relations: found.relations.slice(0, -1), column: last.column };
}

/** Values of JSON in an address would be read as operators. */
function operatorsOf(column: Column): readonly FilterOperator[] {
  const { type } = column.field.facts;
  if (type === "json" || type === "list") return ["isNull"];
  return isText(column) ? [...COMPARISONS, ...TEXT_COMPARISONS] : COMPARISONS;
}

function isText({ field }: Column): boolean {
  return field.facts.type === "choice" || isFreeText(field);
}

function isFreeText({ facts }: Field): boolean {
  return ["text", "slug", "email", "url"].includes(facts.type);
}

/** A value to compare with: of the column's type, but without what only matters where it is written. */
function filterField(column: Column, operator: FilterOperator): Field {
  if (operator === "isNull") return bool();
  if (isTextComparison(operator)) return text({ max: SEARCH_MAX });
  const plain = valueField(column);
  const {
    min: _min,
    max: _max,
    pattern: _pattern,
    rules: _rules,
    range: _range,
    auto: _auto,
    ...facts
  } = plain.facts;
  const value = fieldOf(isFreeText(plain) ? { ...facts, type: "text", max: VALUE_MAX } : facts);
  return operator === "in" || operator === "notIn" ? list(value, { min: 1, max: LIST_MAX }) : value;
}

function pathName(path: string, naming: Naming): string {
  return path
    .split(".")
    .map((part) => wireName(part, naming))
    .join("__");
}
