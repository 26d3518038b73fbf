import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Listens on a free port of loopback, and prints which. */
export function listen(server: Server): void {
  server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
}
