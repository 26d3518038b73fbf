/**
 * Begins what begins only when it is awaited, such as a query: here, in the context of now, and not where
 * the caller awaits it. Everything else is given back as it is.
 */
export function begun<T>(result: T): T {
  return isLazy(result) ? (result.then((value) => value) as T) : result;
}

function isLazy(result: unknown): result is PromiseLike<unknown> {
  if (typeof result !== "object" || result === null || result instanceof Promise) return false;
  return typeof (result as Partial<PromiseLike<unknown>>).then === "function";
}
