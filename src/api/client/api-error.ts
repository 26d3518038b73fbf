import { pathToWire, type WireNaming } from "./wire-names.ts";

/** What is wrong, after RFC 9457, as the server tells it. */
export interface ApiProblem {
  readonly type?: string;
  readonly title?: string;
  readonly status?: number;
  readonly detail?: string;
  readonly code?: string;
  readonly request_id?: string;
  /** Everything that is wrong with the request; paths have the names of the wire. */
  readonly problems?: readonly {
    readonly path: string;
    readonly code: string;
    readonly message: string;
    readonly in?: string;
  }[];
  readonly [extra: string]: unknown;
}

/** An answer of 400 and above. What never became an answer is thrown as `fetch` throws it. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** Of the request: `"GET"`. */
  readonly method: string;
  /** Of the request, with its parameters filled in and without query and origin: `"/api/posts/7"`. */
  readonly path: string;
  readonly status: number;
  /** For programs: `"HTTP_NOT_FOUND"`. Empty where the answer is no problem document. */
  readonly code: string;
  readonly problem: ApiProblem;
  readonly headers: Headers;

  readonly #naming: WireNaming;

  constructor(
    { method, url }: Pick<Request, "method" | "url">,
    { status, headers }: Pick<Response, "status" | "headers">,
    problem: ApiProblem,
    naming: WireNaming = "camelCase",
  ) {
    super(problem.detail ?? problem.title ?? `The answer has the status ${status}.`);
    this.method = method;
    this.path = new URL(url).pathname;
    this.status = status;
    this.code = problem.code ?? "";
    this.problem = problem;
    this.headers = headers;
    this.#naming = naming;
  }

  /** What is wrong with one member of the body or the query, by its name here (`"lines.0.dueAt"`): for forms. */
  problemsOf(path: string): readonly string[] {
    const told = pathToWire(path, this.#naming);
    return (this.problem.problems ?? []).flatMap((one) => (one.path === told ? one.message : []));
  }

  /** Seconds to wait, where the server says so. */
  get retryAfter(): number | undefined {
    const seconds = Number(this.headers.get("retry-after") ?? Number.NaN);
    return Number.isFinite(seconds) ? seconds : undefined;
  }
}

/** A value, or the error that the server answered with. */
export type Attempt<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ApiError };

/**
 * Gives errors of the server as values. All others, such as an abort, are thrown as they are.
 *
 * @example
 * const made = await attempt(api.posts.create(input));
 * if (!made.ok) showProblems(made.error.problem.problems);
 */
export async function attempt<T>(call: PromiseLike<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await call };
  } catch (error) {
    if (error instanceof ApiError) return { ok: false, error };
    throw error;
  }
}
