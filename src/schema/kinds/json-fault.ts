import type { Fault } from "./kind.ts";
import { characterFault, TEXT_MAX } from "./text-kinds.ts";

/** How deep a JSON value may be nested; deeper ones overflow the stack of what reads them later. */
export const JSON_DEPTH = 64;

/** What keeps a value from being stored as JSON and read back the same, or nothing. */
export function jsonFault(value: unknown): Fault | undefined {
  return faultOf(value, 1);
}

function faultOf(value: unknown, depth: number): Fault | undefined {
  switch (typeof value) {
    case "string":
      return textFault(value);
    case "boolean":
      return undefined;
    case "number":
      return Number.isFinite(value) ? undefined : notJson(String(value));
    case "object":
      return value === null ? undefined : partsFault(value, depth);
    default:
      return notJson(typeof value);
  }
}

function textFault(text: string): Fault | undefined {
  if (text.length > TEXT_MAX) {
    return { code: "max", message: "must have no text of more than 1,048,576 characters" };
  }
  return characterFault(text);
}

function partsFault(value: object, depth: number): Fault | undefined {
  if (depth > JSON_DEPTH) {
    return { code: "depth", message: `must not be nested more than ${JSON_DEPTH} levels deep` };
  }
  if (Array.isArray(value)) return itemsFault(value, depth);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    return notJson(`a ${value.constructor?.name ?? "class instance"}`);
  }
  return entriesFault(value, depth);
}

function itemsFault(items: readonly unknown[], depth: number): Fault | undefined {
  for (let index = 0; index < items.length; index++) {
    const found = faultOf(items[index], depth + 1);
    if (found !== undefined) return under(String(index), found);
  }
  return undefined;
}

function entriesFault(value: object, depth: number): Fault | undefined {
  for (const [key, part] of Object.entries(value)) {
    // The only key that changes what an object is when somebody copies it with `=`.
    if (key === "__proto__") return { code: "unknown", message: "is not allowed", path: key };
    const found =
      characterFault(key) ?? (part === undefined ? undefined : faultOf(part, depth + 1));
    if (found !== undefined) return under(key, found);
  }
  return undefined;
}

function under(key: string, { code, message, path }: Fault): Fault {
  // Where a value is nested too deeply matters less than that it is; the path would be the attack again.
  if (code === "depth") return { code, message };
  return { code, message, path: path === undefined ? key : `${key}.${path}` };
}

function notJson(what: string): Fault {
  return { code: "type", message: `must be a JSON value, not ${what}` };
}
