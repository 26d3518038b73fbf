import { excerpt, minutesToRead } from "../../examples/blog/site/markdown.ts";

/** What stands around the parts that come from the database, cut out of the blog's own page. */
export interface Frame {
  readonly head: string;
  readonly finder: string;
  readonly tail: string;
}

export interface HomeRow {
  readonly title: string;
  readonly slug: string;
  readonly content: string;
  readonly publishedAt: string;
  readonly author: string;
  readonly category: { readonly id: number; readonly name: string } | null;
}

export interface CategoryRow {
  readonly id: number;
  readonly name: string;
}

const ITEMS = '<ol class="posts front">\n';
const FIRST_CATEGORY = '    <a href="/posts?category=';
const AFTER_CATEGORIES = "  </nav>";
const PAGES = /Page 1 of \d+/;

/** Cuts the blog's home page where the references put their own. */
export function frameOf(page: string): Frame {
  const categories = page.indexOf(FIRST_CATEGORY);
  const navEnd = page.indexOf(AFTER_CATEGORIES, categories);
  const items = page.indexOf(ITEMS) + ITEMS.length;
  return {
    head: page.slice(0, categories),
    finder: page.slice(navEnd, items),
    tail: page.slice(page.indexOf("\n</ol>", items)).replace(PAGES, "Page 1 of {pages}"),
  };
}

export function homePage(
  { head, finder, tail }: Frame,
  categories: readonly CategoryRow[],
  rows: readonly HomeRow[],
  count: number,
): string {
  return [
    head,
    categories.map(categoryLink).join(""),
    finder,
    rows.map(item).join("\n"),
    tail.replace("{pages}", String(Math.ceil(count / 10))),
  ].join("");
}

function categoryLink({ id, name }: CategoryRow): string {
  return `    <a href="/posts?category=${id}">${escaped(name)}</a>\n    `;
}

const LONG_DATE = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

function item({ title, slug, content, publishedAt, author, category }: HomeRow): string {
  const day = `<time datetime="${publishedAt}">${LONG_DATE.format(new Date(publishedAt))}</time>`;
  const link =
    category === null
      ? ""
      : ` <a class="category" href="/posts?category=${category.id}">${escaped(category.name)}</a>`;
  return `<li class="item">
  <article>
    <p class="facts">${day}${link}</p>
    <h2><a href="/posts/${slug}">${escaped(title)}</a></h2>
    <p class="excerpt">${escaped(excerpt(content))}</p>
    <p class="byline"><a href="/authors/${author}">${escaped(author)}</a> · ${minutesToRead(content)} min</p>
  </article>
</li>`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character]!);
}
