import { BAD_CONCURRENCY, WRONG_PHASE } from "./errors.ts";
import type { Signal } from "./signal.ts";

/** When a receiver runs. `"before"` goes with signals of that phase and is not chosen. */
export type When = "before" | "inTransaction" | "afterCommit";

/** A function that waits for signals. A value: it hears nothing until an app, or a hub, is given it. */
export interface Receiver {
  readonly name: string;
  readonly signals: readonly Signal<any>[];
  /** The choice for signals of phase `"after"`. */
  readonly when: "inTransaction" | "afterCommit";
  readonly concurrency: number;
  readonly receive: (event: any) => unknown;
}

export interface ReceiverOptions {
  /**
   * Default `"afterCommit"`: the receiver sees committed data only, cannot fail the write and does not
   * hold it up. `"inTransaction"`: it runs at once, and its error rolls everything back.
   */
  readonly when?: "inTransaction" | "afterCommit";
  /** How many events it handles at once after commit; 1 keeps them strictly in order. Default 32. */
  readonly concurrency?: number;
  /** For logs. Default: the name of the function, else the names of the signals. */
  readonly name?: string;
}

/**
 * Makes a receiver of one signal or of several.
 *
 * It registers nothing: list it in a module (`module("blog", { receivers: [welcome] })`) or give it to
 * `Events.subscribe`. What must survive a crash belongs into a task, not into a receiver after commit.
 *
 * @throws `EVENTS_WRONG_PHASE`, `EVENTS_BAD_CONCURRENCY`
 * @example
 * export const welcome = on(registered, async ({ email }) => sendWelcome(email));
 * export const index = on([Post.saved, Comment.saved], ({ row }) => search.add(row));
 */
export function on<S extends Signal<any>>(
  signals: S | readonly S[],
  receive: (event: S["~event"]) => unknown,
  options: ReceiverOptions = {},
): Receiver {
  const all: readonly Signal<any>[] = Array.isArray(signals) ? signals : [signals];
  const name = options.name ?? (receive.name || `on ${all.map((one) => one.name).join(", ")}`);
  const early = all.find((one) => one.phase === "before");
  if (options.when && early) throw WRONG_PHASE(early.name, options.when);
  const concurrency = options.concurrency ?? 32;
  if (!Number.isInteger(concurrency) || concurrency < 1) throw BAD_CONCURRENCY(name, concurrency);
  return { name, signals: all, when: options.when ?? "afterCommit", concurrency, receive };
}
