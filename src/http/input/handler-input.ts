import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { Identity } from "../../core/index.ts";
import type { Output } from "../../schema/index.ts";
import type { PathNames } from "../routing/path.ts";
import type { Provided } from "../handling/provider.ts";
import type { HttpRequest } from "./request.ts";
import type { url } from "../routing/url.ts";

/** What a map of fields, a shape or any Standard Schema gives. */
export type ValueOf<S> = S extends { readonly "~out": infer T }
  ? T
  : S extends { readonly "~standard": { readonly types?: infer T } }
    ? OutputOf<T>
    : S extends undefined
      ? undefined
      : Output<S>;

type OutputOf<T> = NonNullable<T> extends StandardSchemaV1.Types<any, infer V> ? V : never;

/** The parameters of a path: text, or what their fields give. */
export type ParamsOf<P extends string, A> = A extends { readonly "~out": infer T }
  ? T
  : {
      readonly [K in PathNames<P> | (keyof A & string)]: K extends keyof A
        ? FieldOut<A[K]>
        : string;
    };

type FieldOut<T> = T extends { readonly "~out": infer V } ? V : never;

/** What a handler gets whatever its route declares. */
export interface BaseInput {
  readonly request: HttpRequest;
  /** Who asks; anonymous where nobody has signed in. */
  readonly user: Identity;
  /** Aborts when the client has gone or the deadline has passed. Queries and `sleep` see it by themselves. */
  readonly signal: AbortSignal;
  /**
   * Runs `work` once the answer is sent, one after the other; not at all where the handler fails.
   *
   * Its errors are logged. The server waits for it when it stops. What must survive a crash is a task.
   */
  after(work: () => unknown): void;
  /** The address of a route. */
  readonly url: typeof url;
}

/** What a handler gets. */
export interface RouteInput<P extends string, A, Q, H, C, B> extends BaseInput {
  readonly params: ParamsOf<P, A>;
  readonly query: ValueOf<Q>;
  readonly headers: ValueOf<H>;
  readonly cookies: ValueOf<C>;
  readonly body: ValueOf<B>;
}

/** What a handler is called with: the checked input of the route, and what it uses. */
export type HandlerInput<P extends string, A, Q, H, C, B, U> = RouteInput<P, A, Q, H, C, B> &
  Provided<U>;
