// Clients in a thread of their own: they connect, say so, and tell what they have been answered.
import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { parentPort, workerData } from "node:worker_threads";

const { port, shared, count } = workerData as { port: number; shared: Int32Array; count: number };
const sockets = Array.from({ length: count }, () => connect(port, "127.0.0.1"));
await Promise.all(sockets.map((socket) => once(socket, "connect")));
for (const socket of sockets) socket.write("GET / HTTP/1.1\r\nhost: localhost\r\n\r\n");
Atomics.store(shared, 0, 1);
Atomics.notify(shared, 0);
const answers = sockets.map((socket) => text(socket).catch((error: Error) => error.message));
const lines = (await Promise.all(answers)).map((answer) => answer.split("\r\n")[0]);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- to a thread, not to a window
parentPort!.postMessage(lines);
