import { slot } from "../../core/index.ts";
import { html } from "../html/html.ts";
import type { SafeHtml } from "../html/safe-html.ts";

/** Where form tokens come from; `auth` supplies it. */
export interface CsrfTokens {
  /** The token for the visitor of the current request; another text each time. */
  token(): string;
}

/** The form tokens of the app in whose context this runs. */
export const csrfTokens = slot<CsrfTokens>("csrf");

/** The name under which forms send the token. */
export const CSRF_FIELD = "csrf_token";

/** The hidden input with the form token, to stand in every form that is sent by POST; nothing without `auth`. */
export function csrf(): SafeHtml {
  const tokens = csrfTokens.get();
  if (tokens === undefined) return html.raw("");
  return html`<input type="hidden" name="${CSRF_FIELD}" value="${tokens.token()}">`;
}
