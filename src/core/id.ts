import { randomBytes, randomUUID } from "node:crypto";
import { currentClock, type Clock } from "./clock.ts";

/** The last id of a clock: its millisecond, the text of that, and the 12 bits that count within it. */
interface Last {
  ms: number;
  head: string;
  count: number;
  /** Variant and random bits of this millisecond. */
  tail: string;
}

const COUNT_BITS = 0xfff;
const lasts = new WeakMap<Clock, Last>();

/**
 * Makes a UUID that sorts by time: version 7 of RFC 9562.
 *
 * Ids of one process are strictly ascending, also within a millisecond and when the clock is set back.
 * They tell when they were made; where that is a secret, use `randomToken`.
 */
export function uuidv7(): string {
  const clock = currentClock();
  const { head, count } = next(clock, clock.epochMs());
  // A hexadecimal 7 before three digits: the version and the counter in one.
  return `${head}${(0x7000 + count).toString(16)}-${randomUUID().slice(19)}`;
}

/**
 * Makes a UUID as `uuidv7` does, in a third of its time: ids of one millisecond differ by their counter only,
 * so whoever has one can guess its neighbours. For what is no secret and made often, such as ids of requests.
 *
 * @param nowMs The time by the clock, for callers who have just asked it.
 */
export function uuidv7InSeries(clock: Clock = currentClock(), nowMs = clock.epochMs()): string {
  const { head, count, tail } = next(clock, nowMs);
  return `${head}${(0x7000 + count).toString(16)}-${tail}`;
}

/**
 * Makes an unguessable text of URL-safe characters (base64url): for sessions, keys and links.
 *
 * @param bytes How many random bytes. Default 32, which gives 43 characters.
 */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString("base64url");
}

function next(clock: Clock, nowMs: number): Last {
  let last = lasts.get(clock);
  if (last === undefined) lasts.set(clock, (last = { ms: -1, head: "", count: 0, tail: "" }));
  if (nowMs > last.ms) begin(last, nowMs);
  else if (last.count < COUNT_BITS) last.count++;
  // RFC 9562, 6.2: when the counter is full, the time may run ahead of the clock.
  else begin(last, last.ms + 1);
  return last;
}

function begin(last: Last, ms: number): void {
  const time = ms.toString(16).padStart(12, "0");
  last.ms = ms;
  last.head = `${time.slice(0, 8)}-${time.slice(8)}-`;
  const random = randomUUID();
  // Random, so that processes differ; the highest bit stays free, so that at least 2,048 ids fit.
  last.count = parseInt(random.slice(0, 3), 16) & (COUNT_BITS >> 1);
  last.tail = random.slice(19);
}
