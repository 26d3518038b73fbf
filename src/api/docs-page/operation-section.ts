import { html, type SafeHtml } from "../../http/index.ts";
import type { JsonSchema } from "../../schema/index.ts";
import type {
  Content,
  OpenapiDocument,
  ParameterObject,
  ResponseObject,
} from "../openapi/openapi-options.ts";
import type { ListedOperation } from "./docs-page.ts";
import { exampleOf } from "./example-of.ts";
import { schemaView, typeText } from "./schema-view.ts";

/** All of one operation: what it takes, what it answers, and a form to try it. */
export function operationSection(one: ListedOperation, document: OpenapiDocument): SafeHtml {
  const { method, path, operation, anchor } = one;
  const { summary, description, parameters = [], requestBody, responses, deprecated } = operation;
  const search = `${method} ${path} ${summary} ${operation.operationId}`.toLowerCase();
  return html`<details class="card operation" id="${anchor}" data-search="${search}">
<summary><span class="method ${method.toLowerCase()}">${method}</span> <code>${path}</code>
<span class="summary">${summary}</span>${deprecated ? html` <span class="tagged">deprecated</span>` : ""}</summary>
<p>${description}</p>
${parameters.length > 0 && html`<h3>Parameters</h3>${parameterList(parameters, document)}`}
${requestBody && html`<h3>Body</h3>${contentView(requestBody.content, document)}`}
<h3>Answers</h3>
<dl class="answers">${Object.entries(responses).map(([status, response]) =>
    answerView(status, response, document),
  )}</dl>
${tryForm(one, document)}
</details>`;
}

function parameterList(
  parameters: readonly ParameterObject[],
  document: OpenapiDocument,
): SafeHtml {
  return html`<div class="wide" tabindex="0" role="region" aria-label="Parameters"><table>
<thead><tr><th scope="col">Name</th><th scope="col">In</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead>
<tbody>${parameters.map(
    ({ name, in: place, required, schema, description }) => html`<tr>
<th scope="row"><code>${name}</code>${required ? html` <span class="tagged">required</span>` : ""}</th>
<td>${place}</td><td>${typeText(schema, document)}</td><td>${description}</td></tr>`,
  )}</tbody></table></div>`;
}

function contentView(content: Content, document: OpenapiDocument): SafeHtml {
  return html`${Object.entries(content).map(
    ([type, { schema }]) => html`<p><code>${type}</code></p>${schemaView(schema, document)}`,
  )}`;
}

function answerView(status: string, response: ResponseObject, document: OpenapiDocument): SafeHtml {
  const { description, content } = resolved(response, document);
  const isProblem = content !== undefined && "application/problem+json" in content;
  return html`<dt><code>${status}</code></dt><dd>${description} ${
    isProblem
      ? html`<code>application/problem+json</code>`
      : content && contentView(content, document)
  }</dd>`;
}

function tryForm(
  { method, path, operation, anchor }: ListedOperation,
  document: OpenapiDocument,
): SafeHtml {
  const { parameters = [], requestBody } = operation;
  const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  return html`<form class="try" data-method="${method}" data-path="${path}" hidden>
<h3>Try it</h3>
${parameters
  .filter((one) => one.in !== "cookie")
  .map((parameter) => input(parameter, `${anchor}-${parameter.in}-${parameter.name}`))}
${
  type &&
  html`<label for="${anchor}-body">Body <small>${type}</small></label>
<textarea id="${anchor}-body" name="body" data-type="${type}" rows="8" spellcheck="false">${bodyExample(content!, document)}</textarea>`
}
<p><button type="submit">Send ${method}</button></p>
<div class="result" aria-live="polite"></div>
</form>`;
}

function input({ name, in: place, required, schema }: ParameterObject, id: string): SafeHtml {
  const hint = required ? "" : "left out where it is empty";
  const isMany = schema["type"] === "array";
  return html`<label for="${id}">${name} <small>${place}${isMany && ", separated by commas"}</small></label>
<input id="${id}" name="${name}" data-in="${place}" data-many="${String(isMany)}" placeholder="${hint}" autocomplete="off">`;
}

function bodyExample(
  { schema, example }: { readonly schema: JsonSchema; readonly example?: unknown },
  document: OpenapiDocument,
): string {
  return JSON.stringify(example ?? exampleOf(schema, document), null, 2);
}

function resolved(
  response: ResponseObject,
  { components }: OpenapiDocument,
): { readonly description: string; readonly content?: Content } {
  if (!("$ref" in response)) return response;
  const name = response.$ref.split("/").at(-1)!;
  return components["responses"]![name] as { description: string; content?: Content };
}
