import type { Client, ClientConfig } from "pg";
import { abortable } from "../../../core/index.ts";
import { CLOSED, POOL_EXHAUSTED } from "../../errors.ts";
import { FifoGate } from "./fifo-gate.ts";
import { connectError } from "./postgres-errors.ts";

export interface PoolOptions {
  readonly address: string;
  readonly max: number;
  /** How long a caller waits for a connection that others use. */
  readonly acquireMs: number;
  readonly idleMs: number;
  readonly makeClient: (config?: ClientConfig) => Client;
}

/**
 * Connections to PostgreSQL, made on demand, used last in first out, dropped as soon as they break.
 *
 * Instead of pg's own pool, whose check-out costs two timers and a tick per query and cannot be aborted.
 */
export class PostgresPool {
  readonly #options: PoolOptions;
  readonly #places: FifoGate;
  readonly #idle: { client: Client; sinceMs: number }[] = [];
  readonly #broken = new WeakSet<Client>();
  #sweeper: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#places = new FifoGate(options.max);
  }

  async acquire(signal?: AbortSignal): Promise<Client> {
    if (this.#isClosed) throw CLOSED(this.#options.address);
    const { address, max, acquireMs } = this.#options;
    const isIn = await this.#places.enter(acquireMs, signal);
    if (!isIn) throw POOL_EXHAUSTED(address, max, acquireMs);
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle.client;
    try {
      if (this.#isClosed) throw CLOSED(address);
      return await (signal === undefined ? this.#connect() : this.#connectUnless(signal));
    } catch (error) {
      this.#places.release();
      throw error;
    }
  }

  /** Gives a connection back; a broken one, or one left in a state unknown, is thrown away. */
  release(client: Client, isUsable: boolean): void {
    if (isUsable && !this.#isClosed && !this.#broken.has(client)) {
      this.#idle.push({ client, sinceMs: performance.now() });
      this.#sweeper ??= this.#sweep();
    } else {
      discard(client);
    }
    this.#places.release();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#sweeper);
    for (let places = 0; places < this.#options.max; places++) {
      await this.#places.enter(this.#options.acquireMs);
    }
    await Promise.all(this.#idle.splice(0).map(({ client }) => client.end().catch(() => {})));
  }

  async #connect(): Promise<Client> {
    const client = this.#options.makeClient();
    // Without a listener, a connection that breaks while nobody uses it would end the process.
    client.on("error", () => this.#drop(client));
    client.on("end", () => this.#drop(client));
    try {
      await client.connect();
      return client;
    } catch (error) {
      discard(client);
      throw connectError(error, this.#options.address);
    }
  }

  async #connectUnless(signal: AbortSignal): Promise<Client> {
    const connecting = this.#connect();
    try {
      return await abortable(connecting, signal);
    } catch (error) {
      connecting.then(discard, () => {});
      throw error;
    }
  }

  #drop(client: Client): void {
    this.#broken.add(client);
    const at = this.#idle.findIndex((idle) => idle.client === client);
    if (at !== -1) this.#idle.splice(at, 1);
  }

  #sweep(): NodeJS.Timeout {
    const sweep = (): void => {
      const oldestMs = performance.now() - this.#options.idleMs;
      while (this.#idle[0] !== undefined && this.#idle[0].sinceMs < oldestMs) {
        discard(this.#idle.shift()!.client);
      }
    };
    return setInterval(sweep, this.#options.idleMs).unref();
  }
}

function discard(client: Client): void {
  client.end().catch(() => {});
}
