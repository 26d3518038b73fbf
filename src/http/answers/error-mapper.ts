import type { HttpRequest } from "../input/request.ts";
import type { HttpResponse } from "./response.ts";

type ErrorClass<E> = abstract new (...args: never[]) => E;

/** How exceptions of one class are answered. */
export interface ErrorMapper<E = any> {
  readonly of: ErrorClass<E>;
  readonly answer: (error: E, request: HttpRequest) => HttpResponse;
}

/**
 * Says how exceptions of a class, and of those derived from it, are answered. The nearest class wins, then
 * the nearest group, then the last module.
 *
 * An answer of 500 or above is logged with the exception, others are not.
 *
 * @example
 * errorMapper(OutOfStock, (error) => problem({ status: 409, code: "out_of_stock", sku: error.sku }))
 */
export function errorMapper<E>(
  of: ErrorClass<E>,
  answer: (error: E, request: HttpRequest) => HttpResponse,
): ErrorMapper<E> {
  return { of, answer };
}

/** Mappers by class: a look-up from the class of an error up to `Error`. */
export type ErrorMap = ReadonlyMap<unknown, ErrorMapper>;

/** @param mappers The last of a class counts. */
export function errorMapOf(mappers: readonly ErrorMapper[]): ErrorMap {
  return new Map(mappers.map((mapper) => [mapper.of.prototype, mapper]));
}

export function findMapper(map: ErrorMap, error: unknown): ErrorMapper | undefined {
  if (map.size === 0 || typeof error !== "object") return undefined;
  for (let at: unknown = error; at !== null; at = Object.getPrototypeOf(at)) {
    const found = map.get(at);
    if (found) return found;
  }
  return undefined;
}
