import assert from "node:assert/strict";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { openapi, type OpenapiDocument, type OperationObject } from "quintet/api";
import type { App } from "quintet/app";
import type { TestClient, TestResponse } from "quintet/testing";
import { RequestMaker } from "./request-maker.ts";

/** How often an app answered with each status. */
export type Statuses = Readonly<Record<number, number>>;

export interface ContractOptions {
  readonly count: number;
  readonly seed: number;
  /** Who asks, by turns at random. */
  readonly clients: readonly TestClient[];
}

/**
 * Asks an app what its OpenAPI document says that it can be asked, and what it cannot: a third of the requests
 * have something wrong in them. No answer may be 500; each has to have a status, a type and a body that the
 * document has for it ("default" would allow anything, and is not looked at).
 *
 * @example
 * appTest(site)("holds its document", ({ app, client }) => holdContract(app, { count: 500, seed: 1, clients: [client] }));
 */
export async function holdContract(app: App, options: ContractOptions): Promise<Statuses> {
  const document = openapi(app);
  const maker = new RequestMaker(document.components["schemas"] ?? {}, options.seed);
  const check = answerChecker(document);
  const operations = Object.entries(document.paths).flatMap(([path, place]) =>
    Object.entries(place).map(([method, operation]) => ({ path, method, operation })),
  );
  const statuses: Record<number, number> = {};
  /** The first of each operation and status. */
  const faults = new Map<string, string>();
  for (let n = 0; n < options.count; n++) {
    const { path, method, operation } = maker.pick(operations);
    // Rows come and go, and some stay.
    if (method === "delete" && maker.int(4) > 0) continue;
    const request = maker.request(method, path, operation);
    const answer = await maker
      .pick(options.clients)
      .send(method.toUpperCase(), request.path, request);
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
    const sent = `${method.toUpperCase()} ${request.path} ${String(request.body ?? "").slice(0, 2000)}`;
    const fault = check({ path, method, operation }, answer);
    const place = `${method} ${path} ${answer.status}`;
    if (fault !== undefined && !faults.has(place))
      faults.set(place, `${fault}\nrequest ${n}: ${sent}\n${answer.text.slice(0, 1000)}`);
  }
  assert.deepEqual(Object.fromEntries(faults), {});
  return statuses;
}

interface Place {
  readonly path: string;
  readonly method: string;
  readonly operation: OperationObject;
}
/** What is wrong with an answer, or undefined. */
type Check = (place: Place, answer: TestResponse) => string | undefined;

function answerChecker(document: OpenapiDocument): Check {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, "document");
  const known = new Map<string, ValidateFunction>();
  const validatorOf = (pointer: string): ValidateFunction => {
    let validator = known.get(pointer);
    if (validator === undefined) {
      validator = ajv.compile({ $ref: `document${pointer}` });
      known.set(pointer, validator);
    }
    return validator;
  };
  return (place, answer) => {
    if (answer.status >= 500) return `it failed with ${answer.status}`;
    const pointer = pointerOf(place, answer.status);
    if (pointer === undefined) return `${answer.status} is not documented`;
    const content = contentAt(document, pointer);
    if (content === undefined) return undefined;
    // Who has made a row and may not see it is shown none.
    if (answer.status === 201 && answer.text === "") return undefined;
    const [type = ""] = (answer.headers.get("content-type") ?? "").split(";");
    if (!(type in content)) return `the type "${type}" is not documented`;
    if (!/[/+]json$/.test(type)) return undefined;
    const valid = validatorOf(`${pointer}/content/${escaped(type)}/schema`);
    return valid(answer.json) ? undefined : ajv.errorsText(valid.errors);
  };
}

/** Where the document says what an answer with this status is like. */
function pointerOf({ path, method, operation }: Place, status: number): string | undefined {
  const { responses } = operation;
  const key = [String(status), `${String(status)[0]}XX`].find((one) => one in responses);
  if (key === undefined) return undefined;
  const response = responses[key]!;
  if ("$ref" in response) return response.$ref;
  return `#/paths/${escaped(path)}/${method}/responses/${key}`;
}

function contentAt(document: OpenapiDocument, pointer: string): object | undefined {
  const steps = pointer.slice(2).split("/").map(unescaped);
  const found = steps.reduce<unknown>(
    (at, step) => (at as Record<string, unknown>)[step],
    document,
  );
  return (found as { content?: object }).content;
}

function escaped(step: string): string {
  return encodeURIComponent(step.replaceAll("~", "~0").replaceAll("/", "~1"));
}

function unescaped(step: string): string {
  return decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
}
