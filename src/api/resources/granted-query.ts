import type { AnyModel, Grant, Query } from "../../db/index.ts";

/** No row meets it. */
export const NO_ROW: object = [];

/** All rows of a model that is known only when the app runs. */
export function allOf(model: AnyModel): Query<any, any> {
  return (model as unknown as { all(): Query<any, any> }).all();
}

/** The rows of a query that a rule grants. */
export function grantedOf(query: Query<any, any>, grant: Grant<any>): Query<any, any> {
  if (grant === true) return query;
  return query.where(grant === false ? NO_ROW : grant);
}
