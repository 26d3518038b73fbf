import { once } from "node:events";
import { connect } from "node:net";
import { postgres, redis } from "../test/services.ts";

export interface MissingService {
  readonly name: string;
  /** The variable through which test files learn why they have to skip. */
  readonly variable: string;
  readonly reason: string;
}

const timeoutMs = 5_000;

/** Asks each server that tests want for an answer; gives those that do not answer, with the reason. */
export async function missingServices(): Promise<MissingService[]> {
  const found = await Promise.all([
    probe("PostgreSQL", "POSTGRES", postgres.url, askPostgres),
    probe("Redis", "REDIS", redis.url, askRedis),
  ]);
  return found.filter((service) => service !== undefined);
}

async function probe(
  name: string,
  id: string,
  url: string,
  ask: (url: string) => Promise<void>,
): Promise<MissingService | undefined> {
  try {
    await ask(url);
    return undefined;
  } catch (error) {
    const why = error instanceof Error ? error.message || error.name : String(error);
    const where = url.replace(/\/\/.*@/, "//");
    return {
      name,
      variable: `QUINTET_SKIP_${id}`,
      reason: `no ${name} at ${where} (${why}); start one or set QUINTET_TEST_${id}`,
    };
  }
}

async function askPostgres(url: string): Promise<void> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: timeoutMs });
  await client.connect();
  try {
    await client.query("select 1");
  } finally {
    await client.end();
  }
}

async function askRedis(url: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port || 6379) });
  try {
    const limit = AbortSignal.timeout(timeoutMs);
    socket.write("PING\r\n");
    const [answer] = await once(socket, "data", { signal: limit });
    // An answer that asks for a password still is a Redis.
    if (!/^(\+PONG|-NOAUTH)/.test(String(answer))) throw new Error(`unexpected answer ${answer}`);
  } finally {
    socket.destroy();
  }
}
