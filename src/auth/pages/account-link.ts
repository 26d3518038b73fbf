import { html, type SafeHtml } from "../../http/index.ts";

/** The way back from the pages below the account. */
export function accountLink(base: string): SafeHtml {
  return html`<nav aria-label="Account"><a href="${base}">Back to your account</a></nav>`;
}
