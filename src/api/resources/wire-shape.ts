import { codecOf, shape, type Field, type Shape } from "../../schema/index.ts";
import { type Naming, wireName } from "./naming.ts";

/** What is declared for a body or a query: checked by the names of the wire, handed on by those of the code. */
export interface WireSchema {
  /** Undefined for the schema of another library, whose names are left as they are. */
  readonly shape: Shape | undefined;
  readonly given: object;
  readonly toCode: (value: unknown) => unknown;
  /** What is sent of a value, or of each of a list: only what is declared. */
  readonly fromCode: (value: unknown) => unknown;
}

/** Translates the names of a map of fields or of a shape, one level deep. */
export function wireSchema(given: object, naming: Naming): WireSchema {
  const fields = fieldsOf(given);
  if (fields === undefined) return { shape: undefined, given, toCode: same, fromCode: same };
  const names = Object.keys(fields).map(
    (property) => [property, wireName(property, naming)] as const,
  );
  const toCode = (value: unknown): unknown => {
    const all = value as Record<string, unknown>;
    return Object.fromEntries(
      names.flatMap(([property, name]) => (all[name] === undefined ? [] : [[property, all[name]]])),
    );
  };
  let wire = shape(Object.fromEntries(names.map(([property, name]) => [name, fields[property]!])));
  const { rules = [] } = given as Partial<Shape>;
  for (const { accept, path, message, code } of rules) {
    wire = wire.rule((value) => accept(toCode(value) as never), {
      ...(path !== "" && { path: wireName(path, naming) }),
      message,
      code,
    });
  }
  return { shape: wire, given, toCode, fromCode: sender(names, fields) };
}

const same = (value: unknown): unknown => value;

function sender(
  names: readonly (readonly [string, string])[],
  fields: Readonly<Record<string, Field>>,
): (value: unknown) => unknown {
  const members = names.map(
    ([property, name]) => [property, name, codecOf(fields[property]!)?.encode ?? same] as const,
  );
  const send = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(send);
    if (typeof value !== "object" || value === null) return value;
    const all = value as Record<string, unknown>;
    return Object.fromEntries(
      members.map(([property, name, encode]) => [name, encode(all[property])]),
    );
  };
  return send;
}

function fieldsOf(given: object): Record<string, Field> | undefined {
  if (!("~standard" in given)) return given as Record<string, Field>;
  return "fields" in given ? (given.fields as Record<string, Field>) : undefined;
}
