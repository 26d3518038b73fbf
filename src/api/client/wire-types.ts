import type { Input } from "../../schema/index.ts";

/** A value as it comes out of JSON: moments are texts, and what is no data is gone. */
export type WireOut<T> = [unknown] extends [T]
  ? T
  : T extends Date | bigint | Uint8Array
    ? string
    : T extends string | number | boolean | null | undefined
      ? T
      : T extends readonly (infer I)[]
        ? WireOut<I>[]
        : T extends object
          ? {
              [K in keyof T as T[K] extends (...args: never) => unknown ? never : K]: WireOut<T[K]>;
            }
          : never;

/** A value as it may be given to be sent: moments as they are or as text. */
export type WireIn<T> = [unknown] extends [T]
  ? T
  : T extends Date
    ? Date | string
    : T extends bigint
      ? string | number
      : T extends string | number | boolean | null | undefined
        ? T
        : T extends readonly (infer I)[]
          ? readonly WireIn<I>[]
          : T extends object
            ? { readonly [K in keyof T]: WireIn<T[K]> }
            : never;

/** What may be sent for a map of fields, a shape or a schema: defaults may be left out. */
export type GivenFor<S> = S extends { readonly "~in": infer T }
  ? WireIn<T>
  : S extends { readonly "~standard": { readonly types?: infer T } }
    ? NonNullable<T> extends { readonly input: infer I }
      ? I
      : never
    : WireIn<Input<S>>;
