import type { IncomingMessage } from "node:http";
import { abortError, currentClock } from "../../core/index.ts";
import { BODY_ENCODING_REFUSED, BODY_SLOW, BODY_TOO_LARGE, CLIENT_GONE } from "../errors.ts";

export interface BodyLimits {
  readonly bodyLimit: number;
  readonly bodyTimeoutMs: number;
}

/**
 * Reads a body within its limits. What is refused stays unread.
 *
 * @throws `HTTP_BODY_TOO_LARGE`, `HTTP_BODY_SLOW`, `HTTP_BODY_ENCODING_REFUSED`, `HTTP_CLIENT_GONE`
 */
export async function readBytes(
  raw: IncomingMessage,
  { bodyLimit, bodyTimeoutMs }: BodyLimits,
  signal: AbortSignal,
): Promise<Buffer> {
  refuseEncoding(raw);
  if (Number(raw.headers["content-length"] ?? 0) > bodyLimit) throw BODY_TOO_LARGE(bodyLimit);
  if (!hasBody(raw)) return Buffer.alloc(0);
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  let length = 0;
  const take = (chunk: Buffer): void => {
    length += chunk.length;
    if (length > bodyLimit) reject(BODY_TOO_LARGE(bodyLimit));
    else chunks.push(chunk);
  };
  const end = (): void => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, length));
  const close = (): void => {
    // Every request closes; an error that nobody sees costs 10 µs.
    if (!raw.readableEnded) reject(CLIENT_GONE());
  };
  const abort = (): void => reject(abortError(signal));
  const timer = currentClock().timer(bodyTimeoutMs, () => reject(BODY_SLOW(bodyTimeoutMs)));
  signal.addEventListener("abort", abort);
  raw.on("data", take).on("end", end).on("error", close).on("close", close);
  try {
    return await promise;
  } finally {
    timer[Symbol.dispose]();
    signal.removeEventListener("abort", abort);
    raw.off("data", take).off("end", end).off("close", close);
  }
}

/** Whether the request has a body, be it an empty one. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return (
    headers["transfer-encoding"] !== undefined ||
    (headers["content-length"] !== undefined && headers["content-length"] !== "0")
  );
}

function refuseEncoding({ headers }: IncomingMessage): void {
  const encoding = headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity") throw BODY_ENCODING_REFUSED(encoding);
}
