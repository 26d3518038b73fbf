import { cookie } from "../cookies/cookie.ts";

/** What a message is about; themes colour it. */
export type FlashKind = "success" | "info" | "warning" | "error";

/** What the next page tells the visitor, once. */
export interface FlashMessage {
  readonly kind: FlashKind;
  readonly text: string;
}

const KINDS: readonly string[] = ["success", "info", "warning", "error"];
/** Older ones give way, so that the cookie keeps its size. */
const MOST = 10;
const LONGEST = 300;
const messages = cookie("flash", { protect: "signed", maxAge: "1h" });

/**
 * Says something on the next page that asks for it, usually after a redirect.
 *
 * It travels in a signed cookie, which the visitor can read: nothing secret belongs into it. At most 10
 * messages of 300 characters are kept.
 *
 * @throws `HTTP_NO_KEYS`, `HTTP_NO_SERVER` outside of a request
 * @example
 * flash("success", "The post is published.");
 * return redirect(url(showPost, post));
 */
export function flash(kind: FlashKind, text: string): void {
  const all = [...readMessages(), { kind, text: text.slice(0, LONGEST) }];
  messages.set(encode(all.slice(-MOST)));
}

/** The messages for the visitor, which are gone with this. For layouts. */
export function flashes(): readonly FlashMessage[] {
  const all = readMessages();
  if (all.length > 0) messages.clear();
  return all;
}

/** The cookie's limit counts bytes: the oldest go until the rest fits. */
function encode(all: readonly FlashMessage[]): string {
  const text = JSON.stringify(all.map(({ kind, text }) => [KINDS.indexOf(kind), text]));
  return Buffer.byteLength(text) > MAX_BYTES && all.length > 1 ? encode(all.slice(1)) : text;
}

/** Base64 in the signed cookie makes four of three. */
const MAX_BYTES = 2700;

function readMessages(): FlashMessage[] {
  const text = messages.find();
  if (text === undefined) return [];
  const all = JSON.parse(text) as [number, string][];
  return all.map(([kind, message]) => ({ kind: KINDS[kind] as FlashKind, text: message }));
}
