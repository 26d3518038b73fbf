import { html, type SafeHtml } from "../../http/index.ts";
import type { JsonSchema } from "../../schema/index.ts";
import type { OpenapiDocument } from "../openapi/openapi-options.ts";

/** Deeper, only names are told. */
const DEEPEST = 4;

/** The members of an object, or the type of what is none. */
export function schemaView(schema: JsonSchema, document: OpenapiDocument, depth = 0): SafeHtml {
  const real = resolve(schema, document);
  if (depth > DEEPEST) return html`<p>${typeText(schema, document)}</p>`;
  if (real["type"] === "array") {
    return html`<p>${typeText(schema, document)}</p>${schemaView(real["items"] as JsonSchema, document, depth + 1)}`;
  }
  const properties = real["properties"] as Record<string, JsonSchema> | undefined;
  if (properties === undefined) return html`<p>${typeText(schema, document)}</p>`;
  const required = (real["required"] as string[] | undefined) ?? [];
  return html`<ul class="schema">${Object.entries(properties).map(
    ([name, member]) =>
      html`<li><code>${name}</code>${
        required.includes(name) ? html` <span class="tagged">required</span>` : ""
      } ${typeText(member, document)} ${member["description"] as string | undefined}${inner(member, document, depth)}</li>`,
  )}</ul>`;
}

/** A type in few words: `"text, at most 200"`. */
export function typeText(schema: JsonSchema, document: OpenapiDocument): string {
  const real = resolve(schema, document);
  const any = (real["anyOf"] ?? real["oneOf"]) as JsonSchema[] | undefined;
  if (any !== undefined) {
    return [...new Set(any.map((one) => typeText(one, document)))].join(" or ");
  }
  const words = real["enum"] as unknown[] | undefined;
  if (words !== undefined) return words.map((word) => JSON.stringify(word)).join(" | ");
  const type = [(real["type"] as string | string[] | undefined) ?? "any"].flat().join(" or ");
  if (type === "array") return `list of ${typeText((real["items"] ?? {}) as JsonSchema, document)}`;
  const bounds = [
    real["format"] as string | undefined,
    bound("from", real["minimum"] ?? real["minLength"]),
    bound("to", real["maximum"] ?? real["maxLength"]),
    real["default"] === undefined ? undefined : `default ${JSON.stringify(real["default"])}`,
    real["readOnly"] ? "read only" : undefined,
  ].filter((one) => one !== undefined);
  return bounds.length === 0 ? type : `${type} (${bounds.join(", ")})`;
}

export function resolve(schema: JsonSchema, { components }: OpenapiDocument): JsonSchema {
  const { $ref } = schema as { $ref?: string };
  if ($ref === undefined) return schema;
  return (components["schemas"]?.[$ref.split("/").at(-1)!] ?? {}) as JsonSchema;
}

function inner(schema: JsonSchema, document: OpenapiDocument, depth: number): SafeHtml | undefined {
  const real = resolve(schema, document);
  const one = (real["anyOf"] as JsonSchema[] | undefined)?.find(
    (other) => "properties" in resolve(other, document),
  );
  const target = one ?? (real["type"] === "array" ? (real["items"] as JsonSchema) : real);
  if (!("properties" in resolve(target, document))) return undefined;
  return schemaView(target, document, depth + 1);
}

/** What every number of 53 bits and every text is bound by says nothing. */
function bound(word: string, value: unknown): string | undefined {
  if (typeof value !== "number" || Math.abs(value) >= 1_048_576 || value === 0) return undefined;
  return `${word} ${value}`;
}
