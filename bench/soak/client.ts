import { Agent, request } from "node:http";

export interface Answer {
  readonly status: number;
  readonly body: string;
}

export interface Ask {
  readonly method?: "GET" | "PATCH" | "POST";
  readonly path: string;
  readonly token?: string | undefined;
  readonly body?: object;
}

/** A client with kept connections to one port of loopback. */
export function makeClient(port: number, connections: number): (ask: Ask) => Promise<Answer> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return ({ method = "GET", path, token, body }) =>
    new Promise((resolve, reject) => {
      const payload = body === undefined ? undefined : JSON.stringify(body);
      const headers = {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(payload !== undefined && {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(payload),
        }),
      };
      const sent = request({ agent, host: "127.0.0.1", port, method, path, headers }, (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (part: string) => (text += part));
        answer.on("end", () => resolve({ status: answer.statusCode!, body: text }));
        answer.on("error", reject);
      });
      sent.on("error", reject);
      sent.end(payload);
    });
}
