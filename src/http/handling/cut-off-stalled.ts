import type { ServerResponse } from "node:http";
import { Socket } from "node:net";

/**
 * Cuts off a client that takes nothing of its answer for so long: what waits for it is kept in memory. One that
 * is slow stays, and so does one whose stream has nothing to say. Node notices after one to two such spans.
 */
export function cutOffStalled(raw: ServerResponse, stallMs: number): void {
  // In process there is no real socket, and nothing waits; an answer that waits for others gets its own later.
  if (raw.socket !== null && !(raw.socket instanceof Socket)) return;
  raw.setTimeout(stallMs, () => {
    if (raw.writableLength > 0) raw.destroy();
  });
}
