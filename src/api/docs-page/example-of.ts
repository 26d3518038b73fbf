import type { JsonSchema } from "../../schema/index.ts";
import type { OpenapiDocument } from "../openapi/openapi-options.ts";
import { resolve } from "./schema-view.ts";

const BY_FORMAT: Readonly<Record<string, string>> = {
  date: "2026-11-20",
  "date-time": "2026-11-20T09:16:30Z",
  email: "ada@example.com",
  uri: "https://example.com/",
  uuid: "018f3f6e-7b1c-7c3a-9d7e-0123456789ab",
};

/** A value to begin with, as the schema says: its example, its default, or the smallest that fits. */
export function exampleOf(schema: JsonSchema, document: OpenapiDocument, depth = 0): unknown {
  const real = resolve(schema, document);
  const [first] = (real["examples"] as unknown[] | undefined) ?? [];
  if (first !== undefined) return first;
  if (real["default"] !== undefined) return real["default"];
  const [choice] = (real["enum"] as unknown[] | undefined) ?? [];
  if (choice !== undefined) return choice;
  const [any] = ((real["anyOf"] ?? real["oneOf"]) as JsonSchema[] | undefined) ?? [];
  if (any !== undefined) return exampleOf(any, document, depth);
  return plain(real, document, depth);
}

function plain(schema: JsonSchema, document: OpenapiDocument, depth: number): unknown {
  switch ([schema["type"]].flat()[0]) {
    case "object": {
      const properties = (schema["properties"] ?? {}) as Record<string, JsonSchema>;
      if (depth > 3) return {};
      return Object.fromEntries(
        Object.entries(properties)
          .filter(([, member]) => member["readOnly"] !== true)
          .map(([name, member]) => [name, exampleOf(member, document, depth + 1)]),
      );
    }
    case "array":
      return depth > 3
        ? []
        : [exampleOf((schema["items"] ?? {}) as JsonSchema, document, depth + 1)];
    case "integer":
    case "number":
      return Math.max(1, (schema["minimum"] as number | undefined) ?? 1);
    case "boolean":
      return false;
    case "string":
      return BY_FORMAT[String(schema["format"])] ?? "text";
    default:
      return null;
  }
}
