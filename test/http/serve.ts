import { app, module, type Module } from "quintet/app";
import { memoryLog, type MemoryLog } from "quintet/core";
import { http, serverOf } from "quintet/http";
import type { Group, HttpOptions, HttpServer, Route } from "quintet/http";

export interface Served extends AsyncDisposable {
  readonly server: HttpServer;
  readonly log: MemoryLog;
  /** Over a real socket; redirects are not followed. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

/** An app with these routes that listens at a free port of this machine. */
export async function serve(
  routes: readonly (Route | Group)[],
  options: HttpOptions = {},
  modules: readonly Module[] = [],
): Promise<Served> {
  const log = memoryLog();
  const site = module("site", { routes });
  const started = await app({
    modules: [http({ port: 0, ...options }), site, ...modules],
    log,
  }).start();
  const server = serverOf(started);
  return {
    server,
    log,
    // No connection is kept: a server that stops waits a while for one more request on each.
    fetch: (path, { headers, ...init } = {}) =>
      fetch(`${server.origin}${path}`, {
        redirect: "manual",
        headers: { ...(headers as Record<string, string>), connection: "close" },
        ...init,
      }),
    [Symbol.asyncDispose]: () => started.stop(),
  };
}
