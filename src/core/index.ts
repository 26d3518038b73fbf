export { abortable, abortError } from "./abort.ts";
export { begun } from "./begun.ts";
export { clock, currentClock, now, sleep, sleepOn, systemClock } from "./clock.ts";
export type { Clock } from "./clock.ts";
export {
  actor,
  captureContext,
  deadline,
  outsideContext,
  requestId,
  signal,
  slot,
  withSlots,
} from "./context.ts";
export type { Actor, Binding, Slot } from "./context.ts";
export { checkDeadline, remainingMs, withDeadline, withTimeLimit } from "./deadline.ts";
export { milliseconds } from "./duration.ts";
export type { Duration } from "./duration.ts";
export {
  ABORTED,
  BAD_DURATION,
  BAD_KEYS,
  BULKHEAD_FULL,
  CIRCUIT_OPEN,
  DEADLINE_EXCEEDED,
  DEPENDENCY_CYCLE,
  DUPLICATE_NAME,
  LIFECYCLE_OVER,
  QuintetError,
  SEVERAL_ERRORS,
  START_FAILED,
  STEP_TIMEOUT,
  STOP_FAILED,
  TIMEOUT,
  UNKNOWN_DEPENDENCY,
  defineError,
  throwAll,
} from "./errors.ts";
export type { ErrorKind } from "./errors.ts";
export { fakeClock } from "./fake-clock.ts";
export type { FakeClock } from "./fake-clock.ts";
export { randomToken, uuidv7, uuidv7InSeries } from "./id.ts";
export { anonymous, currentIdentity, identity, toIdentity } from "./identity.ts";
export type { Identity } from "./identity.ts";
export { currentKeys, keyRing } from "./key-ring.ts";
export type { KeyRing, TokenOptions } from "./key-ring.ts";
export { Lifecycle, componentStep } from "./lifecycle.ts";
export type { Component, ComponentStep } from "./lifecycle.ts";
export { consoleLog, currentLog, log, logTo, memoryLog, silentLog } from "./log.ts";
export type { ConsoleLogOptions, Log, LogEntry, LogFields, LogLevel, MemoryLog } from "./log.ts";
export { inDependencyOrder } from "./dependency-order.ts";
export { didYouMean, nearest } from "./nearest.ts";
export { redisScript } from "./redis-script.ts";
export type { RedisScripts } from "./redis-script.ts";
export { callRetried, resilient } from "./resilience.ts";
export type {
  Attempt,
  BreakerOptions,
  BulkheadOptions,
  CallRetried,
  ResilienceOptions,
  Resilient,
  RetryOptions,
} from "./resilience.ts";
export { fact } from "./trace.ts";
export type { Fact } from "./trace.ts";
export { kebabCase, plural, snakeCase } from "./words.ts";
