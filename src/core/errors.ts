import { didYouMean } from "./nearest.ts";

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

export const TIMEOUT = defineError(
  "CORE_TIMEOUT",
  504,
  (name: string, limit: string) => `${name} took longer than ${limit}.`,
  "Raise `timeout`, or find out why the other side is slow.",
);

export const CIRCUIT_OPEN = defineError(
  "CORE_CIRCUIT_OPEN",
  503,
  (name: string) => `${name} is not tried at the moment, because it failed too often in a row.`,
  "It is tried again when `breaker.openFor` is over; the cause of the failures is the thing to mend.",
);

export const BULKHEAD_FULL = defineError(
  "CORE_BULKHEAD_FULL",
  503,
  (name: string, limit: number) => `${name} is under way ${limit} times and its queue is full.`,
  "Raise `bulkhead.limit` or `bulkhead.queue`, or call less often.",
);

export const DUPLICATE_NAME = defineError(
  "CORE_DUPLICATE_NAME",
  500,
  (kind: string, name: string) => `Two ${kind}s have the name "${name}".`,
  (kind) => `Give each ${kind} a name of its own.`,
);

export const UNKNOWN_DEPENDENCY = defineError(
  "CORE_UNKNOWN_DEPENDENCY",
  500,
  (kind: string, name: string, wanted: string, known: readonly string[]) =>
    `The ${kind} "${name}" depends on "${wanted}", which is not there.${didYouMean(wanted, known)}`,
  "Add what is missing, or take it out of `dependsOn`.",
);

export const DEPENDENCY_CYCLE = defineError(
  "CORE_DEPENDENCY_CYCLE",
  500,
  (kind: string, path: readonly string[]) =>
    `These ${kind}s depend on each other in a circle: ${path.join(" → ")}.`,
  "Take one of them out of `dependsOn`, or move what both need into a third.",
);

export const START_FAILED = defineError(
  "CORE_START_FAILED",
  500,
  (name: string, cause: unknown) => `The component "${name}" did not start: ${textOf(cause)}`,
  (_name, cause) => hintOf(cause) ?? "See the cause of this error.",
);

export const STOP_FAILED = defineError(
  "CORE_STOP_FAILED",
  500,
  (name: string, cause: unknown) => `The component "${name}" did not stop: ${textOf(cause)}`,
  (_name, cause) => hintOf(cause) ?? "See the cause of this error.",
);

export const STEP_TIMEOUT = defineError(
  "CORE_STEP_TIMEOUT",
  500,
  (name: string, step: "start" | "stop", limit: string) =>
    `The ${step} of "${name}" took longer than ${limit}.`,
  (_name, step) => `Raise its \`${step}Timeout\`, or find out what it waits for.`,
);

export const LIFECYCLE_OVER = defineError(
  "CORE_LIFECYCLE_OVER",
  500,
  () => "This app has been stopped and cannot be started.",
  "Make a new one.",
);

export const BAD_KEYS = defineError(
  "CORE_BAD_KEYS",
  500,
  (what: string) => `The secret keys cannot be used: ${what}.`,
  "Give at least one unguessable text of 32 characters or more, as `openssl rand -base64 48` makes it.",
);

export const SEVERAL_ERRORS = defineError(
  "CORE_SEVERAL_ERRORS",
  500,
  (errors: readonly unknown[]) =>
    `${errors.length} errors:\n${errors.map((error) => `- ${lineOf(error)}`).join("\n")}`,
  "Mend each; the cause of this error holds them all.",
);

/**
 * Throws what has been collected: nothing when it is empty, a single error as it is, several as one.
 *
 * @throws `CORE_SEVERAL_ERRORS`, whose cause is an `AggregateError` of them
 */
export function throwAll(errors: readonly Error[]): void {
  if (errors.length === 1) throw errors[0]!;
  if (errors.length > 1) throw SEVERAL_ERRORS(errors).because(new AggregateError(errors));
}

function lineOf(error: unknown): string {
  const hint = hintOf(error);
  const code = error instanceof QuintetError ? `[${error.code}] ` : "";
  return `${code}${textOf(error)}${hint === undefined ? "" : ` ${hint}`}`;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function hintOf(error: unknown): string | undefined {
  return error instanceof QuintetError ? error.hint : undefined;
}

function quoted(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value.slice(0, 100)) : String(value);
}
