import type { BodyReader } from "./body-reader.ts";
import type { Middleware } from "./middleware.ts";

/** What http() does around every request, besides the server itself. */
export interface StackOptions {}

/** The names of the options above, for "did you mean". */
export const STACK_OPTIONS: readonly string[] = [];

/** The outer layers of every route, the outermost first. Bad options are refused here, at the start. */
export function defaultStack(_options: StackOptions): Middleware[] {
  return [];
}

/** Readers of bodies besides JSON, forms, text and bytes. */
export function defaultReaders(_options: StackOptions): BodyReader[] {
  return [];
}
