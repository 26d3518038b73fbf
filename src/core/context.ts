import { AsyncLocalStorage } from "node:async_hooks";

/**
 * Everything that travels with a piece of work: the value of each slot, at the slot's index. Never mutated, `run`
 * makes a new one. A list, because it is copied for every request and transaction: an object of named
 * properties took 1 µs.
 */
type Context = readonly unknown[];

const storage = new AsyncLocalStorage<Context>();
/** Nothing set: as many places as there are slots. */
const EMPTY: undefined[] = [];

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
  /** The index of the slot. */
  readonly slot: number;
  readonly value: unknown;
}

const names: string[] = [];

/**
 * Declares a slot of the one context value. Declare it once, at the top of the module that owns it.
 *
 * @param name Unique in the process; two slots of one name are a programming error.
 */
export function slot<T>(name: string): Slot<T> {
  if (names.includes(name)) throw new TypeError(`The context slot "${name}" is declared twice.`);
  const index = names.push(name) - 1;
  EMPTY.push(undefined);
  const changed = (value: T | undefined): Context => contextOf([{ slot: index, value }]);
  return {
    name,
    get: () => storage.getStore()?.[index] as T | undefined,
    run: (value, fn) => storage.run(changed(value), fn),
    without: (fn) => storage.run(changed(undefined), fn),
    as: (value) => ({ slot: index, value }),
    enter: (value) => storage.enterWith(changed(value)),
  };
}

/** Runs `fn` with several slots set, at the price of one. */
export function withSlots<R>(bindings: Iterable<Binding>, fn: () => R): R {
  return storage.run(contextOf(bindings), fn);
}

/**
 * Runs `fn` with no slot set: for what opens a socket or starts a timer that outlives the work it is
 * opened in, because its callbacks would have the deadline of that work for ever.
 */
export function outsideContext<R>(fn: () => R): R {
  return storage.run(EMPTY, fn);
}

/** The current context with some slots changed. */
function contextOf(bindings: Iterable<Binding>): Context {
  const context = (storage.getStore() ?? EMPTY).slice();
  // A slot that was declared since then. Lists with holes are slow.
  while (context.length < EMPTY.length) context.push(undefined);
  for (const { slot: index, value } of bindings) context[index] = value;
  return context;
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
