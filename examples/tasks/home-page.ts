import { currentApp } from "quintet/app";
import { get, html, nonce, routesOf } from "quintet/http";
import { tasksApi } from "./api.ts";

const style = () => html`<style nonce="${nonce()}">
  :root { color-scheme: light dark; --ink: light-dark(#1c2430, #e6e9ef); --soft: light-dark(#5b6675, #9aa5b5);
    --line: light-dark(#dde2e9, #2c3542); --paper: light-dark(#fff, #12171e); --mark: light-dark(#0b5cad, #7db8f5); }
  body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 system-ui, sans-serif; }
  main { max-width: 52rem; margin: 0 auto; padding: 3rem 1.25rem 5rem; }
  h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .5rem; }
  p { color: var(--soft); margin: 0 0 2rem; max-width: 38rem; }
  ul { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line); }
  li { display: grid; grid-template-columns: 4.5rem 1fr; gap: .1rem 1rem; padding: .75rem 0; border-bottom: 1px solid var(--line); }
  li span { grid-column: 2; color: var(--soft); }
  b { color: var(--mark); font-weight: 600; font-size: .85rem; line-height: 1.8; }
  code { font: .95rem/1.6 ui-monospace, monospace; overflow-wrap: anywhere; }
  a { color: var(--mark); }
  pre { overflow-x: auto; padding: 1rem; border: 1px solid var(--line); border-radius: .5rem; }
</style>`;

const example = (origin: string) => `curl -s ${origin}/api/tasks \\
  -H 'content-type: application/json' \\
  -d '{"title": "Water the plants", "priority": "high"}'`;

/** Lists the endpoints as they are mounted, so that the page is never out of date. */
export const homePage = get(
  "/tasks",
  { name: "tasks.home", public: true, documented: false },
  ({ request }) => {
    const endpoints = routesOf(currentApp.get()!).filter(({ layers }) =>
      layers.includes(tasksApi.options),
    );
    return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Task manager</title>
        <link rel="icon" href="data:," />
        ${style()}
      </head>
      <body>
        <main>
          <h1>Task manager</h1>
          <p>
            Tasks, whose they are and when they are due, as JSON. Without a version in the path or in the header
            <code>X-API-Version</code> you talk to version 1.
          </p>
          <ul>
            ${endpoints.map(
              ({ route, path }) => html`<li>
                <b>${route.methods[0]}</b><code>${path.replace("/v1/", "/")}</code>
                <span>${route.options.summary}</span>
              </li>`,
            )}
          </ul>
          <h2>Try it</h2>
          <pre tabindex="0"><code>${example(request.url.origin)}</code></pre>
        </main>
      </body>
    </html>`;
  },
);
