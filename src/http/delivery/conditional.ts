import { hash } from "node:crypto";
import type { HttpRequest } from "../input/request.ts";
import { HttpResponse } from "../answers/response.ts";

/** Below it, a 304 with its headers is hardly smaller than the answer. */
const MIN_BYTES = 512;
/** Headers that a 304 repeats (RFC 9110, 15.4.5), and those that are not about the content. */
const ABOUT_CONTENT = ["content-type", "content-length", "content-encoding", "content-range"];

/**
 * Makes the answer to GET or HEAD a 304 where the client has the same content already.
 *
 * Answers without an `etag` of their own get a weak one, a hash of the content, from 512 bytes; it saves
 * the sending, not the making.
 */
export function notModified(request: HttpRequest, response: HttpResponse): HttpResponse {
  const { method } = request;
  if (response.status !== 200 || (method !== "GET" && method !== "HEAD")) return response;
  if (response.headers["etag"] === undefined) addEtag(response);
  if (!isFresh(request, response)) return response;
  const { headers } = response;
  const kept = Object.entries(headers).filter(([name]) => !ABOUT_CONTENT.includes(name));
  release(response.body);
  return new HttpResponse(304, undefined, Object.fromEntries(kept));
}

function addEtag(response: HttpResponse): void {
  const { body, headers } = response;
  if (typeof body !== "string" && !(body instanceof Uint8Array)) return;
  if (body.length < MIN_BYTES || /\bno-store\b/.test(String(headers["cache-control"] ?? "")))
    return;
  // Weak, because compression may follow. SHA-1 for its speed: nobody gains from a collision with themselves.
  headers["etag"] = `W/"${hash("sha1", body, "base64url")}"`;
}

/** RFC 9110, 13.2.2: If-None-Match counts alone where it is given. */
function isFresh(request: HttpRequest, response: HttpResponse): boolean {
  const { "if-none-match": wanted, "if-modified-since": modified } = request.headers;
  if (wanted !== undefined) {
    const etag = response.find("etag");
    return etag !== undefined && (wanted.trim() === "*" || tagsOf(wanted).includes(weak(etag)));
  }
  if (modified === undefined) return false;
  const since = Date.parse(modified);
  const changed = Date.parse(response.find("last-modified") ?? "");
  return changed <= since;
}

function tagsOf(header: string): string[] {
  return header.split(",").map((tag) => weak(tag.trim()));
}

function weak(tag: string): string {
  return tag.replace(/^W\//, "");
}

/** What would have been sent may hold a file open. */
function release(body: HttpResponse["body"]): void {
  if (body !== undefined && typeof body === "object" && "destroy" in body) body.destroy();
}
