import { once } from "node:events";
import { type AddressInfo, Server } from "node:net";

/** Turns that a stop waits at most for connections that are there already: as many as the system keeps. */
const TAKE_UP_MAX = 1_024;

/** The socket on which a server waits for connections, closed so that none of them is lost. */
export class ListeningSocket {
  readonly #server: Server;
  /** Ends when the last connection has; undefined while it listens. */
  #closed: Promise<unknown> | undefined;

  constructor(server: Server) {
    this.#server = server;
  }

  /** Undefined where it does not listen. */
  get address(): AddressInfo | undefined {
    return (this.#server.address() as AddressInfo | null) ?? undefined;
  }

  /** Takes no new connections; those that are there stay. */
  stop(): void {
    if (!this.#isListening) return;
    this.#closed = once(this.#server, "close");
    // That of net: that of http would close connections on which a request is on its way to us.
    Server.prototype.close.call(this.#server);
  }

  /** Connections that the system has made for us already are reset where nobody takes them up. */
  async takeUpWaiting(): Promise<void> {
    if (!this.#isListening) return;
    let taken = 0;
    const count = (): void => void taken++;
    this.#server.on("connection", count);
    // Node takes up one connection a turn, and the events of this turn may have been read before it.
    for (let turns = 0; turns < TAKE_UP_MAX && turns <= 2 * taken + 1; turns++) {
      await new Promise(setImmediate);
    }
    this.#server.off("connection", count);
  }

  /** Waits until the last connection has ended; at once over where it has not been stopped. */
  async ended(): Promise<void> {
    await this.#closed;
  }

  /** The same, for so long at most. */
  async endedWithin(limitMs: number): Promise<void> {
    if (this.#closed === undefined || limitMs === 0) return;
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, limitMs);
    await Promise.race([this.#closed, late]);
    clearTimeout(timer);
  }

  get #isListening(): boolean {
    return this.#closed === undefined && this.#server.listening;
  }
}
