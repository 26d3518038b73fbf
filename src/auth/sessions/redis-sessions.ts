import { redisScript, type RedisScripts } from "../../core/index.ts";
import type { SessionStore, UserSession } from "./session-store.ts";

/** What is needed of a client of Redis; an `ioredis` has it. */
export interface RedisHashes extends RedisScripts {
  hgetall(key: string): Promise<Record<string, string>>;
}

export interface RedisSessionOptions {
  /** What the keys begin with. Default `"quintet:session:"`. */
  readonly prefix?: string;
}

/**
 * Keeps sessions in Redis, which forgets by itself those that are over. Users stay in the database: a request
 * costs one question to each.
 *
 * Redis must not throw keys away when it is full (`maxmemory-policy noeviction`), or people are signed out; it
 * must be one server, since a user's sessions are changed in one step. What is done with sessions in a
 * transaction is done at once: undoing the transaction brings no session back. After a change of a group's rights
 * its members are read and marked 500 at a time, before the transaction commits.
 *
 * The client stays yours: open it with a `commandTimeout`, and close it when the app stops.
 *
 * @example
 * auth({ sessions: { store: redisSessions(new Redis(url, { commandTimeout: 500 })) } })
 */
export function redisSessions(
  redis: RedisHashes,
  { prefix = "quintet:session:" }: RedisSessionOptions = {},
): SessionStore {
  const keyOf = (id: string): string => `${prefix}${id}`;
  /** The set of the keys of a user's sessions. No id of a session has a colon. */
  const userKey = (user: unknown): string => `${prefix}user:${String(user)}`;
  return {
    async open(session, user, keepMs) {
      const indexMs = Math.max(keepMs, session.expiresAt.getTime() - session.seenAt.getTime());
      const fields = { ...toFields(session), user: String(user) };
      const keys = [keyOf(session.id), userKey(user)];
      await OPEN(redis, keys, keepMs, indexMs, ...Object.entries(fields).flat());
    },
    async find(id) {
      const fields = await redis.hgetall(keyOf(id));
      if (fields["user"] === undefined) return undefined;
      return { session: fromFields(fields), user: fields["user"] };
    },
    async of(user) {
      const all = (await OF(redis, [userKey(user)])) as string[][];
      return all.map((pairs) => fromFields(fieldsOf(pairs)));
    },
    async touch(id, seenAt, keepMs) {
      await TOUCH(redis, [keyOf(id)], seenAt.getTime(), keepMs);
    },
    end: async (id, user) => (await END(redis, [keyOf(id)], String(user ?? ""))) === 1,
    endAll: async (user, except) =>
      (await END_ALL(redis, [userKey(user)], except === undefined ? "" : keyOf(except))) as number,
    async markForRotation(users) {
      await MARK(redis, users.map(userKey));
    },
    claimRotation: async (id) => (await CLAIM(redis, [keyOf(id)])) === 1,
    purge: async () => 0,
  };
}

// A session is a hash, and each user has a set of the keys of theirs, of which some may be over.

const OPEN = redisScript(`
redis.call('HSET', KEYS[1], unpack(ARGV, 3))
redis.call('PEXPIRE', KEYS[1], ARGV[1])
for _, key in ipairs(redis.call('SMEMBERS', KEYS[2])) do
  if redis.call('EXISTS', key) == 0 then redis.call('SREM', KEYS[2], key) end
end
redis.call('SADD', KEYS[2], KEYS[1])
if redis.call('PTTL', KEYS[2]) < tonumber(ARGV[2]) then redis.call('PEXPIRE', KEYS[2], ARGV[2]) end
`);

const OF = redisScript(`
local all = {}
for _, key in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  local fields = redis.call('HGETALL', key)
  if #fields > 0 then all[#all + 1] = fields end
end
return all
`);

const TOUCH = redisScript(`
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], 'seenAt', ARGV[1])
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
`);

const END = redisScript(`
if ARGV[1] ~= '' and redis.call('HGET', KEYS[1], 'user') ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
`);

const END_ALL = redisScript(`
local ended = 0
for _, key in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  if key ~= ARGV[1] then
    ended = ended + redis.call('DEL', key)
    redis.call('SREM', KEYS[1], key)
  end
end
return ended
`);

const MARK = redisScript(`
for _, user in ipairs(KEYS) do
  for _, key in ipairs(redis.call('SMEMBERS', user)) do
    if redis.call('EXISTS', key) == 1 then redis.call('HSET', key, 'mustRotate', '1') end
  end
end
`);

const CLAIM = redisScript(`
if redis.call('HGET', KEYS[1], 'mustRotate') ~= '1' then return 0 end
redis.call('HSET', KEYS[1], 'mustRotate', '0')
return 1
`);

function toFields(session: UserSession): Record<string, string | number> {
  const { id, createdAt, seenAt, provedAt, expiresAt, mustRotate, agent, address } = session;
  return {
    id,
    createdAt: createdAt.getTime(),
    seenAt: seenAt.getTime(),
    provedAt: provedAt.getTime(),
    expiresAt: expiresAt.getTime(),
    mustRotate: mustRotate ? 1 : 0,
    agent,
    address,
  };
}

function fromFields(fields: Readonly<Record<string, string>>): UserSession {
  const { id = "", mustRotate, agent = "", address = "" } = fields;
  const at = (name: string): Date => new Date(Number(fields[name]));
  return {
    id,
    createdAt: at("createdAt"),
    seenAt: at("seenAt"),
    provedAt: at("provedAt"),
    expiresAt: at("expiresAt"),
    mustRotate: mustRotate === "1",
    agent,
    address,
  };
}

/** Scripts give a hash as names and values in turn. */
function fieldsOf(pairs: readonly string[]): Record<string, string> {
  const names = pairs.filter((_, place) => place % 2 === 0);
  return Object.fromEntries(names.map((name, place) => [name, pairs[2 * place + 1]!]));
}
