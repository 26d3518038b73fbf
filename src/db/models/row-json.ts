import { isPlainObject } from "../sql/plain-object.ts";
import { membersOf } from "./members.ts";
import type { AnyModel } from "./model-class.ts";

/**
 * What `JSON.stringify` makes the wire form of: the columns that are not secret, and what was loaded.
 *
 * Moments stay as they are, since JSON writes them in that form by itself; so do loaded rows, which it asks.
 */
export function rowJson(row: object): Record<string, unknown> {
  const { secrets } = membersOf(row.constructor as AnyModel);
  const json: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row))
    if (!secrets.includes(name)) json[name] = jsonOf(value);
  return json;
}

function jsonOf(value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Uint8Array)
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64");
  if (Array.isArray(value)) return value.map(jsonOf);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, jsonOf(item)]));
}
