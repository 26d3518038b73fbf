import { channel } from "node:diagnostics_channel";
import { currentLog } from "./log.ts";

/** Something that happens and that others may watch: a query, a start, a failed receiver. */
export interface Fact<T extends object> {
  readonly name: string;
  /** Whether anybody listens: ask before measuring anything that only the fact needs. */
  readonly isObserved: boolean;
  /** Tells the observers, at once and in order; a function is called only when there are any. */
  publish(value: T | (() => T)): void;
  /** Errors of `observe` are logged and reach nobody else. Dispose it to stop. */
  subscribe(observe: (value: T) => void): Disposable;
}

/**
 * Declares a fact: the channel `quintet:<name>` of `node:diagnostics_channel`, with a type.
 *
 * Costs one property read when nobody listens. Any tool that knows diagnostics channels can listen too.
 *
 * @param name `module.what`, such as `"db.query"`.
 */
export function fact<T extends object>(name: string): Fact<T> {
  const to = channel(`quintet:${name}`);
  return {
    name,
    get isObserved() {
      return to.hasSubscribers;
    },
    publish(value) {
      if (to.hasSubscribers) to.publish(typeof value === "function" ? value() : value);
    },
    subscribe(observe) {
      const listen = (value: unknown): void => {
        // Node would end the process: observers must not be able to do that to the observed.
        try {
          observe(value as T);
        } catch (error) {
          currentLog().error("an observer of a fact has failed", { fact: name, error });
        }
      };
      to.subscribe(listen);
      return { [Symbol.dispose]: () => void to.unsubscribe(listen) };
    },
  };
}
