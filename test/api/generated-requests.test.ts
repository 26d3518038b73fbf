import assert from "node:assert/strict";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { openapi, type OperationObject } from "quintet/api";
import { startInProcess } from "quintet/http";
import { temporaryDatabase } from "quintet/testing";
import { RequestMaker } from "./request-maker.ts";
import { fillRich, richApp } from "./rich-app.ts";

const COUNT = Number(process.env["QUINTET_GENERATED_REQUESTS"] ?? 1_500);
const SEED = Number(process.env["QUINTET_GENERATED_SEED"] ?? 20_261_120);

test(`${COUNT} generated requests, valid and mutated: no 500, every answer as documented`, async (context) => {
  await using place = await temporaryDatabase("sqlite:./x.db");
  await fillRich(place.url);
  await using running = richApp(place.url);
  const document = openapi(running);
  const server = await startInProcess(running);
  const maker = new RequestMaker(document.components["schemas"]!, SEED);
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, "document");
  const operations = Object.entries(document.paths).flatMap(([path, one]) =>
    Object.entries(one).map(([method, operation]) => ({ path, method, operation })),
  );
  const statuses: Record<number, number> = {};
  for (let i = 0; i < COUNT; i++) {
    const { path, method, operation } = maker.pick(operations);
    // Rows come and go, and some stay.
    if (method === "delete" && maker.int(3) > 0) continue;
    const request = maker.request(method, path, operation);
    const sent = `${request.method} ${request.url} ${request.body === null ? "" : await request.clone().text()}`;
    const response = await server.fetch(request);
    const text = await response.text();
    statuses[response.status] = (statuses[response.status] ?? 0) + 1;
    const pointer = placeOf(path, method, operation, response.status);
    const told = `${sent.slice(0, 2000)}\n${response.status} ${text.slice(0, 1000)}`;
    assert.ok(response.status < 500, told);
    assert.ok(pointer !== undefined, `not documented: ${told}`);
    checkBody(ajv, document, pointer, response, text, told);
  }
  context.diagnostic(JSON.stringify(statuses));
  assert.ok((statuses[200] ?? 0) > COUNT / 10 && (statuses[400] ?? 0) > COUNT / 20);
});

type Found = { readonly content?: Record<string, { schema: object }>; readonly pointer: string };

function placeOf(
  path: string,
  method: string,
  { responses }: OperationObject,
  status: number,
): Found | undefined {
  // "default" would document anything.
  const key = [String(status), `${String(status)[0]}XX`].find((one) => one in responses);
  if (key === undefined) return undefined;
  const response = responses[key]!;
  if ("$ref" in response) return { pointer: response.$ref };
  const escaped = path
    .replaceAll("~", "~0")
    .replaceAll("/", "~1")
    .replaceAll("{", "%7B")
    .replaceAll("}", "%7D");
  const { content } = response;
  const pointer = `#/paths/${escaped}/${method}/responses/${key}`;
  return { pointer, ...(content && { content }) };
}

function checkBody(
  ajv: Ajv2020,
  document: ReturnType<typeof openapi>,
  { content, pointer }: Found,
  response: Response,
  text: string,
  told: string,
): void {
  const shared = document.components["responses"]![pointer.split("/").at(-1)!] as Found | undefined;
  const types = content ?? (pointer.startsWith("#/components") ? shared!.content : undefined);
  if (types === undefined) return;
  const type = response.headers.get("content-type")!.split(";")[0]!;
  assert.ok(type in types, `${type} is not documented: ${told}`);
  const schema = `document${pointer}/content/${type.replace("/", "~1")}/schema`;
  const check = ajv.getSchema(schema) ?? ajv.compile({ $ref: schema });
  assert.ok(check(JSON.parse(text)), `${ajv.errorsText(check.errors)}: ${told}`);
}
