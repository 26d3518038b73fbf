import { app, module, type Module } from "quintet/app";
import { memoryLog, type MemoryLog } from "quintet/core";
import {
  http,
  startInProcess,
  type Group,
  type HttpOptions,
  type HttpServer,
  type Route,
} from "quintet/http";

export interface InProcess extends AsyncDisposable {
  readonly server: HttpServer;
  readonly log: MemoryLog;
  stop(): Promise<void>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  send(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Of a JSON body. */
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly json: any;
}

/** An app with these routes that answers without a socket. */
export async function inProcess(
  routes: readonly (Route | Group)[],
  options: HttpOptions = {},
  modules: readonly Module[] = [],
): Promise<InProcess> {
  const log = memoryLog();
  const site = module("site", { routes });
  const made = app({ modules: [http(options), site, ...modules], log });
  const server = await startInProcess(made);
  const send: InProcess["send"] = async (method, path, body, headers = {}) => {
    const isText = typeof body === "string" || body instanceof Uint8Array;
    const type: Record<string, string> =
      body === undefined || isText ? {} : { "content-type": "application/json" };
    const answer = await server.fetch(
      new Request(`http://test.local${path}`, {
        method,
        headers: { ...type, ...headers },
        body: body === undefined ? null : isText ? (body as string) : JSON.stringify(body),
      }),
    );
    const text = await answer.text();
    const isJson = /json/.test(answer.headers.get("content-type") ?? "") && text !== "";
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      json: isJson ? JSON.parse(text) : undefined,
    };
  };
  return {
    server,
    log,
    send,
    get: (path, headers) => send("GET", path, undefined, headers),
    stop: () => made.stop(),
    [Symbol.asyncDispose]: () => made.stop(),
  };
}
