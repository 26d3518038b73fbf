/** How names are written in requests and answers. */
export type Naming = "snake_case" | "camelCase";

/** The name on the wire of a property in code: `createdAt` is `created_at`, or stays as it is. */
export function wireName(property: string, naming: Naming): string {
  if (naming === "camelCase") return property;
  return property
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();
}
