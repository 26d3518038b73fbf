import { inspect } from "node:util";
import { QuintetError } from "../../core/index.ts";
import { ValidationError } from "../../schema/index.ts";
import type { ErrorPage } from "./error-answer.ts";
import { html } from "../html/html.ts";
import type { SafeHtml } from "../html/safe-html.ts";
import { nonceOf } from "../guards/nonce.ts";
import type { HttpRequest } from "../input/request.ts";
import { prefersPage } from "./problem-page.ts";
import { asResponse } from "./response.ts";
import { sourceExcerpt } from "./source-excerpt.ts";

const SECRET_HEADERS = /^(authorization|cookie|proxy-authorization)$|token|secret|key/i;

/**
 * Shows an error to the developer's browser: what happened, how to mend it, where in the source, and the
 * request. Programs get the problem document, as in production.
 */
export const developmentPage: ErrorPage = (error, request) => {
  if (!prefersPage(request)) return undefined;
  const response = page(error, request)[asResponse]();
  response.status = error instanceof QuintetError ? error.status : 500;
  return response.header("cache-control", "no-store");
};

function page(error: unknown, request: HttpRequest): SafeHtml {
  const { title, hint, stack } = describe(error);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <style nonce="${nonceOf(request)}">
          body {
            font: 16px/1.5 system-ui, sans-serif;
            margin: 2rem auto;
            max-width: 70rem;
            padding: 0 1rem;
            color-scheme: light dark;
          }
          pre {
            overflow-x: auto;
            padding: 1rem;
            border: 1px solid gray;
            border-radius: 0.5rem;
          }
          mark {
            display: block;
          }
          th {
            text-align: left;
            padding-right: 2rem;
            vertical-align: top;
          }
          td {
            overflow-wrap: anywhere;
          }
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${hint && html`<p><strong>${hint}</strong></p>`} ${problems(error)} ${source(stack)}
          <h2>Stack</h2>
          <pre>${stack}</pre>
          <h2>Request ${request.id}</h2>
          <table>
            ${requestFacts(request).map(
              ([name, value]) =>
                html`<tr>
                  <th scope="row">${name}</th>
                  <td>${value}</td>
                </tr>`,
            )}
          </table>
        </main>
      </body>
    </html>`;
}

function describe(error: unknown): { title: string; hint: string | undefined; stack: string } {
  if (!(error instanceof Error)) {
    return { title: `Thrown: ${inspect(error)}`, hint: undefined, stack: "(not an Error)" };
  }
  const code = error instanceof QuintetError ? ` [${error.code}]` : "";
  return {
    title: `${error.message}${code}`,
    hint: error instanceof QuintetError ? error.hint : undefined,
    stack: inspect(error),
  };
}

function problems(error: unknown): SafeHtml | undefined {
  if (!(error instanceof ValidationError)) return undefined;
  return html`<ul>
    ${error.problems.map(({ path, message }) => html`<li><code>${path}</code> ${message}</li>`)}
  </ul>`;
}

function source(stack: string): SafeHtml | undefined {
  const excerpt = sourceExcerpt(stack);
  if (excerpt === undefined) return undefined;
  const lines = excerpt.lines.map(({ number, text }) => {
    const line = `${String(number).padStart(5)}  ${text}\n`;
    return number === excerpt.line ? html`<mark>${line}</mark>` : line;
  });
  return html`<h2>${excerpt.file}:${excerpt.line}</h2>
    <pre>${lines}</pre>`;
}

function requestFacts(request: HttpRequest): [name: string, value: string][] {
  const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [
    name,
    SECRET_HEADERS.test(name) ? "(not shown)" : String(value),
  ]);
  return [
    ["method", request.method],
    ["address", request.raw.url!],
    ["route", request.route.path || "(none)"],
    ["params", JSON.stringify(request.params)],
    ...headers,
  ];
}
