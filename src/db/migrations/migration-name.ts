import type { Operation } from "./operation.ts";

const LONGEST_NAME = 52;

/** Names a migration after what it does: `add_post_views`, `add_post_views_index_post_views_and_2_more`. */
export function nameOfOperations(operations: readonly Operation[]): string {
  const titles = operations.map(({ title }) => title.toLowerCase().replaceAll(/[^a-z0-9_]+/g, "_"));
  let name = titles[0] ?? "empty";
  if (name.length > LONGEST_NAME) name = name.slice(0, LONGEST_NAME).replace(/_+$/, "");
  for (const [at, title] of titles.entries()) {
    if (at === 0) continue;
    const longer = `${name}_${title}`;
    if (longer.length > LONGEST_NAME) return `${name}_and_${titles.length - at}_more`;
    name = longer;
  }
  return name;
}
