import { randomToken } from "../../core/index.ts";
import { currentRequest } from "../handling/current-request.ts";
import type { HttpRequest } from "../input/request.ts";

const nonces = new WeakMap<HttpRequest, string>();

/**
 * The nonce of this request, which the Content-Security-Policy of the answer names: inline scripts and styles
 * with `nonce="…"` run, those that somebody has smuggled in do not. Empty outside of a request.
 *
 * @example
 * html`<script nonce="${nonce()}">start(${html.json(data)})</script>`
 */
export function nonce(): string {
  const request = currentRequest.get();
  return request === undefined ? "" : nonceOf(request);
}

export function nonceOf(request: HttpRequest): string {
  let value = nonces.get(request);
  if (value === undefined) nonces.set(request, (value = randomToken(16)));
  return value;
}
