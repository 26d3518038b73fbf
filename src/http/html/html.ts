import { HTML_UNSAFE_PLACE } from "./errors.ts";
import { escapeHtml, htmlOf, type HtmlValue, SafeHtml } from "./safe-html.ts";
import { BLOCKED_URL, safeUrl } from "./safe-url.ts";
import { placesOf, type Place } from "./template-places.ts";

/** JSON for the inside of a `<script>`: what `html.json` gives. */
class ScriptJson extends SafeHtml {}

const known = new WeakMap<TemplateStringsArray, readonly Place[]>();

/**
 * Makes HTML, with every value escaped.
 *
 * Nested html`…` and lists of it are kept; `undefined`, `null` and booleans are nothing. Addresses in
 * `href`, `src`, `action`, … that would run a script become `about:blank#blocked`. Values may stand in
 * text and in quoted attributes only: elsewhere escaping does not help, so they are refused, at the first call.
 *
 * Give a handler's answer like this and it is sent as `text/html`.
 *
 * @throws `HTTP_HTML_UNSAFE_PLACE`, `HTTP_HTML_BAD_VALUE`
 * @example
 * html`<ul>${posts.map((post) => html`<li><a href="${url(showPost, post)}">${post.title}</a></li>`)}</ul>`
 */
export function html(pieces: TemplateStringsArray, ...values: readonly HtmlValue[]): SafeHtml {
  let places = known.get(pieces);
  if (places === undefined) known.set(pieces, (places = placesOf(pieces)));
  let text = pieces[0]!;
  for (let index = 0; index < values.length; index++) {
    text += written(values[index], places[index]!, text) + pieces[index + 1]!;
  }
  return new SafeHtml(text);
}

/** Takes a text for HTML as it is. Whatever stands in it is sent: never give it what a user has written. */
html.raw = (text: string): SafeHtml => new SafeHtml(text);

/**
 * Data for a script: html`<script nonce="${nonce()}">start(${html.json(data)})</script>`.
 *
 * JSON in which nothing ends the script; also right in `<script type="application/json">`.
 */
html.json = (value: unknown): SafeHtml =>
  new ScriptJson(
    (JSON.stringify(value) ?? "null").replaceAll(
      /[<>&\u2028\u2029]/g,
      (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
    ),
  );

/** The values as HTML with `between` in between. */
html.join = (values: Iterable<HtmlValue>, between: HtmlValue = ""): SafeHtml =>
  new SafeHtml(Array.from(values, htmlOf).join(htmlOf(between)));

function written(value: unknown, place: Place, before: string): string {
  if (place === "json") {
    if (value instanceof ScriptJson) return value.toString();
    throw HTML_UNSAFE_PLACE("in a <script>, without html.json(…),", before);
  }
  if (place === "text") return htmlOf(value);
  // Trusted HTML is text between tags; in an attribute it could end the attribute.
  const text = value instanceof SafeHtml ? quotesOnly(value.toString()) : htmlOf(value);
  return place === "url" ? writtenUrl(value, text, before) : text;
}

function quotesOnly(text: string): string {
  return text.replaceAll('"', "&quot;").replaceAll("'", "&#39;").replaceAll("<", "&lt;");
}

/** A value that may decide the scheme of an address, alone or with values right before it. */
function writtenUrl(value: unknown, text: string, before: string): string {
  const isFirst = /=\s*["']$/.test(before);
  const address = value instanceof URL ? value.href : typeof value === "string" ? value : text;
  if (isFirst) return escapeHtml(safeUrl(address)) === BLOCKED_URL ? BLOCKED_URL : text;
  return /^[^/?#]*:/.test(address) ? BLOCKED_URL : text;
}
