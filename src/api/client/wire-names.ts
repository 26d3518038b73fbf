/** How names are written on the wire. */
export type WireNaming = "snake_case" | "camelCase";

/** Query parameters whose values are names. */
const NAMES_INSIDE = ["ordering", "fields", "expand"];

/** The names of a body as the server has them. */
export function toWire(value: unknown, naming: WireNaming): unknown {
  return naming === "camelCase" ? value : renamed(value, snakeCase);
}

export function fromWire(value: unknown, naming: WireNaming): unknown {
  return naming === "camelCase" ? value : renamed(value, camelCase);
}

export function queryToWire(
  query: Readonly<Record<string, unknown>>,
  naming: WireNaming,
): Record<string, unknown> {
  if (naming === "camelCase") return { ...query };
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      snakeCase(name),
      NAMES_INSIDE.includes(name) ? [value].flat().map((one) => snakeCase(String(one))) : value,
    ]),
  );
}

function renamed(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => renamed(one, rename));
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [rename(name), renamed(one, rename)]),
  );
}

/** As the server does it: `createdAt__gte` is `created_at__gte`. */
function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();
}

function camelCase(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])_([a-z0-9])/g, (_all, letter: string) =>
    letter.toUpperCase(),
  );
}
