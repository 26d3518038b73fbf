import { html, type SafeHtml } from "quintet/http";
import type { Section } from "./documentation.ts";
import type { PageLink, RenderedPage } from "./render-page.ts";

export interface DocPageInput {
  /** Where the page is, `/docs/guides/models`. */
  readonly address: string;
  readonly page: RenderedPage;
  readonly navigation: readonly Section[];
  readonly styles: string;
}

/** A page of the documentation: the navigation, the text, what is on it, and what comes next. */
export function docPage({ address, page, navigation, styles }: DocPageInput): SafeHtml {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title} – Quintet</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${styles}">
</head>
<body>
<a class="skip" href="#site-text">To the text</a>
<header class="top">
<a class="brand" href="/docs">Quintet</a>
<a class="to-pages" href="#site-pages">Pages</a>
<a href="/">Blog</a> <a href="/tasks">Tasks</a> <a href="/docs/api">API</a>
</header>
<div class="columns">
<main id="site-text">
<article>${html.raw(page.html)}</article>
${neighbours(address, navigation)}
</main>
${contentsOf(page)}
<nav class="pages" id="site-pages" aria-label="Pages">
${navigation.map((section) => pagesOf(section, address))}
</nav>
</div>
</body>
</html>`;
}

function contentsOf({ headings }: RenderedPage): SafeHtml | undefined {
  const sections = headings.filter(({ level }) => level === 2);
  if (sections.length < 2) return undefined;
  return html`<nav class="contents" aria-label="On this page">
<h2>On this page</h2>
<ul>${sections.map(({ anchor, text }) => html`<li><a href="#${anchor}">${text}</a></li>`)}</ul>
</nav>`;
}

function pagesOf({ title, entries }: Section, here: string): SafeHtml {
  return html`<h2>${title}</h2>
<ul>${entries.map(({ address, text }) => html`<li>${linkTo(address, text, here)}</li>`)}</ul>`;
}

function linkTo(address: string, text: string, here: string): SafeHtml {
  if (address === here) return html`<a href="${address}" aria-current="page">${text}</a>`;
  return html`<a href="${address}">${text}</a>`;
}

/** The pages before and after this one, in the order of the navigation. */
function neighbours(here: string, navigation: readonly Section[]): SafeHtml | undefined {
  const all = navigation.flatMap(({ entries }) => entries);
  const at = all.findIndex(({ address }) => address === here);
  const next = all[at + 1];
  const previous = all[at - 1];
  if (at === -1 || (next === undefined && previous === undefined)) return undefined;
  return html`<nav class="neighbours" aria-label="Next pages">
${neighbour(previous, "Before", "prev")}${neighbour(next, "Next", "next")}
</nav>`;
}

function neighbour(link: PageLink | undefined, label: string, rel: string): SafeHtml | undefined {
  if (link === undefined) return undefined;
  return html`<a rel="${rel}" href="${link.address}"><small>${label}</small> ${link.text}</a>`;
}
