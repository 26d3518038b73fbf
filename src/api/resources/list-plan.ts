import { didYouMean } from "../../core/index.ts";
import {
  choice,
  type Field,
  int,
  list,
  shape,
  type Shape,
  text,
  wireName,
} from "../../schema/index.ts";
import { type ColumnPath, columnPath, isText, pathName, unshown } from "./column-path.ts";
import type { Declaration } from "./declaration.ts";
import { type Filter, filtersOf, LIST_MAX, SEARCH_MAX } from "./filter.ts";
import { pages, type Pagination } from "./pagination.ts";
import type { AnyResourceOptions } from "./resource-options.ts";

/** What a list takes. */
export interface ListPlan {
  /** All parameters, by the names of the wire. */
  readonly query: Shape;
  readonly filters: readonly Filter[];
  readonly search: readonly ColumnPath[];
  /** By the names of the wire. */
  readonly orders: ReadonlyMap<string, ColumnPath>;
  readonly pagination: Pagination;
  /** The parameter for the size of a page, on the wire. */
  readonly sizeName: string;
}

/** What the list of a resource takes, by its options. */
export function listPlan(declaration: Declaration): ListPlan {
  const { options, naming, problems } = declaration;
  const { pagination = pages() } = options;
  const filters = filtersOf(declaration);
  const search = searchPaths(declaration);
  const orders = orderPaths(declaration, pagination);
  checkDefaultOrder(declaration, pagination);
  const sizeName = wireName("pageSize", naming);
  const usual: Readonly<Record<string, Field>> = {
    ...pageParameters(pagination, sizeName),
    ...(search.length > 0 && { search: text({ max: SEARCH_MAX }).optional() }),
    ...(orders.size > 0 && { ordering: orderingField([...orders.keys()]).optional() }),
    ...viewParameters(options),
  };
  for (const { name } of filters)
    if (Object.hasOwn(usual, name))
      problems.push(`filter: "${name}" is a parameter that this list has for something else`);
  const own = Object.fromEntries(filters.map(({ name, field }) => [name, field]));
  const query = shape({ ...usual, ...own }).rule(
    ({ after, before }: Readonly<Record<string, unknown>>) =>
      pagination.kind !== "cursors" || after === undefined || before === undefined,
    { message: "a page comes after a cursor or before one, not both" },
  );
  return { query, filters, search, orders, pagination, sizeName };
}

function searchPaths(declaration: Declaration): ColumnPath[] {
  const { options, problems } = declaration;
  const paths = (options.search ?? []).flatMap(
    (path) => columnPath(declaration, path, "search") ?? [],
  );
  for (const { path, column } of paths)
    if (!isText(column)) problems.push(`search: "${path}" is no text to look for words in`);
  return paths;
}

/** By the names of the wire. */
function orderPaths(declaration: Declaration, { kind }: Pagination): Map<string, ColumnPath> {
  const { options, naming, problems } = declaration;
  const orders = new Map<string, ColumnPath>();
  for (const path of options.orderBy ?? []) {
    const found = columnPath(declaration, path, "orderBy");
    if (found === undefined) continue;
    orders.set(pathName(path, naming), found);
    if (found.relations.some((relation) => relation.kind !== "one"))
      problems.push(`orderBy: "${path}" goes over many rows, so nothing is sorted by it`);
    else if (found.relations.length > 0 && kind === "cursors")
      problems.push(`orderBy: "${path}" is of another row, and pages by cursor go by own columns`);
  }
  return orders;
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

function pageParameters({ kind, max }: Pagination, sizeName: string): Record<string, Field> {
  const size = int({ min: 1, max }).optional();
  // Offsets of billions are somebody's mistake, and SQLite walks them all.
  if (kind === "offsets") return { limit: size, offset: int({ min: 0, max: 2 ** 31 }).optional() };
  if (kind === "pages") return { page: int({ min: 1, max: 2 ** 31 }).optional(), [sizeName]: size };
  const cursor = text({ max: 2000 }).optional();
  return { after: cursor, before: cursor, [sizeName]: size };
}

function orderingField(names: readonly string[]): Field {
  const all = names.flatMap((name) => [name, `-${name}`]);
  return list(choice(...(all as [string, ...string[]])), { min: 1, max: names.length });
}
