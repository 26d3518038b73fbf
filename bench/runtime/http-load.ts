import { connect } from "node:net";

export interface RawRequest {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The bytes of a request, as a browser or a client on a kept connection sends them. */
export function requestText({ method = "GET", path, headers = {}, body }: RawRequest): string {
  const lines = Object.entries({
    host: "127.0.0.1",
    accept: "application/json",
    "user-agent": "bench",
    ...headers,
    ...(body !== undefined && { "content-length": String(Buffer.byteLength(body)) }),
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n${body ?? ""}`;
}

/**
 * Sends requests over kept connections, one after the other on each, and counts the answers.
 *
 * @param requests Sent in turn, each connection beginning at another part of them.
 * @throws when an answer is not a success
 */
export function load(
  port: number,
  requests: readonly string[],
  connections: number,
  forMs: number,
): Promise<number> {
  const endMs = performance.now() + forMs;
  const each = Array.from({ length: connections }, (_, index) => {
    const first = Math.floor((index * requests.length) / connections);
    return repeat(port, requests, first, endMs);
  });
  return Promise.all(each).then((counts) => counts.reduce((sum, count) => sum + count, 0));
}

function repeat(
  port: number,
  requests: readonly string[],
  first: number,
  endMs: number,
): Promise<number> {
  return new Promise((resolve, reject) => {
    let count = 0;
    let received = "";
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    const send = (): void => void socket.write(requests[(first + count) % requests.length]!);
    socket.setEncoding("latin1").on("error", reject);
    socket.on("connect", send);
    socket.on("data", (text: string) => {
      received = received === "" ? text : received + text;
      if (!isWhole(received)) return;
      if (!received.startsWith("HTTP/1.1 20")) return reject(new Error(received.slice(0, 500)));
      count++;
      received = "";
      if (performance.now() < endMs) return send();
      socket.destroy();
      resolve(count);
    });
  });
}

function isWhole(text: string): boolean {
  const end = text.indexOf("\r\n\r\n");
  if (end === -1) return false;
  const [, length] = /content-length: (\d+)/i.exec(text.slice(0, end)) ?? [];
  return text.length >= end + 4 + Number(length);
}
