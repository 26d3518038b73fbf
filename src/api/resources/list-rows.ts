import type { Query } from "../../db/index.ts";
import { NAME_REFUSED } from "../errors.ts";
import type { OperationInput } from "./answer.ts";
import { type ColumnPath, nullCondition, pathCondition } from "./column-path.ts";
import type { ListPlan } from "./list-plan.ts";
import { NO_ROW } from "./granted-query.ts";
import { paginated } from "./paginated.ts";
import { parseOptionalQuery } from "./parse-query.ts";
import { granted } from "./permission.ts";
import { type GrantOf, relatedGrants } from "./related-grants.ts";
import { type ResourcePlan, viewFor } from "./resource-plan.ts";
import { seenQuery } from "./view.ts";

type Params = Readonly<Record<string, unknown>>;
export type Rows = Query<any, any>;

/**
 * A page of the rows that the user may see, narrowed and sorted as the request asks.
 *
 * @param narrow Leaves some of them, for an action on the list.
 */
export async function listRows(
  plan: ResourcePlan,
  { request }: OperationInput,
  narrow: (rows: Rows) => Rows = (rows) => rows,
): Promise<unknown> {
  const { user } = request;
  const grant = granted(plan.options, "read", user);
  const params = parseOptionalQuery(plan.list.query, request);
  const view = viewFor(plan, params);
  const grantOf = relatedGrants(plan, user);
  let query = seenQuery(view, grantOf);
  if (grant !== true) query = query.where(possible(grant, plan.list, params));
  query = filtered(plan.list, narrow(byDefault(plan, query)), params, grantOf);
  query = asAsked(plan, query, params, grantOf);
  return paginated({ list: plan.list, view, params, request }, query);
}

/**
 * What a rule grants, without the alternatives that the request has left out: of `?status=draft` nothing is
 * published. Databases do not see that, and go through all that is.
 */
function possible(grant: object, { filters }: ListPlan, params: Params): object {
  if (!Array.isArray(grant)) return grant;
  // A rule may write the decimal 5.00 as 5.
  const asked = filters.filter(
    ({ operator, name, path }) =>
      operator === "eq" && params[name] !== undefined && path.column.field.facts.type !== "decimal",
  );
  const isLeftOut = (part: object): boolean =>
    asked.some(({ name, path }) => {
      const wanted = (part as Params)[path.path];
      const isPlain = wanted !== null && typeof wanted !== "object";
      return isPlain && typeof wanted === typeof params[name] && wanted !== params[name];
    });
  return grant.filter((part) => !isLeftOut(part as object));
}

function filtered(list: ListPlan, query: Rows, params: Params, grantOf: GrantOf): Rows {
  let narrowed = query;
  for (const { name, path, operator } of list.filters) {
    if (params[name] === undefined) continue;
    const value = params[name];
    const condition =
      operator === "isNull"
        ? nullCondition(path, value === true, grantOf)
        : pathCondition(path, operator === "eq" ? value : { [operator]: value }, grantOf);
    narrowed = narrowed.where(condition ?? NO_ROW);
  }
  const search = params["search"] as string | undefined;
  return search === undefined ? narrowed : searched(list.search, narrowed, search, grantOf);
}

const WORDS_MAX = 10;

/** Each word has to be in one of the columns. */
function searched(
  paths: readonly ColumnPath[],
  query: Rows,
  search: string,
  grantOf: GrantOf,
): Rows {
  const words = search.split(/\s+/).filter(Boolean).slice(0, WORDS_MAX);
  return words.reduce((narrowed, word) => {
    const places = paths.flatMap((path) => pathCondition(path, { icontains: word }, grantOf) ?? []);
    return narrowed.where(places);
  }, query);
}

function byDefault(plan: ResourcePlan, query: Rows): Rows {
  const { defaultOrder } = plan.options;
  if (defaultOrder === undefined && plan.list.pagination.kind !== "offsets") return query;
  return ordered(plan, query, [defaultOrder ?? plan.table.order].flat());
}

function asAsked(plan: ResourcePlan, query: Rows, params: Params, grantOf: GrantOf): Rows {
  const wanted = params["ordering"] as string[] | undefined;
  if (wanted === undefined) return query;
  return ordered(
    plan,
    query,
    wanted.map((name) => orderTerm(plan.list, name, grantOf)),
  );
}

function ordered(plan: ResourcePlan, query: Rows, terms: readonly unknown[]): Rows {
  return query.order(...([...terms, ...tieBreak(plan, terms)] as never[]));
}

/** Without it, rows that are equal by the order might come on two parts of the list, or on none. */
function tieBreak({ table, list }: ResourcePlan, terms: readonly unknown[]): string[] {
  if (list.pagination.kind !== "offsets") return [];
  const last = terms.at(-1);
  const sign = typeof last === "string" && last.startsWith("-") ? "-" : "";
  return table.key
    .filter(({ property }) => !terms.includes(property) && !terms.includes(`-${property}`))
    .map(({ property }) => sign + property);
}

/** @throws `API_NAME_REFUSED` for related rows that the user may not all see: their order would tell of them */
function orderTerm({ orders }: ListPlan, name: string, grantOf: GrantOf): unknown {
  const isDescending = name.startsWith("-");
  const path = orders.get(isDescending ? name.slice(1) : name)!;
  const isSeen = (path: ColumnPath): boolean =>
    path.relations.every((relation) => grantOf(relation) === true);
  if (!isSeen(path)) {
    const known = [...orders].filter(([, one]) => isSeen(one)).map(([one]) => one);
    throw NAME_REFUSED("ordering", name, known);
  }
  let term: unknown = `${isDescending ? "-" : ""}${path.column.property}`;
  for (const { property } of path.relations.toReversed()) term = { [property]: term };
  return term;
}
