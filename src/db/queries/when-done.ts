/** Goes on with a value, at once where it is there: each turn of the microtask queue is a fifth of a read by key. */
export function whenDone<T, R>(
  value: T | Promise<T>,
  next: (value: T) => R | Promise<R>,
): R | Promise<R> {
  // oxlint-disable-next-line promise/no-callback-in-promise
  return value instanceof Promise ? value.then(next) : next(value);
}
