/** An error with a stable code, an HTTP status, what happened and how to mend it. */
export class QuintetError extends Error {
  override readonly name = "QuintetError";
  readonly code: string;
  /** HTTP status that a client gets when nothing nearer maps the error: 400–599. */
  readonly status: number;
  /** How to mend it, one sentence for the developer. */
  readonly hint: string;

  constructor(code: string, status: number, message: string, hint: string) {
    super(message);
    this.code = code;
    this.status = status;
    this.hint = hint;
  }

  /** Attaches the error that led here; returns the same error, to be thrown. */
  because(cause: unknown): this {
    this.cause = cause;
    return this;
  }
}

/** What `defineError` makes: call it to build the error, `is` to recognise one. */
export interface ErrorKind<Args extends unknown[]> {
  (...args: Args): QuintetError;
  readonly code: string;
  readonly status: number;
  is(error: unknown): error is QuintetError;
}

/**
 * Declares a kind of error, once, in the `errors.ts` of its module.
 *
 * @param code    Stable and unique, `MODULE_WHAT_HAPPENED`.
 * @param status  HTTP status, 400–599.
 * @param message Says what happened, with the offending value.
 * @param hint    Says how to mend it.
 * @example
 * const POOL_TOO_SMALL = defineError("TASKS_POOL_TOO_SMALL", 500,
 *   (threads: number, pool: number) => `The worker may run ${threads} tasks but the pool has ${pool} connections.`,
 *   "Raise `db.pool.max` or lower `tasks.concurrency`.");
 * throw POOL_TOO_SMALL(8, 4);
 */
export function defineError<Args extends unknown[]>(
  code: string,
  status: number,
  message: (...args: Args) => string,
  hint: string | ((...args: Args) => string),
): ErrorKind<Args> {
  const build = (...args: Args): QuintetError => {
    const error = new QuintetError(
      code,
      status,
      message(...args),
      typeof hint === "string" ? hint : hint(...args),
    );
    Error.captureStackTrace(error, build);
    return error;
  };
  const is = (error: unknown): error is QuintetError =>
    error instanceof QuintetError && error.code === code;
  return Object.assign(build, { code, status, is });
}

export const BAD_DURATION = defineError(
  "CORE_BAD_DURATION",
  500,
  (value: unknown) => `${quoted(value)} is not a duration.`,
  'Write a number and a unit: "250ms", "5s", "15m", "1.5h", "31d" or "2w".',
);

export const ABORTED = defineError(
  "CORE_ABORTED",
  499,
  (reason: string) => `The work was aborted: ${reason}`,
  "Nothing to mend when the client has gone; otherwise look for who aborts the signal.",
);

export const DEADLINE_EXCEEDED = defineError(
  "CORE_DEADLINE_EXCEEDED",
  504,
  (at: number) => `The work had to be over at ${new Date(at).toISOString()} and was not.`,
  "Make the work shorter, move it into a task, or give `withDeadline` more time.",
);

function quoted(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value.slice(0, 100)) : String(value);
}
