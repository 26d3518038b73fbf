import { html } from "../html/html.ts";
import type { SafeHtml } from "../html/safe-html.ts";
import { nonceOf } from "../guards/nonce.ts";
import type { ProblemPage } from "./problem-page.ts";

const ADVICE: Readonly<Record<number, string>> = {
  401: "Sign in, then try again.",
  403: "If you think that you should be let in, ask whoever runs this site.",
  404: "Check the address for a slip, or go back to where you came from.",
  405: "Go back and begin again from the page before.",
  408: "Check your connection, then try again.",
  409: "Go back, load the page again, and repeat what you did.",
  410: "Go back to where you came from.",
  413: "Send something smaller.",
  429: "Wait a little, then try again.",
  503: "Try again in a few minutes.",
  504: "Try again in a few minutes.",
};
const REFUSED = "Go back, check what you have sent, and try again.";
const FAILED =
  "This is not your fault. Try again later; if it goes on, tell whoever runs this site the number below.";

/**
 * What people are shown of an error where the app has no page of its own. It says what the problem document
 * does, loads nothing and needs no script.
 */
export const defaultProblemPage: ProblemPage = ({ status, title, detail, problems }, request) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <style nonce="${nonceOf(request)}">
          :root {
            color-scheme: light dark;
            --quiet: light-dark(#565d66, #a9b0b9);
          }
          body {
            margin: 0;
            padding: clamp(1.5rem, 15vh, 9rem) 1.5rem;
            font: 1.0625rem/1.6 system-ui, sans-serif;
            color: light-dark(#1b1e23, #e7e9ed);
            background: light-dark(#f3f4f7, #111316);
            overflow-wrap: anywhere;
          }
          main {
            max-width: 34rem;
            margin: 0 auto;
          }
          h1 {
            margin: 0 0 1rem;
            font-size: clamp(1.75rem, 6vw, 2.5rem);
            line-height: 1.2;
          }
          .quiet {
            margin: 0;
            font-size: 0.9rem;
            color: var(--quiet);
          }
          .request {
            margin-top: 2rem;
            padding-top: 1rem;
            border-top: 1px solid light-dark(#dfe2e8, #343a42);
          }
        </style>
      </head>
      <body>
        <main>
          <p class="quiet">Error ${status}</p>
          <h1>${title}</h1>
          ${detail !== undefined && html`<p>${detail}</p>`} ${problems && problemList(problems)}
          <p>${ADVICE[status] ?? (status < 500 ? REFUSED : FAILED)}</p>
          <p class="quiet request">Request <code>${request.id}</code></p>
        </main>
      </body>
    </html>`;

type Problems = NonNullable<Parameters<ProblemPage>[0]["problems"]>;

function problemList(problems: Problems): SafeHtml {
  const items = problems.map(
    ({ path, message }) => html`<li>${path !== "" && html`<code>${path}</code> `}${message}</li>`,
  );
  return html`<ul>
    ${items}
  </ul>`;
}
