import { redisScript, type RedisScripts } from "../../core/index.ts";
import { type AttemptStore, keepMs, MOST_DOUBLINGS } from "./attempt-store.ts";

/** What is needed of a client of Redis; an `ioredis` has it. */
export interface RedisCommands extends RedisScripts {
  del(key: string): Promise<unknown>;
}

export interface RedisAttemptOptions {
  /** What the keys begin with. Default `"quintet:attempt:"`. */
  readonly prefix?: string;
}

/**
 * Counts in Redis, in one script: one round trip an attempt, atomic across all processes.
 *
 * The client stays yours: open it with a `commandTimeout`, and close it when the app stops.
 *
 * @example
 * auth({ lockout: { store: redisAttempts(new Redis(url, { commandTimeout: 500 })) } })
 */
export function redisAttempts(
  redis: RedisCommands,
  { prefix = "quintet:attempt:" }: RedisAttemptOptions = {},
): AttemptStore {
  return {
    async take(key, rule, nowMs) {
      const { free, firstWaitMs, longestWaitMs } = rule;
      const args = [nowMs, free, firstWaitMs, longestWaitMs, MOST_DOUBLINGS, keepMs(rule)];
      const answer = await TAKE(redis, [`${prefix}${key}`], ...args);
      const [allowed, failures, blocked] = (answer as unknown[]).map(Number) as [
        number,
        number,
        number,
      ];
      return { isAllowed: allowed === 1, failures, blockedUntilMs: blocked };
    },
    async giveBack(key, rule) {
      await GIVE_BACK(redis, [`${prefix}${key}`], rule.free);
    },
    async clear(key) {
      await redis.del(`${prefix}${key}`);
    },
  };
}

// Numbers beyond 2⁵³ do not occur, and `%.0f` keeps Lua from writing moments as 1.7e+12.
const TAKE = redisScript(`
local now, free, first = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local kept = redis.call('HMGET', KEYS[1], 'failures', 'blocked', 'until')
local failures, blocked = tonumber(kept[1] or '0'), tonumber(kept[2] or '0')
if now < blocked then return {0, failures, string.format('%.0f', blocked)} end
if tonumber(kept[3] or '0') <= now then failures = 0 end
failures, blocked = failures + 1, 0
if failures >= free then
  local doublings = math.min(failures - free, tonumber(ARGV[5]))
  blocked = now + math.min(tonumber(ARGV[4]), first * 2 ^ doublings)
end
local text = string.format('%.0f', blocked)
redis.call('HSET', KEYS[1], 'failures', failures, 'blocked', text,
  'until', string.format('%.0f', now + tonumber(ARGV[6])))
redis.call('PEXPIRE', KEYS[1], ARGV[6])
return {1, failures, text}
`);

const GIVE_BACK = redisScript(`
local failures = tonumber(redis.call('HGET', KEYS[1], 'failures') or '0')
if failures == 0 then return 0 end
redis.call('HSET', KEYS[1], 'failures', failures - 1)
if failures - 1 < tonumber(ARGV[1]) then redis.call('HSET', KEYS[1], 'blocked', '0') end
return 1
`);
