import { STATUS_CODES } from "node:http";
import type { JsonSchema } from "../../schema/index.ts";
import type { ResponseObject } from "./openapi-options.ts";

/** Named parts of the document; only what is asked for gets in. */
export class Components {
  readonly #schemas = new Map<string, JsonSchema>();
  readonly #responses = new Map<string, object>();

  /** The reference to a schema of this name, which is made when it is first asked for. */
  schema(name: string, make: () => JsonSchema): JsonSchema {
    if (!this.#schemas.has(name)) this.#schemas.set(name, make());
    return { $ref: `#/components/schemas/${name}` };
  }

  /** The reference to the answer that tells of a problem with this status. */
  problem(status: number | "default"): ResponseObject {
    const name =
      status === "default" ? "Problem" : pascal(STATUS_CODES[status] ?? `Status ${status}`);
    if (!this.#responses.has(name)) this.#responses.set(name, this.#problemResponse(status));
    return { $ref: `#/components/responses/${name}` };
  }

  get all(): Record<string, Record<string, object>> {
    return {
      ...(this.#schemas.size > 0 && { schemas: sorted(this.#schemas) }),
      ...(this.#responses.size > 0 && { responses: sorted(this.#responses) }),
    };
  }

  #problemResponse(status: number | "default"): object {
    const schema = this.schema("Problem", () => PROBLEM);
    const title =
      status === "default" ? "Any other problem" : (STATUS_CODES[status] ?? "A problem");
    return {
      description: `${title}.`,
      ...(status === 429 && { headers: THROTTLE_HEADERS }),
      content: { "application/problem+json": { schema } },
    };
  }
}

const PROBLEM: JsonSchema = {
  type: "object",
  description: "What is wrong, after RFC 9457.",
  properties: {
    type: { type: "string", description: "The kind of problem, as an address." },
    title: { type: "string" },
    status: { type: "integer", minimum: 400, maximum: 599 },
    detail: { type: "string", description: "What happened this time, for people." },
    code: { type: "string", description: "What happened, for programs." },
    request_id: { type: "string" },
    problems: {
      type: "array",
      description: "Everything that is wrong with the request.",
      items: {
        type: "object",
        properties: {
          path: { type: "string", description: 'Where, in dots: `"address.lines.0"`.' },
          code: { type: "string" },
          message: { type: "string" },
          value: { type: "string" },
          hint: { type: "string" },
          in: { type: "string", enum: ["query", "headers", "cookies", "body"] },
        },
        required: ["path", "code", "message"],
      },
    },
  },
  required: ["type", "title", "status"],
};

const THROTTLE_HEADERS = {
  "Retry-After": { description: "Seconds to wait.", schema: { type: "integer" } },
  "RateLimit-Policy": { description: "The limits.", schema: { type: "string" } },
  RateLimit: { description: "What is left of them.", schema: { type: "string" } },
};

/** `"Not Found"` and `"blog post"` are `NotFound` and `BlogPost`. */
export function pascal(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

function sorted(parts: ReadonlyMap<string, object>): Record<string, object> {
  return Object.fromEntries([...parts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
