import { connect } from "node:net";

/** Sends GET requests over kept connections, one after the other on each, and counts the answers. */
export function load(
  port: number,
  path: string,
  connections: number,
  forMs: number,
): Promise<number> {
  const request = `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\naccept: application/json\r\nuser-agent: bench\r\n\r\n`;
  const endMs = performance.now() + forMs;
  const each = Array.from({ length: connections }, () => repeat(port, request, endMs));
  return Promise.all(each).then((counts) => counts.reduce((sum, count) => sum + count, 0));
}

function repeat(port: number, request: string, endMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let count = 0;
    let received = "";
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    socket.setEncoding("latin1").on("error", reject);
    socket.on("connect", () => socket.write(request));
    socket.on("data", (text: string) => {
      received = received === "" ? text : received + text;
      if (!isWhole(received)) return;
      if (!received.startsWith("HTTP/1.1 200 ")) return reject(new Error(received.slice(0, 200)));
      count++;
      received = "";
      if (performance.now() < endMs) {
        socket.write(request);
      } else {
        socket.destroy();
        resolve(count);
      }
    });
  });
}

function isWhole(text: string): boolean {
  const end = text.indexOf("\r\n\r\n");
  if (end === -1) return false;
  const [, length] = /content-length: (\d+)/i.exec(text) ?? [];
  return text.length >= end + 4 + Number(length);
}
