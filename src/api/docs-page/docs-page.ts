import { html, nonce, type SafeHtml } from "../../http/index.ts";
import type { OpenapiDocument, OperationObject } from "../openapi/openapi-options.ts";
import { operationSection } from "./operation-section.ts";
import { PAGE_SCRIPT } from "./page-script.ts";
import { PAGE_STYLE } from "./page-style.ts";

/** One operation with its place. */
export interface ListedOperation {
  readonly method: string;
  readonly path: string;
  readonly operation: OperationObject;
  /** Of its section on the page. */
  readonly anchor: string;
}

/** The page of an API: all of it can be read without a script, which filters and sends requests. */
export function docsPage(document: OpenapiDocument, documentPath: string): SafeHtml {
  const { info, tags } = document;
  const all = operationsOf(document);
  const groups = tags.map(({ name, description }) => ({
    name,
    description,
    operations: all.filter(({ operation }) => operation.tags[0] === name),
  }));
  const shown = groups.filter(({ operations }) => operations.length > 0);
  const { title, version, description } = info as Readonly<Record<string, string | undefined>>;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${title} – API</title>
${inline("style", PAGE_STYLE)}
</head>
<body>
<a class="skip" href="#content">To the operations</a>
<header>
<h1>${title} <small>${version}</small></h1>
<a href="${documentPath}">OpenAPI document</a>
</header>
<nav aria-label="Operations">
<label for="filter">Filter</label>
<input id="filter" type="search" placeholder="Method, path or words" autocomplete="off" aria-describedby="found">
<p id="found" role="status"></p>
<div id="toc">${shown.map(navigation)}</div>
</nav>
<main id="content">
<p class="lead">${description}</p>
${credentials()}
${shown.map(
  ({ name, description, operations }) => html`<section class="tag" aria-labelledby="tag-${name}">
<h2 id="tag-${name}">${name}</h2>
<p>${description}</p>
${operations.map((one) => operationSection(one, document))}
</section>`,
)}
<p id="nothing" hidden>No operation is like that.</p>
</main>
${inline("script", PAGE_SCRIPT)}
</body>
</html>`;
}

/** Texts of ours, which no request can change. */
function inline(element: "style" | "script", text: string): SafeHtml {
  return html.raw(`<${element} nonce="${nonce()}">${text}</${element}>`);
}

function operationsOf({ paths }: OpenapiDocument): ListedOperation[] {
  return Object.entries(paths).flatMap(([path, place]) =>
    Object.entries(place).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
      anchor: `op-${operation.operationId.replaceAll(/[^\w-]/g, "-")}`,
    })),
  );
}

function navigation({
  name,
  operations,
}: {
  name: string;
  operations: readonly ListedOperation[];
}): SafeHtml {
  return html`<section><h2>${name}</h2>
<ul>${operations.map(
    ({ method, operation, anchor }) =>
      html`<li><a href="#${anchor}"><span class="method ${method.toLowerCase()}">${method}</span> ${operation.summary}</a></li>`,
  )}</ul></section>`;
}

function credentials(): SafeHtml {
  return html`<details class="card" id="credentials"><summary>Headers for every request that you try</summary>
<p>One a line, as <code>Authorization: Bearer …</code>. They stay on this page until it is closed.</p>
<label for="headers">Headers</label>
<textarea id="headers" rows="3" spellcheck="false" autocomplete="off"></textarea></details>`;
}
