import { currentKeys } from "../../core/index.ts";
import { flashes, html, nonce, type SafeHtml } from "../../http/index.ts";

/** The frame of our pages, for apps that have none of their own. It loads nothing, and needs no script. */
export function frame(title: string, content: SafeHtml): SafeHtml {
  const said = (currentKeys.get() === undefined ? [] : flashes()).map(
    ({ kind, text }) => html`<p role="status" class="${kind}">${text}</p>`,
  );
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${html.raw(`<style nonce="${nonce()}">${STYLE}</style>`)}
</head>
<body>
<main>
<h1>${title}</h1>
${said}
${content}
</main>
</body>
</html>`;
}

const STYLE = `
:root {
  color-scheme: light dark;
  --back: #f3f4f7; --card: #fff; --ink: #1b1e23; --quiet: #565d66; --line: #858c95; --soft: #dfe2e8;
  --accent: #1a56b0; --on-accent: #fff; --wrong: #b3261e; --on-wrong: #fdf1f0; --good: #1d6b3a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #111316; --card: #1b1e23; --ink: #e7e9ed; --quiet: #a9b0b9; --line: #7f8791; --soft: #343a42;
    --accent: #8ab4f8; --on-accent: #0d1b33; --wrong: #f4b8b4; --on-wrong: #38201f; --good: #8fd6a8;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; padding: clamp(1rem, 8vh, 5rem) 1rem;
  font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--back);
}
main {
  max-width: 28rem; margin: 0 auto; padding: clamp(1.25rem, 5vw, 2.25rem);
  background: var(--card); border: 1px solid var(--soft); border-radius: .75rem;
}
h1 { margin: 0 0 1.25rem; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 2rem 0 .5rem; font-size: 1.1rem; }
p { margin: 0 0 1rem; overflow-wrap: anywhere; }
a { color: var(--accent); text-underline-offset: .2em; }
code { font-size: .9em; overflow-wrap: anywhere; }
label { display: block; margin-bottom: .3rem; font-weight: 600; }
input, select, textarea {
  width: 100%; min-height: 2.75rem; padding: .5rem .75rem; font: inherit; color: inherit;
  background: var(--card); border: 1px solid var(--line); border-radius: .4rem;
}
input[aria-invalid], select[aria-invalid], textarea[aria-invalid] { border-color: var(--wrong); }
button {
  width: 100%; min-height: 2.75rem; padding: .5rem 1rem; font: inherit; font-weight: 600; cursor: pointer;
  color: var(--on-accent); background: var(--accent); border: 1px solid var(--accent); border-radius: .4rem;
}
button:hover { filter: brightness(1.08); }
button.quiet { width: auto; color: var(--accent); background: none; border-color: var(--line); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.field { margin-bottom: 1.1rem; }
.help { margin: .3rem 0 0; font-size: .9rem; color: var(--quiet); }
.error { margin: .3rem 0 0; font-size: .9rem; color: var(--wrong); }
.errors {
  margin-bottom: 1.25rem; padding: .75rem 1rem; color: var(--wrong); background: var(--on-wrong);
  border-inline-start: 4px solid var(--wrong); border-radius: .4rem;
}
.errors ul { margin: 0; padding: 0; list-style: none; }
.errors a { color: inherit; }
.badge { color: var(--good); font-weight: 600; }
.plain { margin: 0 0 1.25rem; padding: 0; list-style: none; }
.plain li {
  display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .5rem 1rem;
  padding: .9rem 0; border-top: 1px solid var(--soft);
}
.plain li:last-child { border-bottom: 1px solid var(--soft); }
.plain li > div { flex: 1 1 9rem; }
.plain p { margin: 0; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1rem; margin: 0 0 1.1rem; }
dd { margin: 0; }
nav { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; margin: 1.25rem 0; }
main > :last-child { margin-bottom: 0; }
`;
