import MarkdownIt from "markdown-it";
import { html } from "quintet/http";
import { highlight } from "./highlight.ts";

/** A heading that can be linked to. */
export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly anchor: string;
}

export interface PageLink {
  /** The heading of the second level that it stands below. */
  readonly section: string | undefined;
  readonly address: string;
  readonly text: string;
}

/** A page as HTML, with what others need to know of it. */
export interface RenderedPage {
  readonly title: string;
  readonly headings: readonly Heading[];
  readonly links: readonly PageLink[];
  readonly html: string;
}

/** Where a link leads: an address, or undefined where nothing is shown. */
export type FollowLink = (link: string) => string | undefined;

/** What is known of a page while it is made. */
interface Context {
  readonly follow: FollowLink;
  readonly headings: Heading[];
  readonly links: PageLink[];
}

// The pages are ours, so their HTML is taken as it is. Of comments, which are for tests, nothing is left.
const parser = new MarkdownIt({ html: true, highlight });
parser.renderer.rules.html_block = parser.renderer.rules.html_inline = (tokens, index) =>
  tokens[index]!.content.replaceAll(/<!--[^]*?-->/g, "");

// What may be wider than the page is scrolled by itself, by keys too.
const fence = parser.renderer.rules.fence!;
parser.renderer.rules.fence = (...args) => fence(...args).replace("<pre>", '<pre tabindex="0">');
parser.renderer.rules.table_open = () => '<div class="scroll" tabindex="0"><table>';
parser.renderer.rules.table_close = () => "</table></div>";

// Long names in narrow columns break after their joints, not within a word.
parser.renderer.rules.code_inline = (tokens, index) => {
  const parts = tokens[index]!.content.split(/(?<=\w[_./(,|])(?=\w)/);
  return `<code>${parts.map((part) => parser.utils.escapeHtml(part)).join("<wbr>")}</code>`;
};

parser.renderer.rules.heading_close = (tokens, index) => {
  const { tag } = tokens[index]!;
  const anchor = String(tokens[index - 2]!.attrGet("id"));
  if (tag === "h1") return "</h1>\n";
  const link = html`<a class="anchor" href="#${anchor}" aria-label="Link to this section">#</a>`;
  return `${String(link)}</${tag}>\n`;
};

parser.core.ruler.push("anchors and links", ({ tokens, env }) => {
  for (const [index, token] of tokens.entries()) {
    if (token.type === "th_open") demoteEmptyHeader(tokens.slice(index, index + 3));
    if (token.type === "heading_open") addAnchor(token, tokens[index + 1]!, env["page"] as Context);
    else if (token.type === "inline") followLinks(token.children!, env["page"] as Context);
  }
});

export function renderPage(markdown: string, follow: FollowLink): RenderedPage {
  const context: Context = { follow, headings: [], links: [] };
  const body = parser.render(markdown, { page: context });
  const { headings, links } = context;
  const title = headings.find(({ level }) => level === 1)?.text ?? "Documentation";
  return { title, headings, links, html: body };
}

type Token = Parameters<typeof parser.renderer.renderInline>[0][number];

function addAnchor(opening: Token, { children }: Token, { headings }: Context): void {
  const text = children!.map((child) => child.content).join("");
  const anchor = anchorOf(text, headings);
  headings.push({ level: Number(opening.tag[1]), text, anchor });
  opening.attrSet("id", anchor);
}

/** A header without a word names nothing, and is an ordinary cell. */
function demoteEmptyHeader([opening, inline, closing]: readonly Token[]): void {
  if (inline!.content === "") opening!.tag = closing!.tag = "td";
}

/** Leads links to pages; of those that lead nowhere the text is left. */
function followLinks(tokens: readonly Token[], { follow, headings, links }: Context): void {
  let isDropped = false;
  for (const [index, token] of tokens.entries()) {
    if (token.type === "link_open") {
      const address = follow(String(token.attrGet("href")));
      isDropped = address === undefined;
      if (address !== undefined) {
        token.attrSet("href", address);
        const section = headings.findLast(({ level }) => level === 2)?.text;
        links.push({ section, address, text: tokens[index + 1]!.content });
      }
    }
    if (isDropped && token.type.startsWith("link_")) {
      token.tag = "span";
      token.attrs = null;
    }
  }
}

/** As GitHub makes it, so that links work in both places. */
function anchorOf(text: string, before: readonly Heading[]): string {
  const plain = plainAnchor(text);
  const same = before.filter((heading) => plainAnchor(heading.text) === plain).length;
  return same === 0 ? plain : `${plain}-${same}`;
}

function plainAnchor(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(/\s/g, "-");
}
