import { AsyncLocalStorage } from "node:async_hooks";

/** Everything that travels with a piece of work, by slot name. Never mutated: `run` makes a new one. */
type Context = Readonly<Record<string, unknown>>;

const storage = new AsyncLocalStorage<Context>();
const EMPTY: Context = Object.freeze({});

/** A named, typed place in the context: the request id, the user, the transaction, … */
export interface Slot<T> {
  readonly name: string;
  /** The value that holds here, or `undefined` outside of any `run` that set it. */
  get(): T | undefined;
  /** Runs `fn` with the slot set to `value`; everything `fn` starts sees it, nothing else does. */
  run<R>(value: T, fn: () => R): R;
  /** Runs `fn` with the slot unset, whatever it is outside. */
  without<R>(fn: () => R): R;
  /** The slot with a value, for `withSlots`. */
  as(value: T | undefined): Binding;
  /** Sets the slot for the rest of the current execution: for scripts and the shell, not for servers. */
  enter(value: T): void;
}

/** A slot and the value that it is to have (`undefined` unsets it); made by `slot.as`. */
export interface Binding {
  readonly slot: string;
  readonly value: unknown;
}

const taken = new Set<string>();

/**
 * Declares a slot of the one context value. Declare it once, at the top of the module that owns it.
 *
 * @param name Unique in the process; two slots of one name are a programming error.
 */
export function slot<T>(name: string): Slot<T> {
  if (taken.has(name)) throw new TypeError(`The context slot "${name}" is declared twice.`);
  taken.add(name);
  return {
    name,
    get: () => storage.getStore()?.[name] as T | undefined,
    run: (value, fn) => storage.run({ ...(storage.getStore() ?? EMPTY), [name]: value }, fn),
    without: (fn) => storage.run({ ...(storage.getStore() ?? EMPTY), [name]: undefined }, fn),
    as: (value) => ({ slot: name, value }),
    enter: (value) => storage.enterWith({ ...(storage.getStore() ?? EMPTY), [name]: value }),
  };
}

/** Runs `fn` with several slots set, at the price of one. */
export function withSlots<R>(bindings: Iterable<Binding>, fn: () => R): R {
  return withPrepared(NOTHING_PREPARED, bindings, fn);
}

/**
 * Runs `fn` with no slot set: for what opens a socket or starts a timer that outlives the work it is
 * opened in, because its callbacks would have the deadline of that work for ever.
 */
export function outsideContext<R>(fn: () => R): R {
  return storage.run(EMPTY, fn);
}

/** Slots with values that hold in many runs: prepared once, they are copied at a stroke. */
export interface PreparedSlots {
  readonly values: Readonly<Record<string, unknown>>;
}

/** Puts bindings together once, for `withPrepared`. */
export function prepareSlots(bindings: Iterable<Binding>): PreparedSlots {
  const values: Record<string, unknown> = {};
  for (const binding of bindings) values[binding.slot] = binding.value;
  return { values };
}

const NOTHING_PREPARED: PreparedSlots = { values: EMPTY };

/** As `withSlots`, over slots that were prepared; for what runs for every request. */
export function withPrepared<R>(
  { values }: PreparedSlots,
  bindings: Iterable<Binding>,
  fn: () => R,
): R {
  const around = storage.getStore() ?? EMPTY;
  // Requests come from outside of all contexts: one copy is half the time of two.
  const context: Record<string, unknown> =
    around === EMPTY ? { ...values } : { ...around, ...values };
  for (const binding of bindings) context[binding.slot] = binding.value;
  return storage.run(context, fn);
}

/**
 * Remembers the context that holds here; the answer runs functions in it later, from wherever.
 *
 * For queues and callbacks: what is called later belongs to whoever asked for it.
 */
export function captureContext(): <R>(fn: () => R) => R {
  return AsyncLocalStorage.snapshot();
}

/** Who acts: the signed-in user, a service or a command. `id` is what audit records. */
export interface Actor {
  readonly id: string | number;
  readonly name?: string;
}

/** The id of the request, task or command that this work belongs to. */
export const requestId = slot<string>("requestId");
/** Who this work is done for. */
export const actor = slot<Actor>("actor");
/** When this work must be over: epoch milliseconds. */
export const deadline = slot<number>("deadline");
/** Aborts when the client has gone or the deadline has passed. */
export const signal = slot<AbortSignal>("signal");
