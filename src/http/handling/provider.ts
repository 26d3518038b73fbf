import type { Shape } from "../../schema/index.ts";
import type { Upload } from "../uploads/upload.ts";
import type { HttpRequest } from "../input/request.ts";

/** Something that a route may ask for by `use`: made once for each request, when it is first needed. */
export interface Provider<T = any> {
  readonly "~out": T;
  /** Of the function, for messages. */
  readonly name: string;
  readonly use: Readonly<Record<string, Provider>>;
  readonly make: (input: never) => unknown;
  /** What it reads of a form, for documents. */
  readonly reads?: FormInput;
}

/** The inputs of a form. */
export interface FormInput {
  readonly from: "body" | "query";
  readonly fields: Shape;
  readonly files: Readonly<Record<string, Upload>>;
}

/** What a provider is made from, besides the others that it uses. */
export interface ProviderInput {
  readonly request: HttpRequest;
  /** Aborts when the client has gone or the deadline has passed. */
  readonly signal: AbortSignal;
}

/** Values of providers, by the names under which they are asked for. */
export type Provided<U> = {
  readonly [K in keyof U]: U[K] extends { readonly "~out": infer T } ? T : never;
};

type Made<R> = R extends AsyncGenerator<infer T> | Generator<infer T> ? T : Awaited<R>;

/**
 * Makes a provider: a function that gives a value, or a generator that yields it once and cleans up behind.
 *
 * It is asked once a request, whoever uses it. Clean-up runs after the answer is sent and what
 * `after` was given is done, the last made first; so what the answer depends on, such as a commit, does
 * not belong there. In a request that fails, `yield` throws the error; what clean-up throws is logged.
 *
 * @example
 * const connection = provider(async function* ({ signal }) {
 *   const it = await open({ signal });
 *   try { yield it; } finally { await it.close(); }
 * });
 * const repository = provider({ connection }, ({ connection }) => new Repository(connection));
 */
export function provider<R>(make: (input: ProviderInput) => R): Provider<Made<R>>;
export function provider<U, R>(
  use: U,
  make: (input: ProviderInput & Provided<U>) => R,
): Provider<Made<R>>;
export function provider(
  first: ((input: never) => unknown) | Record<string, Provider>,
  second?: (input: never) => unknown,
): Provider {
  const make = typeof first === "function" ? first : second!;
  const use = typeof first === "function" ? {} : first;
  return { name: make.name || "(without a name)", use, make } as Omit<Provider, "~out"> as Provider;
}

/** The first circle among providers, as names, or undefined. */
export function findCycle(
  use: Readonly<Record<string, Provider>>,
  path: readonly [string, Provider][] = [],
): string[] | undefined {
  for (const [name, one] of Object.entries(use)) {
    const seen = path.findIndex(([, other]) => other === one);
    if (seen !== -1) return [...path.slice(seen).map(([before]) => before), name];
    const found = findCycle(one.use, [...path, [name, one]]);
    if (found) return found;
  }
  return undefined;
}
