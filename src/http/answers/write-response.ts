import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { deadline } from "../../core/index.ts";
import type { Exchange } from "../handling/exchange.ts";
import { hasBody } from "../input/read-bytes.ts";
import type { HeaderValue, HttpResponse } from "./response.ts";

/** Time and bytes that a client has to finish sending a body that nobody wants, before it is cut off. */
const LINGER_MS = 2_000;
const LINGER_BYTES = 4 * 2 ** 20;

/**
 * Sends an answer. Gives a promise where it is sent piece by piece.
 *
 * @throws for headers that cannot be sent, before anything is
 */
export function writeResponse(
  exchange: Exchange,
  response: HttpResponse,
): Promise<void> | undefined {
  const { request } = exchange;
  const { rawResponse: raw } = request;
  const { headers, status, body } = response;
  exchange.durationMs = exchange.clock.monotonicMs() - exchange.startedMs;
  headers["x-request-id"] = request.id;
  headers["x-request-duration-ms"] = String(Math.round(exchange.durationMs * 10) / 10);
  if (hasBody(request.raw) && !request.raw.readableEnded) discardBody(request.raw);
  if (body === undefined || isBodiless(status)) {
    if (!isBodiless(status)) headers["content-length"] = "0";
    raw.writeHead(status, headerList(response)).end();
    discard(body);
  } else if (typeof body === "string") {
    const length = Buffer.byteLength(body);
    headers["content-length"] = String(length);
    // The same for ASCII, and written at a stroke.
    raw
      .writeHead(status, headerList(response))
      .end(body, length === body.length ? "latin1" : "utf8");
  } else if (body instanceof Uint8Array) {
    headers["content-length"] = String(body.byteLength);
    raw.writeHead(status, headerList(response)).end(body);
  } else {
    raw.writeHead(status, headerList(response));
    if (request.method !== "HEAD") return stream(body, raw);
    raw.end();
    discard(body);
  }
  return undefined;
}

/** Names and values in turn: Node writes a list in nine tenths of the time that it takes over an object. */
function headerList({ headers, defaults }: HttpResponse): HeaderValue[] {
  const list: HeaderValue[] = [];
  for (const name in headers) list.push(name, headers[name]!);
  for (const [name, value] of defaults) if (headers[name] === undefined) list.push(name, value);
  return list;
}

type Stream = Readable | AsyncIterable<string | Uint8Array>;

/** A stream may take longer than a request may: its deadline ends with the first byte. */
function stream(body: Stream, raw: NodeJS.WritableStream): Promise<void> {
  return deadline.without(() => pipeline(body, raw));
}

function discard(body: HttpResponse["body"]): void {
  if (body instanceof Readable) body.destroy();
}

function isBodiless(status: number): boolean {
  return status === 204 || status === 304 || status < 200;
}

/** Lets the client finish, because one that is cut off while it writes does not read the answer. */
function discardBody(raw: Exchange["request"]["raw"]): void {
  let length = 0;
  const cut = (): void => void raw.destroy();
  const timer = setTimeout(cut, LINGER_MS);
  timer.unref();
  raw.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length > LINGER_BYTES) cut();
  });
  raw.once("close", () => clearTimeout(timer));
  raw.once("end", () => clearTimeout(timer));
  raw.resume();
}
