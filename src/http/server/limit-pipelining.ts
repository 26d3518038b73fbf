import type { RequestListener } from "node:http";
import type { Socket } from "node:net";

/** Requests that may wait on a connection behind the one that is being answered. Browsers send none. */
const WAITING_MAX = 32;

/**
 * Cuts off clients that ask on and on without waiting for an answer. Node hands on all requests of a chunk at
 * once, and keeps their answers: 64 KiB of requests for a page of 57 KB took 120 MB.
 */
export function limitPipelining(listener: RequestListener): RequestListener {
  const waiting = new WeakMap<Socket, number>();
  const add = (socket: Socket, more: number): number => {
    const count = (waiting.get(socket) ?? 0) + more;
    waiting.set(socket, count);
    return count;
  };
  return (raw, rawResponse) => {
    const { socket } = raw;
    // What is left of the chunk still comes.
    if (socket.destroyed) return;
    if (rawResponse.socket === null) {
      if (add(socket, 1) > WAITING_MAX) return void socket.destroy();
      rawResponse.once("socket", () => add(socket, -1));
    }
    listener(raw, rawResponse);
  };
}
