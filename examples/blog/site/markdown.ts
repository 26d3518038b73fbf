import MarkdownIt from "markdown-it";
import { html, type SafeHtml } from "quintet/http";

const WORDS_A_MINUTE = 220;
/** Enough of a text to find its first paragraph in, however long the rest is. */
const EXCERPT_SOURCE = 800;

// HTML of writers is shown as text, and addresses that would run a script are no links. Pictures would come
// from other sites, which the Content-Security-Policy does not let in.
const parser = new MarkdownIt({ html: false, linkify: true, typographer: true }).disable("image");

parser.renderer.rules.link_open = (tokens, index, options, _env, self) => {
  tokens[index]!.attrSet("rel", "ugc nofollow noopener");
  return self.renderToken(tokens, index, options);
};

// What may be wider than the page is scrolled by itself, by keys too.
const code = parser.renderer.rules.fence!;
parser.renderer.rules.fence = (...args) => code(...args).replace("<pre>", '<pre tabindex="0">');
parser.renderer.rules.table_open = () => '<div class="scroll" tabindex="0"><table>';
parser.renderer.rules.table_close = () => "</table></div>";

// The title of the page is its only h1.
parser.core.ruler.push("one_title", ({ tokens }) => {
  for (const token of tokens) if (token.tag === "h1") token.tag = "h2";
});

/** What a writer's Markdown looks like, safe to be shown. */
export function markdown(text: string): SafeHtml {
  return html.raw(parser.render(text));
}

/** The beginning of the first paragraph as plain text, cut between words. */
export function excerpt(text: string, max = 240): string {
  const tokens = parser.parse(text.slice(0, EXCERPT_SOURCE), {});
  const opening = tokens.findIndex(({ type }) => type === "paragraph_open");
  const parts = tokens[opening + 1]?.children ?? [];
  const plain = parts.map(({ type, content }) => (/break/.test(type) ? " " : content)).join("");
  if (plain.length <= max) return plain;
  return `${plain.slice(0, max).replace(/\s+\S*$/, "")}…`;
}

/** How long somebody reads a text, in whole minutes, 1 at least. */
export function minutesToRead(text: string): number {
  return Math.max(1, Math.round(text.split(/\s+/).length / WORDS_A_MINUTE));
}
