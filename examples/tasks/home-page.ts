import { currentApp } from "quintet/app";
import { get, html } from "quintet/http";
import { type Areas, endpointsOf } from "./endpoints.ts";
import { homePageStyle } from "./home-page-style.ts";

export const homePage = get(
  "/tasks",
  { name: "tasks.home", public: true, documented: false },
  ({ request }) => {
    const { v1, v2 } = endpointsOf(currentApp.get()!);
    return html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>Task manager</title>
          <link rel="icon" href="data:," />
          ${homePageStyle()}
        </head>
        <body>
          <main>
            <h1>Task manager</h1>
            <p>
              An API in two versions, each at its path and by the header
              <code>X-API-Version</code>. Who names neither gets version 1.
            </p>
            <div class="columns">
              <div>
                <section aria-labelledby="v1">
                  <h2 id="v1">Version 1</h2>
                  <p>Tasks, whose they are and when they are due. Open to everybody.</p>
                  ${listOf(v1)}
                </section>
                <section aria-labelledby="try">
                  <h2 id="try">Try it</h2>
                  <pre tabindex="0"><code>${example(request.url.origin)}</code></pre>
                </section>
              </div>
              <section aria-labelledby="v2">
                <h2 id="v2">Version 2</h2>
                <p>
                  Teams with projects and tasks, for people who are signed in: what you are in a team
                  decides what you see and change.
                </p>
                ${listOf(v2)}
              </section>
            </div>
          </main>
        </body>
      </html>`;
  },
);

function listOf(areas: Areas) {
  return [...areas].map(
    ([area, endpoints]) => html`<h3>${area}</h3>
      <ul>
        ${endpoints.map(
          ({ method, path, summary }) => html`<li>
            <b class="${method}">${method}</b><code>${path}</code>
            <span>${summary}</span>
          </li>`,
        )}
      </ul>`,
  );
}

const example = (origin: string) => `curl -s ${origin}/api/tasks \\
  -H 'content-type: application/json' \\
  -d '{"title": "Water the plants"}'

curl -s ${origin}/api/v2/teams \\
  -H "authorization: Bearer $token" \\
  -H 'content-type: application/json' \\
  -d '{"name": "Workshop"}'`;
