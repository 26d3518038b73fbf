import { statusText } from "../../http/index.ts";
import type { JsonSchema } from "../../schema/index.ts";
import type { ResponseObject } from "./openapi-options.ts";
import type { ProblemForm } from "./problem-form.ts";

/** Named parts of the document; only what is asked for gets in. */
export class Components {
  readonly #schemas = new Map<string, JsonSchema>();
  readonly #responses = new Map<string, object>();
  /** In the order in which they are met; the first has the plain names. */
  readonly #forms: ProblemForm["key"][] = [];

  /** The reference to a schema of this name, which is made when it is first asked for. */
  schema(name: string, make: () => JsonSchema): JsonSchema {
    if (!this.#schemas.has(name)) this.#schemas.set(name, make());
    return { $ref: `#/components/schemas/${name}` };
  }

  /** The reference to the answer that tells in this form of a problem with this status. */
  problem(status: number | "default", form: ProblemForm): ResponseObject {
    const title = status === "default" ? "Problem" : (statusText(status) ?? `Status ${status}`);
    const suffix = this.#suffixOf(form);
    const name = `${pascal(title)}${suffix}`;
    if (!this.#responses.has(name))
      this.#responses.set(name, this.#problemResponse(status, form, suffix));
    return { $ref: `#/components/responses/${name}` };
  }

  get all(): Record<string, Record<string, object>> {
    return {
      ...(this.#schemas.size > 0 && { schemas: sorted(this.#schemas) }),
      ...(this.#responses.size > 0 && { responses: sorted(this.#responses) }),
    };
  }

  #suffixOf({ key }: ProblemForm): string {
    if (!this.#forms.includes(key)) this.#forms.push(key);
    const index = this.#forms.indexOf(key);
    return index === 0 ? "" : `${index + 1}`;
  }

  #problemResponse(
    status: number | "default",
    { type, schema }: ProblemForm,
    suffix: string,
  ): object {
    const title = status === "default" ? "Any other problem" : (statusText(status) ?? "A problem");
    return {
      description: `${title}.`,
      ...(status === 429 && { headers: THROTTLE_HEADERS }),
      ...(schema && { content: { [type]: { schema: this.schema(`Problem${suffix}`, schema) } } }),
    };
  }
}

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
