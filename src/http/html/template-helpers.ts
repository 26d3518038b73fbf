import { ASSET_NOT_FOUND } from "../files/errors.ts";
import { currentAssets } from "../files/static-files.ts";
import { csrf } from "../forms/csrf.ts";
import { flashes } from "../forms/flash.ts";
import { nonce } from "../guards/nonce.ts";
import { url } from "../routing/url.ts";
import { formatDate } from "./format-date.ts";
import { html } from "./html.ts";
import { safeUrl } from "./safe-url.ts";

/** What templates may call without being given it. */
export const templateHelpers = { asset, csrf, flashes, formatDate, html, nonce, safeUrl, url };

/**
 * The address of a static file of the app, which changes with its content.
 *
 * @throws `HTTP_ASSET_NOT_FOUND`
 */
export function asset(name: string): string {
  const assets = currentAssets.get();
  if (assets === undefined) throw ASSET_NOT_FOUND(name, []);
  return assets.url(name);
}
