import { commitQueue } from "./commit-queue.ts";
import { currentEvents } from "./current-events.ts";
import { NO_HUB } from "./errors.ts";

/**
 * When a signal comes. `"after"`: it has happened; receivers choose whether they run at once, inside the
 * transaction, or after the commit. `"before"`: it is about to; receivers run inside, one after the other,
 * and may change the event or veto it by throwing.
 */
export type Phase = "before" | "after";

/** Something that happens and that modules may react to. Two signals of one name are two signals. */
export interface Signal<T> {
  readonly name: string;
  readonly phase: Phase;
  /** What readers of the change stream would call the source of it (the model class). */
  readonly source: object | undefined;
  /** The event; exists for the compiler only. */
  readonly "~event": T;
  /**
   * Hands `event` to the receivers of the current app.
   *
   * Inside a transaction the receivers "after commit" wait for the commit and hear nothing on rollback.
   * They are started, not waited for: `Events.settled()` waits.
   *
   * @throws what a receiver "in transaction" or "before" throws
   * @throws `EVENTS_NO_HUB` outside of an app: an event is never lost in silence.
   */
  send(event: T): Promise<void>;
}

export interface SignalOptions {
  /** Default `"after"`. */
  readonly phase?: Phase;
  /** The model class, when the signal tells of writes of it. */
  readonly source?: object;
}

/**
 * Declares a signal. It is a value: nothing is registered, and it may be sent in any number of apps.
 *
 * @param name For logs and traces; need not be unique.
 * @example
 * export const registered = signal<{ email: string }>("registered");
 * await registered.send({ email: "ada@example.com" });
 */
export function signal<T>(name: string, options: SignalOptions = {}): Signal<T> {
  const declared = {
    name,
    phase: options.phase ?? "after",
    source: options.source,
    send: (event: T) => send(declared, event),
  } as Signal<T>;
  return declared;
}

async function send<T>(signal: Signal<T>, event: T): Promise<void> {
  const hub = currentEvents.get();
  if (!hub) throw NO_HUB(signal.name);
  if (signal.phase === "before") return hub.emit(signal, event, "before");
  await hub.emit(signal, event, "inTransaction");
  if (!hub.isHeard(signal, "afterCommit")) return;
  const queue = commitQueue.get();
  const emit = (): void => void hub.emit(signal, event, "afterCommit");
  if (queue) queue.afterCommit(emit);
  else emit();
}
