import { NO_ROW } from "./granted-query.ts";
import type { OutputNode } from "./output-node.ts";
import type { GrantOf } from "./related-grants.ts";

/** An argument of `with`, loosely: what is loaded with the rows, and under which conditions. */
export type RelatedArgs = Record<string, Record<string, unknown>>;

/**
 * What is to be loaded for a node, as an argument of `with`, narrowed to what the user may see.
 *
 * @param isWire Only the columns that are shown; instances are loaded whole.
 */
export function relatedArgs(node: OutputNode, isWire: boolean, grantOf: GrantOf): RelatedArgs {
  const args: RelatedArgs = {};
  for (const field of node.fields) {
    if (field.kind !== "relation") continue;
    const { relation, property } = field;
    const inner = relatedArgs(field.node, isWire, grantOf);
    const columns = columnsOf(field.node);
    const grant = grantOf(relation);
    const narrowing = relation.kind === "one" ? "onlyIf" : "where";
    args[property] = {
      ...(isWire && { select: columns.length > 0 ? columns : [relation.target.key[0]!.property] }),
      ...(Object.keys(inner).length > 0 && { with: [inner] }),
      ...(grant !== true && { [narrowing]: grant === false ? NO_ROW : grant }),
    };
  }
  return args;
}

/** The columns that a node shows, by property. */
export function columnsOf(node: OutputNode): string[] {
  return node.fields.flatMap((field) => (field.kind === "column" ? field.property : []));
}
