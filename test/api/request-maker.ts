import type { OperationObject } from "quintet/api";

type Schema = { readonly [keyword: string]: unknown };

export interface MadeRequest {
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | FormData;
}

/** Makes requests from a document: valid ones, and ones with something wrong in them. */
export class RequestMaker {
  readonly #schemas: Readonly<Record<string, Schema>>;
  #state: number;

  constructor(schemas: Readonly<Record<string, object>>, seed: number) {
    this.#schemas = schemas as Readonly<Record<string, Schema>>;
    this.#state = seed;
  }

  /** A whole number from 0 up to, not including, `below`. */
  int(below: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * below);
  }

  pick<T>(from: readonly T[]): T {
    return from[this.int(from.length)]!;
  }

  request(method: string, path: string, operation: OperationObject): MadeRequest {
    const isMutated = this.int(3) === 0;
    const query = new URLSearchParams();
    const headers: Record<string, string> = {};
    let address = path;
    for (const { name, in: place, required, schema } of operation.parameters ?? []) {
      if (!required && this.int(3) > 0) continue;
      const value = isMutated && this.int(3) === 0 ? this.odd() : this.value(schema);
      for (const one of Array.isArray(value) ? value : [value]) {
        const text = textOf(one);
        if (place === "path")
          address = address.replace(`{${name}}`, encodeURIComponent(text.toWellFormed()));
        if (place === "query") query.append(name, text);
        if (place === "header") headers[name] = text.replaceAll(/[^\x20-\x7e]/g, "?");
      }
    }
    if (isMutated && this.int(4) === 0)
      query.append(this.pick(["nothing", "__proto__", "a[b]"]), "1");
    const body = this.#body(operation, isMutated, headers);
    return {
      path: `${address}${query.size > 0 ? `?${query.toString()}` : ""}`,
      headers,
      ...(body !== undefined && { body }),
    };
  }

  #body(
    { requestBody }: OperationObject,
    isMutated: boolean,
    headers: Record<string, string>,
  ): string | FormData | undefined {
    if (requestBody === undefined) return undefined;
    const [type, { schema }] = this.pick(Object.entries(requestBody.content));
    const value = this.value(schema);
    if (type === "multipart/form-data") return formData(isMutated ? this.#spoiled(value) : value);
    headers["content-type"] = isMutated && this.int(8) === 0 ? "text/csv" : type;
    if (type === "application/x-www-form-urlencoded")
      return formText(isMutated ? this.#spoiled(value) : value);
    return isMutated ? this.#wrongJson(value) : JSON.stringify(value);
  }

  #wrongJson(value: unknown): string {
    switch (this.int(6)) {
      case 0:
        return JSON.stringify(this.odd());
      case 1:
        return JSON.stringify(value).slice(0, -1);
      case 2:
        return JSON.stringify({ ...(value as object), [this.pick(["nothing", "constructor"])]: 1 });
      case 3:
        return "";
      default:
        return JSON.stringify(this.#spoiled(value));
    }
  }

  /** With one of its members replaced or gone. */
  #spoiled(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return this.odd();
    const names = Object.keys(value);
    if (names.length === 0) return this.odd();
    const name = this.pick(names);
    const copy = structuredClone(value) as Record<string, unknown>;
    if (this.int(3) === 0) delete copy[name];
    else copy[name] = this.odd();
    return copy;
  }

  odd(): unknown {
    return this.pick<unknown>([
      null,
      true,
      0,
      -1,
      1e308,
      1.5,
      2 ** 60,
      "",
      " ",
      "\0",
      "\ud800",
      "' or 1=1 --",
      "%",
      "../../etc/passwd",
      "x".repeat(5000),
      "2026-02-30",
      "9999999999999999999",
      "NaN",
      [],
      [[]],
      {},
      { $gt: 1 },
      ["a", 1],
      "🦉",
      "-",
      "1e5",
      "true",
    ]);
  }

  value(schema: Schema, depth = 0): unknown {
    const { $ref } = schema as { $ref?: string };
    if ($ref !== undefined) return this.value(this.#schemas[$ref.split("/").at(-1)!]!, depth);
    if (Array.isArray(schema["enum"])) return this.pick(schema["enum"]);
    const any = (schema["anyOf"] ?? schema["oneOf"]) as Schema[] | undefined;
    if (any !== undefined) return this.value(this.pick(any), depth);
    switch (this.pick([schema["type"] ?? "null"].flat()) as string) {
      case "object":
        return this.#object(schema, depth);
      case "array": {
        const { minItems = 0, maxItems = 3 } = schema as { minItems?: number; maxItems?: number };
        const length = minItems + this.int(Math.min(3, maxItems - minItems) + 1);
        return Array.from({ length }, () => this.value(schema["items"] as Schema, depth + 1));
      }
      case "integer":
        return this.#number(schema, true);
      case "number":
        return this.#number(schema, false);
      case "boolean":
        return this.int(2) === 0;
      case "string":
        return this.#text(schema);
      default:
        return null;
    }
  }

  #object(schema: Schema, depth: number): object {
    const properties = (schema["properties"] ?? {}) as Record<string, Schema>;
    const required = (schema["required"] ?? []) as string[];
    const names = Object.keys(properties).filter(
      (name) => required.includes(name) || this.int(2) === 0,
    );
    return Object.fromEntries(
      names.map((name) => [name, this.value(properties[name]!, depth + 1)]),
    );
  }

  #number({ minimum = -1000, maximum = 1000 }: Schema, isWhole: boolean): number {
    const [low, high] = [Number(minimum), Number(maximum)];
    // Mostly small, so that rows are met.
    const near = Math.max(low, Math.min(high, this.int(9) + 1));
    const number = this.pick([near, near, near, low, high]);
    return isWhole ? number : number / 1;
  }

  #text(schema: Schema): string {
    const format = schema["format"] as string | undefined;
    if (format === "date") return `20${10 + this.int(80)}-0${1 + this.int(9)}-1${this.int(10)}`;
    if (format === "date-time") return `2026-11-1${this.int(10)}T09:16:30Z`;
    if (format === "email") return `a${this.int(1e6)}@example.org`;
    if (format === "uuid") return "018f3f6e-7b1c-7c3a-9d7e-0123456789ab";
    const pattern = schema["pattern"] as string | undefined;
    if (pattern?.includes("a-z0-9")) return `slug-${this.int(1e6)}`;
    if (pattern?.includes("\\d")) return this.pick(["1", "12.5", "0", "-3.25"]);
    const { minLength = 0, maxLength = 20 } = schema as { minLength?: number; maxLength?: number };
    const text = this.pick([
      "word",
      "Ünï çödé",
      "a b",
      "🦉",
      "<b>",
      "'",
      '"',
      "\\",
      "%_",
      `n${this.int(1e6)}`,
    ]);
    return Array.from(text.padEnd(minLength, "x")).slice(0, maxLength).join("");
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function formText(value: unknown): string {
  const inputs = Object.entries(value ?? {});
  return new URLSearchParams(inputs.map(([name, one]) => [name, textOf(one)])).toString();
}

function formData(value: unknown): FormData {
  const form = new FormData();
  for (const [name, one] of Object.entries(value ?? {})) form.append(name, textOf(one));
  return form;
}
