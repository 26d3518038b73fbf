import { redisScript, type RedisScripts } from "../../core/index.ts";
import type { ParsedRate } from "./rate.ts";
import { keepMs, recent, sliceAt, SLICES } from "./sliding-window.ts";
import { standingsOf, type Counts, type ThrottleStore, type Verdict } from "./throttle-store.ts";

export interface RedisThrottleOptions {
  /** What the keys begin with. Default `"quintet:throttle:"`. */
  readonly prefix?: string;
}

/**
 * Counts in Redis, in one script: one round trip a request, atomic across all processes.
 *
 * The client stays yours: open it with a `commandTimeout`, and close it when the app stops.
 *
 * @example
 * throttle("100/h", { store: redisThrottles(new Redis(url, { commandTimeout: 500 })) })
 */
export function redisThrottles(
  redis: RedisScripts,
  { prefix = "quintet:throttle:" }: RedisThrottleOptions = {},
): ThrottleStore {
  return {
    async take(key, rates, nowMs) {
      const limits = rates.flatMap((rate) => [rate.limit, sliceAt(rate, nowMs)]);
      const answer = await TAKE(redis, [`${prefix}${key}`], keepMs(rates), SLICES, ...limits);
      return verdictOf(answer, rates, nowMs);
    },
  };
}

/** A hash whose fields are `rate:slice`. Answers whether it was counted, and then all fields. */
const TAKE = redisScript(`
local keep, slices, rates = tonumber(ARGV[1]), tonumber(ARGV[2]), (#ARGV - 2) / 2
local totals, gone = {}, {}
for rate = 1, rates do totals[rate] = 0 end
local fields = redis.call('HGETALL', KEYS[1])
for place = 1, #fields, 2 do
  local rate, slice = string.match(fields[place], '^(%d+):(%d+)$')
  rate = tonumber(rate) + 1
  if tonumber(slice) >= tonumber(ARGV[2 + rate * 2]) - slices then
    totals[rate] = totals[rate] + tonumber(fields[place + 1])
  else
    gone[#gone + 1] = fields[place]
  end
end
if #gone > 0 then redis.call('HDEL', KEYS[1], unpack(gone)) end
for rate = 1, rates do
  if totals[rate] >= tonumber(ARGV[1 + rate * 2]) then return {0, redis.call('HGETALL', KEYS[1])} end
end
for rate = 1, rates do
  redis.call('HINCRBY', KEYS[1], string.format('%d:%s', rate - 1, ARGV[2 + rate * 2]), 1)
end
redis.call('PEXPIRE', KEYS[1], keep)
return {1, redis.call('HGETALL', KEYS[1])}
`);

function verdictOf(answer: unknown, rates: readonly ParsedRate[], nowMs: number): Verdict {
  const [isCounted, fields] = answer as [number, string[]];
  const counts = rates.map((): Record<string, number> => ({}));
  for (let place = 0; place < fields.length; place += 2) {
    const [rate, slice] = fields[place]!.split(":") as [string, string];
    counts[Number(rate)]![slice] = Number(fields[place + 1]);
  }
  const kept: Counts = rates.map((rate, index) => recent(rate, counts[index]!, nowMs));
  return { isAllowed: isCounted === 1, standings: standingsOf(kept, rates, nowMs) };
}
