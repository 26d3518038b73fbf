import type { Query } from "../../db/index.ts";
import type { OutputNode } from "./output-node.ts";
import type { GrantOf } from "./read-args.ts";
import type { ResourcePlan } from "./resource-plan.ts";
import { type View, viewQuery } from "./view.ts";

/** The query of a view, with related rows as far as the user may see them; mostly that is the view's own. */
export function seenQuery(plan: ResourcePlan, view: View, grantOf: GrantOf): Query<any, any> {
  if (seesAll(view.node, grantOf)) return view.query;
  return viewQuery(view, plan.model, grantOf);
}

function seesAll({ fields }: OutputNode, grantOf: GrantOf): boolean {
  return fields.every(
    (field) =>
      field.kind !== "relation" ||
      (grantOf(field.relation) === true && seesAll(field.node, grantOf)),
  );
}
