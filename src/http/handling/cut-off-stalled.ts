import type { ServerResponse } from "node:http";
import { Socket } from "node:net";

/**
 * Cuts off a client that takes nothing of its answer for so long: what waits for it is kept in memory. One that
 * is slow stays, and so does one whose stream has nothing to say.
 */
export function cutOffStalled(raw: ServerResponse, stallMs: number): void {
  // In process there is no socket, and nothing waits.
  if (!(raw.socket instanceof Socket)) return;
  raw.setTimeout(stallMs, () => {
    if (raw.writableLength > 0) raw.destroy();
  });
}
