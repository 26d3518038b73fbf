/** How names are written on the wire. */
export type WireNaming = "snake_case" | "camelCase";

/** Query parameters of resources whose values are names. */
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
    Object.entries(query).map(([name, value]) => [snakeCase(name), toWire(value, naming)]),
  );
}

/** A place in what was sent, `order.dueAt`, as problems name it. */
export function pathToWire(path: string, naming: WireNaming): string {
  return naming === "camelCase" ? path : snakeCase(path);
}

/** The query of a resource, some of whose values are names. */
export function listQueryToWire(
  query: Readonly<Record<string, unknown>>,
  naming: WireNaming,
): Record<string, unknown> {
  const wire = queryToWire(query, naming);
  if (naming === "camelCase") return wire;
  for (const name of NAMES_INSIDE) {
    const names = wire[name] as string | readonly string[] | undefined;
    if (names !== undefined) wire[name] = [names].flat().map(snakeCase);
  }
  return wire;
}

function renamed(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => renamed(one, rename));
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [rename(name), renamed(one, rename)]),
  );
}

/** A form, a file or a moment is sent as it is. */
function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
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
