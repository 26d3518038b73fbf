export { QuintetError, defineError } from "./errors.ts";
export type { ErrorKind } from "./errors.ts";
export { actor, deadline, requestId, signal, slot } from "./context.ts";
export type { Actor, Slot } from "./context.ts";
