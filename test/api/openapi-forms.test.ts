import assert from "node:assert/strict";
import { test } from "node:test";
import { openapi, versioned } from "quintet/api";
import { app, module } from "quintet/app";
import { silentLog } from "quintet/core";
import {
  form,
  get,
  group,
  http,
  multipart,
  post,
  problemBody,
  provider,
  respond,
  route,
  startInProcess,
  upload,
} from "quintet/http";
import { email, int, list, shape, text } from "quintet/schema";
import { redoclyFinds, spectralFinds } from "./lint-document.ts";

/** What linters want to be told. */
const SETTINGS = {
  contact: { name: "The team", email: "team@example.org" },
  license: { name: "MIT", identifier: "MIT" },
};
const One = shape({ id: int() });

test("problems are told in the form that they have", async () => {
  const own = problemBody(
    { errorText: text(), where: list(text()).optional() },
    ({ title = "", problems }) => ({
      errorText: title,
      ...(problems && { where: problems.map(({ path }) => path) }),
    }),
  );
  const brief = problemBody({ code: int() }, ({ status }) => ({ code: status }));
  const routes = [
    get("/one", { name: "one", query: { page: int() }, response: One }, () => ({ id: 1 })),
    group("/untold", { renderProblem: ({ status }) => respond("no", { status }) }, [
      get("/", { name: "untold", response: One }, () => ({ id: 1 })),
    ]),
    group("/other", { renderProblem: brief }, [
      get("/:id", { name: "other", params: { id: int() }, response: One }, () => ({ id: 1 })),
    ]),
  ];
  const modules = [http({ requestLog: false, renderProblem: own }), module("m", { routes })];
  await using running = app({ modules, log: silentLog });
  const document = openapi(running, SETTINGS);
  const answerOf = (path: string, status: string) =>
    document.paths[path]!["get"]!.responses[status];
  assert.deepEqual(answerOf("/one", "400"), { $ref: "#/components/responses/BadRequest" });
  assert.deepEqual(answerOf("/other/{id}", "404"), { $ref: "#/components/responses/NotFound3" });
  const { responses, schemas } = document.components as Record<string, Record<string, object>>;
  assert.deepEqual(responses!["BadRequest"], {
    description: "Bad Request.",
    content: { "application/json": { schema: { $ref: "#/components/schemas/Problem" } } },
  });
  assert.deepEqual(responses!["BadRequest2"], { description: "Bad Request." });
  const namesOf = (schema: object | undefined): string[] =>
    Object.keys((schema as { properties: object }).properties);
  assert.deepEqual(namesOf(schemas!["Problem"]), ["error_text", "where"]);
  assert.deepEqual(namesOf(schemas!["Problem3"]), ["code"]);
  assert.deepEqual(await redoclyFinds(document), []);

  const server = await startInProcess(running);
  const refused = await server.fetch(new Request("http://localhost/one?page=x"));
  assert.deepEqual(await refused.json(), { error_text: "Bad Request", where: ["page"] });
  const missing = await server.fetch(new Request("http://localhost/other/x"));
  assert.deepEqual([missing.status, await missing.json()], [404, { code: 404 }]);
  // @ts-expect-error the body has to be what is declared
  problemBody({ code: int() }, ({ title }) => ({ code: title }));
});

test("forms are told as bodies, and searches as parameters", async () => {
  const contact = form({ email: email(), words: text({ max: 200 }).optional() });
  const search = form({ q: text() }, { method: "get" });
  const picture = multipart({
    fields: { title: text() },
    files: {
      image: upload({ types: ["image/png"], help: "A picture." }),
      more: upload().optional().list(3),
    },
  });
  // Also where a provider of one's own uses it.
  const saved = provider({ picture }, ({ picture: given }) => given.title);
  const routes = [
    route("GET", "POST")("/contact", { name: "contact", use: { contact } }, () => "x"),
    get("/search", { name: "search", use: { search } }, () => "x"),
    post("/pictures", { name: "pictures", use: { saved }, status: 201 }, () => "x"),
  ];
  const document = openapi(app({ modules: [http(), module("m", { routes })] }), SETTINGS);
  const contentOf = (path: string, method: string) =>
    document.paths[path]![method]!.requestBody?.content as
      | Record<string, { schema: { required: string[]; properties: object } }>
      | undefined;
  assert.equal(contentOf("/contact", "get"), undefined);
  const sent = contentOf("/contact", "post")!;
  assert.deepEqual(Object.keys(sent), ["application/x-www-form-urlencoded", "multipart/form-data"]);
  const { properties, required } = sent["multipart/form-data"]!.schema;
  assert.deepEqual([Object.keys(properties), required], [["email", "words"], ["email"]]);

  const files = contentOf("/pictures", "post")!;
  assert.deepEqual(Object.keys(files), ["multipart/form-data"]);
  const any = { type: "string", contentMediaType: "application/octet-stream" };
  const { schema } = files["multipart/form-data"]!;
  assert.deepEqual(schema.required, ["title", "image"]);
  assert.partialDeepStrictEqual(schema.properties, {
    image: { type: "string", contentMediaType: "image/png", description: "A picture." },
    more: { type: "array", items: any, maxItems: 3 },
  });
  assert.ok("415" in document.paths["/pictures"]!["post"]!.responses);
  const [q] = document.paths["/search"]!["get"]!.parameters!;
  assert.deepEqual([q!.name, q!.in, q!.required], ["q", "query", undefined]);
  assert.deepEqual(await spectralFinds(document), []);
  assert.deepEqual(await redoclyFinds(document), []);
});

test("the routes of a version that goes away are deprecated", () => {
  const page = get("/a", { response: One }, () => ({ id: 1 }));
  const versions = versioned("/api", {
    default: "v2",
    versions: {
      v1: { routes: [page], deprecation: { sunset: "2027-06-01" } },
      v2: { routes: [page] },
    },
  });
  const { paths } = openapi(app({ modules: [http(), module("m", { routes: [versions] })] }));
  assert.equal(paths["/api/v1/a"]!["get"]!.deprecated, true);
  assert.equal(paths["/api/v2/a"]!["get"]!.deprecated, undefined);
});
