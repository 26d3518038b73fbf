import { html, nonce } from "quintet/http";

export const homePageStyle = () => html`<style nonce="${nonce()}">
  :root {
    color-scheme: light dark;
    --ink: light-dark(#17212f, #e7ebf1);
    --soft: light-dark(#556275, #9eabbd);
    --line: light-dark(#dfe4ec, #2a3442);
    --paper: light-dark(#f6f8fb, #0e131a);
    --card: light-dark(#fff, #161d27);
    --get: light-dark(#0b5cad, #86bdf8);
    --post: light-dark(#17703a, #74d19a);
    --change: light-dark(#8a5300, #eebd6b);
    --delete: light-dark(#b3261e, #f59a93);
  }
  * {
    box-sizing: border-box;
  }
  body {
    margin: 0;
    background: var(--paper);
    color: var(--ink);
    font: 1rem/1.6 system-ui, sans-serif;
  }
  main {
    max-width: 76rem;
    margin: 0 auto;
    padding: clamp(2rem, 6vw, 4.5rem) clamp(1rem, 4vw, 2.5rem) 5rem;
  }
  h1 {
    margin: 0 0 0.75rem;
    font-size: clamp(2rem, 5vw, 2.75rem);
    line-height: 1.15;
    letter-spacing: -0.02em;
  }
  h2 {
    margin: 0;
    font-size: 1.35rem;
    line-height: 1.3;
  }
  h3 {
    margin: 1.75rem 0 0.25rem;
    font-size: 0.95rem;
    text-transform: capitalize;
  }
  p {
    max-width: 42rem;
    margin: 0.35rem 0 0;
    color: var(--soft);
  }
  code {
    font: 0.925em/1.5 ui-monospace, "SF Mono", Menlo, monospace;
    overflow-wrap: anywhere;
  }
  .columns {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 27rem), 1fr));
    gap: 1.5rem;
    align-items: start;
    margin-top: 2.5rem;
  }
  section {
    padding: clamp(1.1rem, 3vw, 1.75rem);
    background: var(--card);
    border: 1px solid var(--line);
    border-radius: 0.9rem;
  }
  section + section {
    margin-top: 1.5rem;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: 4.25rem 1fr;
    align-items: baseline;
    padding: 0.5rem 0;
    border-top: 1px solid var(--line);
  }
  li span {
    grid-column: 2;
    color: var(--soft);
    font-size: 0.925rem;
    line-height: 1.45;
  }
  b {
    font-size: 0.75rem;
    letter-spacing: 0.04em;
    color: var(--change);
  }
  .GET {
    color: var(--get);
  }
  .POST {
    color: var(--post);
  }
  .DELETE {
    color: var(--delete);
  }
  pre {
    margin: 0.9rem 0 0;
    padding: 1rem;
    overflow-x: auto;
    background: var(--paper);
    border: 1px solid var(--line);
    border-radius: 0.6rem;
  }
</style>`;
