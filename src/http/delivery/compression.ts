import { Readable } from "node:stream";
import { promisify } from "node:util";
import {
  brotliCompress,
  type BrotliOptions,
  constants,
  createBrotliCompress,
  createGzip,
  gzip,
} from "node:zlib";
import { checkNames } from "../guards/guard-options.ts";
import type { HttpRequest } from "../input/request.ts";
import type { HttpResponse } from "../answers/response.ts";
import { preferredEncoding } from "./preferred-encoding.ts";

export interface CompressionOptions {
  /** Smaller answers are sent as they are. Bytes, default 1024. */
  readonly minBytes?: number;
}

const TEXTUAL =
  /^(?:text\/(?!event-stream)|application\/(?:[\w.-]+\+)?(?:json|xml)\b|application\/(?:x-ndjson|javascript|wasm|manifest\+json)\b|image\/svg\+xml|font\/[ot]tf)/;
// Quality 4 is as fast as gzip's 6 and smaller; the default, 11, is for files that are compressed once.
const BROTLI: BrotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };
const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/**
 * Compresses textual answers by brotli or gzip, as the client prefers.
 *
 * Not where `cache-control` says `no-transform`: say so on pages that show both a secret and what anybody
 * may put into their address (BREACH). Cookies are `SameSite=Lax` here and form tokens change with each
 * page, which takes the ground from that attack otherwise.
 */
export function compressionOf(options: CompressionOptions): Compression {
  checkNames("compression", options, ["minBytes"]);
  const { minBytes = 1024 } = options;
  return {
    isFor: (response) => isCompressible(response, minBytes),
    compress: compressed,
  };
}

export interface Compression {
  /** Whether the form of the answer depends on what the client accepts. */
  isFor(response: HttpResponse): boolean;
  compress(request: HttpRequest, response: HttpResponse): HttpResponse | Promise<HttpResponse>;
}

function isCompressible({ body, status, headers }: HttpResponse, minBytes: number): boolean {
  if (body === undefined) return false;
  // First, because it is quick and true of most answers.
  const isWhole = typeof body === "string" || body instanceof Uint8Array;
  const length = isWhole ? body.length : Number(headers["content-length"] ?? Infinity);
  if (length < minBytes) return false;
  if (status === 206 || headers["content-encoding"] !== undefined) return false;
  if (/\bno-transform\b/.test(String(headers["cache-control"] ?? ""))) return false;
  return TEXTUAL.test(String(headers["content-type"] ?? ""));
}

function compressed(
  request: HttpRequest,
  response: HttpResponse,
): HttpResponse | Promise<HttpResponse> {
  const { body, headers } = response;
  const encoding = preferredEncoding(request.header("accept-encoding"));
  if (body === undefined || encoding === undefined || request.method === "HEAD") return response;
  headers["content-encoding"] = encoding;
  delete headers["content-length"];
  delete headers["accept-ranges"];
  weaken(headers);
  if (typeof body !== "string" && !(body instanceof Uint8Array)) {
    response.body = compressedStream(body, encoding);
    return response;
  }
  return (encoding === "br" ? brotli(body, BROTLI) : zip(body)).then((bytes) => {
    response.body = bytes;
    return response;
  });
}

/** Each piece goes out as it comes: a list that is streamed is to be seen growing. */
function compressedStream(
  body: AsyncIterable<string | Uint8Array>,
  encoding: "br" | "gzip",
): Readable {
  const source = body instanceof Readable ? body : Readable.from(body, { objectMode: false });
  const target =
    encoding === "br"
      ? createBrotliCompress({ ...BROTLI, flush: constants.BROTLI_OPERATION_FLUSH })
      : createGzip({ flush: constants.Z_SYNC_FLUSH });
  source.once("error", (error) => target.destroy(error));
  // Not `pipeline`: it would report the client's going away as an error of the source.
  target.once("close", () => source.destroy());
  return source.pipe(target);
}

/** The bytes differ now from those that a strong tag stood for. */
function weaken(headers: HttpResponse["headers"]): void {
  const etag = headers["etag"];
  if (typeof etag === "string" && !etag.startsWith("W/")) headers["etag"] = `W/${etag}`;
}
