import { hash } from "node:crypto";

/** What is needed of a client of Redis; an `ioredis` has it. */
export interface RedisScripts {
  eval(script: string, keyCount: number, ...args: (string | number)[]): Promise<unknown>;
  evalsha(sha: string, keyCount: number, ...args: (string | number)[]): Promise<unknown>;
}

type RedisScript = (
  redis: RedisScripts,
  keys: readonly string[],
  ...args: readonly (string | number)[]
) => Promise<unknown>;

/**
 * A script in Lua: one round trip, and nobody comes between its steps.
 *
 * @example
 * const TAKE = redisScript("return redis.call('INCR', KEYS[1])");
 * await TAKE(new Redis(url), ["visits"]);
 */
export function redisScript(text: string): RedisScript {
  const sha = hash("sha1", text);
  return async (redis, keys, ...args) => {
    try {
      return await redis.evalsha(sha, keys.length, ...keys, ...args);
    } catch (error) {
      // After a restart or a flush the server does not know the script.
      if (!String(error).includes("NOSCRIPT")) throw error;
      return redis.eval(text, keys.length, ...keys, ...args);
    }
  };
}
