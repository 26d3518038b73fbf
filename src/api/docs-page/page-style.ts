/** The look of the page: light and dark by the system, one column where it is narrow. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --bg: #fbfbfa; --card: #fff; --ink: #1c1d1f; --soft: #5b6068; --line: #dfe1e4; --accent: #0b57a4; --code: #f0f1f3;
  --get: #0a6b3d; --post: #0b57a4; --put: #8a4b00; --patch: #6d3fa0; --delete: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --bg: #131518; --card: #1b1e22; --ink: #e8e9ea; --soft: #a4abb5; --line: #33383f; --accent: #82b7f3; --code: #262a30;
  --get: #6bd39b; --post: #82b7f3; --put: #f0b35e; --patch: #c8a4f0; --delete: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; display: grid;
  grid-template: "header header" auto "nav main" 1fr / minmax(15rem, 19rem) minmax(0, 1fr); min-height: 100vh; }
header { grid-area: header; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; justify-content: space-between; padding: .9rem 1.5rem; border-bottom: 1px solid var(--line); background: var(--card); }
h1 { font-size: 1.3rem; margin: 0; } h1 small { color: var(--soft); font-weight: 400; font-size: .9rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .25rem; } h3 { font-size: .95rem; margin: 1.4rem 0 .4rem; }
a { color: var(--accent); } :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
nav { grid-area: nav; padding: 1rem; border-right: 1px solid var(--line); align-self: start; position: sticky; top: 0; max-height: 100vh; overflow: auto; }
nav h2 { font-size: .85rem; color: var(--soft); margin: 1.2rem 0 .2rem; } nav ul { list-style: none; margin: 0; padding: 0; }
nav a { display: flex; gap: .5rem; align-items: baseline; padding: .2rem .4rem; border-radius: .3rem; text-decoration: none; color: var(--ink); font-size: .9rem; } nav a:hover { background: var(--code); }
main { grid-area: main; padding: 1.25rem 1.5rem 4rem; max-width: 62rem; width: 100%; }
.lead { margin: 0 0 1rem; } .tag > p { color: var(--soft); margin: 0 0 .8rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 0 1rem; margin: .6rem 0; }
.card[open] { padding-bottom: 1rem; } .card > summary { cursor: pointer; padding: .7rem 0; }
.operation > summary code { font-weight: 600; overflow-wrap: anywhere; background: none; padding: 0; } .summary { color: var(--soft); margin-left: .3rem; }
.method { display: inline-block; min-width: 3.9rem; font: 700 .72rem/1.6 ui-monospace, monospace; letter-spacing: .02em; } nav .method { min-width: 3.2rem; }
.get { color: var(--get); } .post { color: var(--post); } .put { color: var(--put); } .patch { color: var(--patch); } .delete { color: var(--delete); }
.tagged { font-size: .75rem; color: var(--soft); border: 1px solid var(--line); border-radius: 1rem; padding: .05rem .5rem; white-space: nowrap; }
code { font: .88em ui-monospace, monospace; background: var(--code); border-radius: .25rem; padding: .1em .3em; overflow-wrap: break-word; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .9rem; } th, td { text-align: left; vertical-align: top; padding: .35rem .8rem .35rem 0; border-bottom: 1px solid var(--line); }
.schema { padding-left: 1.1rem; font-size: .9rem; margin: .3rem 0; } .schema li { margin: .2rem 0; }
.answers { display: grid; grid-template-columns: auto 1fr; gap: .3rem .9rem; margin: 0; font-size: .92rem; } .answers dd { margin: 0; min-width: 0; } .answers p { margin: .2rem 0; }
.try { border-top: 1px solid var(--line); margin-top: 1.2rem; } label { display: block; font-size: .88rem; margin: .7rem 0 .2rem; } label small { color: var(--soft); }
input, textarea { width: 100%; font: .9rem ui-monospace, monospace; color: inherit; background: var(--bg); border: 1px solid var(--soft); border-radius: .4rem; padding: .45rem .6rem; }
button { font: 600 .95rem system-ui, sans-serif; color: var(--card); background: var(--accent); border: 0; border-radius: .4rem; padding: .55rem 1.1rem; cursor: pointer; } button:disabled { opacity: .6; }
pre { background: var(--code); border-radius: .4rem; padding: .8rem; overflow: auto; max-height: 26rem; font: .85rem/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
#found { font-size: .85rem; color: var(--soft); margin: .3rem 0; min-height: 1.3em; } .skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem 1rem; z-index: 1; }
@media (max-width: 50rem) { body { display: block; } nav { position: static; max-height: none; border-right: 0; border-bottom: 1px solid var(--line); } #toc { max-height: 12rem; overflow: auto; } header, main { padding-left: 1rem; padding-right: 1rem; } .summary { display: block; margin: 0; } }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
`;
