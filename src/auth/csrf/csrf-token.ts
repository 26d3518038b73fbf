import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { randomToken } from "../../core/index.ts";
import { cookie, currentRequest, type CsrfTokens, type HttpRequest } from "../../http/index.ts";
import { NOT_HERE } from "../errors.ts";
import { findRequestSession } from "../sessions/request-session.ts";

const SECRET_BYTES = 16;
/** For those who have no session: sign-in forms are to be sent by their own visitors, too. */
const visitor = cookie("csrf", { sameSite: "lax" });

/**
 * Form tokens, made of the session's id, so that they end with it and nothing has to be stored.
 *
 * Each is masked anew: what is compressed together with it tells nothing of it (BREACH).
 */
export const sessionCsrfTokens: CsrfTokens = {
  token() {
    const request = currentRequest.get();
    if (request === undefined) throw NOT_HERE("A form token");
    const mask = randomBytes(SECRET_BYTES);
    const secret = secretOf(keyOf(request) ?? newVisitor());
    return Buffer.concat([mask, mixed(mask, secret)]).toString("base64url");
  },
};

/** Whether a text is a token for the visitor who has sent the request. */
export function isCsrfToken(request: HttpRequest, token: string): boolean {
  const key = keyOf(request);
  const bytes = Buffer.from(token, "base64url");
  if (key === undefined || bytes.length !== 2 * SECRET_BYTES) return false;
  const mask = bytes.subarray(0, SECRET_BYTES);
  return timingSafeEqual(mixed(mask, bytes.subarray(SECRET_BYTES)), secretOf(key));
}

function keyOf(request: HttpRequest): string | undefined {
  return findRequestSession(request)?.token ?? visitor.find();
}

function newVisitor(): string {
  const key = randomToken();
  visitor.set(key);
  return key;
}

function secretOf(key: string): Buffer {
  return createHmac("sha256", key).update("csrf").digest().subarray(0, SECRET_BYTES);
}

function mixed(mask: Buffer, secret: Buffer): Buffer {
  return Buffer.from(secret.map((byte, index) => byte ^ mask[index]!));
}
