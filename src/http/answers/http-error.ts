import { QuintetError } from "../../core/index.ts";

/** An error that a handler throws for the client to read. */
export class HttpError extends QuintetError {
  /** Headers of the answer, such as `retry-after`. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: string,
    status: number,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(code, status, message, "The handler has refused the request; the message says why.");
    this.headers = headers;
  }
}

export interface HttpErrorOptions {
  /** What programs tell it by. Default: the name of the status, as in `NOT_FOUND`. */
  readonly code?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TooManyRequestsOptions extends HttpErrorOptions {
  /** Seconds after which the client may try again. */
  readonly retryAfter: number;
}

type MakeError = (message?: string, options?: HttpErrorOptions) => HttpError;

/** 400: the request makes no sense. */
export const badRequest: MakeError = maker(400, "BAD_REQUEST", "The request makes no sense.");
/** 401: sign in first. Give `headers: { "www-authenticate": … }` where a browser should ask. */
export const unauthorized: MakeError = maker(401, "UNAUTHORIZED", "Sign in first.");
/** 403: signed in or not, this is not allowed. */
export const forbidden: MakeError = maker(403, "FORBIDDEN", "This is not allowed.");
/** 404: it is not there, or whoever asks may not know that it is. */
export const notFound: MakeError = maker(404, "NOT_FOUND", "It is not there.");
/** 409: it does not go with what is there. */
export const conflict: MakeError = maker(409, "CONFLICT", "It does not go with what is there.");
/** 410: it was there once. */
export const gone: MakeError = maker(410, "GONE", "It is not there any more.");
/** 422: it can be read, and makes no sense all the same. */
export const unprocessable: MakeError = maker(422, "UNPROCESSABLE", "It makes no sense.");
/** 503: not now. */
export const unavailable: MakeError = maker(503, "UNAVAILABLE", "Not possible at the moment.");

/**
 * 429: not so often.
 *
 * @param options `retryAfter` in seconds, which is sent as the Retry-After header.
 */
export function tooManyRequests(
  options: TooManyRequestsOptions,
  message = "Too many requests.",
): HttpError {
  const headers = { ...options.headers, "retry-after": String(Math.ceil(options.retryAfter)) };
  return new HttpError(options.code ?? "TOO_MANY_REQUESTS", 429, message, headers);
}

function maker(status: number, code: string, usual: string): MakeError {
  return (message = usual, options = {}) =>
    new HttpError(options.code ?? code, status, message, options.headers);
}
