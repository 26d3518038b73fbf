import { type App, currentApp, module, type Module } from "../../app/index.ts";
import { get, group, type GroupOptions, respond, type Route } from "../../http/index.ts";
import type { OpenapiDocument, OpenapiOptions } from "../openapi/openapi-options.ts";
import { openapi } from "../openapi/openapi.ts";
import { docsPage } from "./docs-page.ts";

export interface ApiDocsOptions extends OpenapiOptions {
  /** Of the document. Default `"/openapi.json"`. */
  readonly path?: `/${string}`;
  /** Of the page for people; false for none. Default `"/docs/api"`. */
  readonly page?: `/${string}` | false;
  /** Of the group that both are in: middleware, or whom they are for. Default `{ public: true }`. */
  readonly group?: GroupOptions;
}

/**
 * The module that serves the OpenAPI document of the app, and a page to read it and to try requests.
 *
 * The page needs nothing from elsewhere: it works offline and under the Content-Security-Policy of
 * http(). Everybody sees both; say otherwise with `group` where the API is nobody's business.
 *
 * @example
 * app({ modules: [http(), apiDocs({ title: "Blog", version: "1.4.0" }), blog] })
 */
export function apiDocs(given: ApiDocsOptions = {}): Module {
  const { path, page, group: shared = { public: true }, ...options } = given;
  const place = path ?? "/openapi.json";
  const routes: Route[] = [documentRoute(place)];
  if (page !== false) routes.push(pageRoute(page ?? "/docs/api", place));
  return module("apiDocs", {
    openapi: [options],
    routes: [group("", shared, routes)],
  });
}

interface Kept {
  readonly document: OpenapiDocument;
  readonly text: string;
}

const kept = new WeakMap<App, Kept>();

/** Routes do not change while an app runs. */
function documentOf(): Kept {
  const app = currentApp.get()!;
  let one = kept.get(app);
  if (one === undefined) {
    const document = openapi(app);
    kept.set(app, (one = { document, text: JSON.stringify(document) }));
  }
  return one;
}

function documentRoute(path: string): Route {
  // The ETag is http's, as for every answer of more than 512 bytes.
  const options = { documented: false, summary: "The OpenAPI document" };
  return get(path, options, () => respond(documentOf().text, { type: "application/json" }));
}

function pageRoute(path: string, documentPath: string): Route {
  const options = { documented: false, summary: "The page of the API" };
  return get(path, options, () => docsPage(documentOf().document, documentPath));
}
