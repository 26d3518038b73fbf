import {
  currentLog,
  deadline,
  fact,
  signal as abortSignal,
  slot,
  withSlots,
} from "../core/index.ts";
import type { Change, ChangeReader } from "./change.ts";
import { commitQueue } from "./commit-queue.ts";
import { SUBSCRIBED_TWICE } from "./errors.ts";
import { Lane } from "./lane.ts";
import type { Receiver, When } from "./receiver.ts";
import type { Signal } from "./signal.ts";

/** A receiver after commit, or a reader of changes, has thrown. */
export const eventFailed = fact<EventFailed>("events.failed");

export interface EventFailed {
  /** Name of the receiver or reader. */
  readonly name: string;
  /** The signal; absent for readers of changes. */
  readonly signal?: string;
  readonly error: unknown;
}

/** Who hears one signal, by when. Arrays are replaced, never changed: an emit under way keeps its own. */
type Audience = Record<When, readonly Receiver[]>;

interface Reading {
  readonly reader: ChangeReader;
  readonly lane: Lane;
}

const NOBODY: Audience = { before: [], inTransaction: [], afterCommit: [] };

/** Set while a reader reads: what it writes itself must not wait for it. */
const isReading = slot<true>("events.isReading");
const isSilent = slot<true>("events.isSilent");

/**
 * Runs `fn` without the receivers of signals: for seeds and imports, where nobody is to get a mail for each row.
 *
 * Also those inside the transaction and before the write hear nothing, so what they keep in step is up to you.
 * Readers of the change stream go on: caches and audit know of every write.
 *
 * @example
 * await silently(() => Post.createMany(rows));
 */
export function silently<R>(fn: () => R): R {
  return isSilent.run(true, fn);
}

/**
 * The hub of one app: who receives which signal and who reads the change stream.
 *
 * Two hubs know nothing of each other. The one that holds in a context is `currentEvents.get()`.
 */
export class Events {
  readonly #audiences = new Map<Signal<any>, Audience>();
  readonly #receivers = new Map<Receiver, Lane>();
  readonly #readings = new Set<Reading>();
  /** Of receivers and readers that were taken out while they were at work. */
  readonly #retired = new Set<Lane>();
  #wantsAll = false;
  #wanted: ReadonlySet<object> = new Set();

  /**
   * Adds receivers; for each signal they run in the order in which they were added.
   *
   * @returns what takes these out again; work that has begun is finished.
   * @throws `EVENTS_SUBSCRIBED_TWICE`, and then adds none of them.
   */
  subscribe(...receivers: readonly Receiver[]): Disposable {
    const twice = receivers.find(
      (receiver, index) => this.#receivers.has(receiver) || receivers.indexOf(receiver) !== index,
    );
    if (twice) throw SUBSCRIBED_TWICE(twice.name);
    for (const receiver of receivers) {
      this.#receivers.set(receiver, new Lane(receiver.concurrency));
    }
    this.#rebuildAudiences();
    return {
      [Symbol.dispose]: () => {
        for (const receiver of receivers) {
          this.#retire(this.#receivers.get(receiver));
          this.#receivers.delete(receiver);
        }
        this.#rebuildAudiences();
      },
    };
  }

  /**
   * Whether it is worth to make an event: somebody receives the signal, or reads the changes of its source.
   *
   * @param when Asks for receivers of that time only.
   */
  isHeard(signal: Signal<any>, when?: When): boolean {
    const audience = this.#audienceOf(signal);
    if (when !== undefined) return audience !== undefined && audience[when].length > 0;
    if (audience !== undefined) return true;
    return (
      signal.phase === "after" && signal.source !== undefined && this.wantsChanges(signal.source)
    );
  }

  /**
   * Runs the receivers of `signal` that belong to `when`.
   *
   * `"before"` and `"inTransaction"`: one after the other; the first error ends it and is thrown (sync
   * when all before it were sync, else by the promise). `"afterCommit"`: all are started in order and
   * not waited for; errors are logged. These run without the transaction, deadline and abort signal of
   * the writer, since what has been committed has to be told even when the client has gone.
   */
  emit<T>(signal: Signal<T>, event: T, when: "afterCommit"): void;
  emit<T>(signal: Signal<T>, event: T, when: When): void | Promise<void>;
  emit<T>(signal: Signal<T>, event: T, when: When): void | Promise<void> {
    const receivers = this.#audienceOf(signal)?.[when];
    if (receivers === undefined || receivers.length === 0) return undefined;
    if (when !== "afterCommit") return runInOrder(receivers, event, 0);
    return withSlots(DETACHED, () => {
      for (const receiver of receivers) {
        const work = (): void | Promise<void> =>
          guarded(() => receiver.receive(event), { name: receiver.name, signal: signal.name });
        void this.#receivers.get(receiver)?.add(work);
      }
    });
  }

  /** Adds a reader of the change stream; dispose the answer to stop it. */
  readChanges(reader: ChangeReader): Disposable {
    const reading = { reader, lane: new Lane(1) };
    this.#readings.add(reading);
    this.#rebuildWanted();
    return {
      [Symbol.dispose]: () => {
        this.#retire(reading.lane);
        this.#readings.delete(reading);
        this.#rebuildWanted();
      },
    };
  }

  /** Whether anybody reads the changes of this model class. */
  wantsChanges(source: object): boolean {
    return this.#wantsAll || this.#wanted.has(source);
  }

  /**
   * Gives the changes of one committed transaction to the readers; never throws nor rejects.
   *
   * Await it: that is how a cache gets rid of stale entries before the writer goes on. Within a reader
   * it does not wait, because the reader would wait for itself.
   */
  publish(changes: readonly Change[]): void | Promise<void> {
    if (this.#readings.size === 0) return undefined;
    const isNested = isReading.get() === true;
    const pending = withSlots([...DETACHED, isReading.as(true)], () =>
      [...this.#readings].map((reading) => deliver(reading, changes)),
    ).filter((result) => result !== undefined);
    if (pending.length === 0 || isNested) return undefined;
    return Promise.all(pending).then(() => undefined);
  }

  /** Resolves when no receiver after commit and no reader is at work. Not to be awaited within one. */
  async settled(): Promise<void> {
    for (;;) {
      const readers = [...this.#readings].map(({ lane }) => lane);
      const lanes = [...this.#receivers.values(), ...readers, ...this.#retired];
      const busy = lanes.map((lane) => lane.idle()).filter((idle) => idle !== undefined);
      if (busy.length === 0) return;
      await Promise.all(busy);
    }
  }

  #audienceOf(signal: Signal<any>): Audience | undefined {
    const audience = this.#audiences.get(signal);
    return audience === undefined || isSilent.get() === true ? undefined : audience;
  }

  #retire(lane: Lane | undefined): void {
    const idle = lane?.idle();
    if (lane === undefined || idle === undefined) return;
    this.#retired.add(lane);
    void idle.then(() => this.#retired.delete(lane));
  }

  #rebuildAudiences(): void {
    this.#audiences.clear();
    for (const receiver of this.#receivers.keys()) {
      for (const signal of new Set(receiver.signals)) {
        const when = signal.phase === "before" ? "before" : receiver.when;
        const audience = this.#audiences.get(signal) ?? NOBODY;
        this.#audiences.set(signal, { ...audience, [when]: [...audience[when], receiver] });
      }
    }
  }

  #rebuildWanted(): void {
    const readers = [...this.#readings].map(({ reader }) => reader);
    this.#wantsAll = readers.some((reader) => reader.models === undefined);
    this.#wanted = new Set(readers.flatMap((reader) => reader.models ?? []));
  }
}

const DETACHED = [commitQueue.as(undefined), deadline.as(undefined), abortSignal.as(undefined)];

/** Stays synchronous as long as the receivers do: the database writes on, without a turn of the loop. */
function runInOrder(
  receivers: readonly Receiver[],
  event: unknown,
  from: number,
): void | Promise<void> {
  for (let index = from; index < receivers.length; index++) {
    const result = receivers[index]!.receive(event);
    if (isPromiseLike(result)) {
      return Promise.resolve(result).then(() => runInOrder(receivers, event, index + 1));
    }
  }
}

function deliver({ reader, lane }: Reading, changes: readonly Change[]): void | Promise<void> {
  const wanted = reader.models;
  const own = wanted ? changes.filter(({ source }) => wanted.includes(source)) : changes;
  if (own.length === 0) return undefined;
  return lane.add(() => guarded(() => reader.read(own), { name: reader.name }));
}

/** Whatever happens after commit can no longer fail the writer, so its errors end here. */
function guarded(
  work: () => unknown,
  who: { name: string; signal?: string },
): void | Promise<void> {
  try {
    const result = work();
    if (isPromiseLike(result)) {
      return Promise.resolve(result).then(
        () => undefined,
        (error: unknown) => reportFailure(who, error),
      );
    }
  } catch (error) {
    reportFailure(who, error);
  }
}

function reportFailure(who: { name: string; signal?: string }, error: unknown): void {
  const { name, signal } = who;
  const what = signal === undefined ? "a reader of changes" : "a receiver";
  currentLog().error(
    `${what} has failed after commit`,
    signal === undefined ? { reader: name, error } : { receiver: name, signal, error },
  );
  eventFailed.publish({ ...who, error });
}

function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | undefined)?.then === "function";
}
