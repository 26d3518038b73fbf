// A server for http.bench.ts: `ours`, `ours-logged` or `bare`. Prints its port, then answers until it is killed.
import { fastify } from "fastify";
import { app, module } from "quintet/app";
import { consoleLog, silentLog } from "quintet/core";
import { get, http, serverOf } from "quintet/http";

const post = {
  id: 1,
  title: "On computable numbers",
  author: { id: 7, name: "Ada" },
  tags: ["maths", "engines"],
  isPublished: true,
};

const [kind = "ours"] = process.argv.slice(2);
console.log(kind === "bare" ? await listenBare() : await listenOurs());

async function listenBare(): Promise<number> {
  const server = fastify();
  server.get("/posts/:id", async () => post);
  await server.listen({ port: 0, host: "127.0.0.1" });
  return (server.server.address() as { port: number }).port;
}

async function listenOurs(): Promise<number> {
  const showPost = get("/posts/:id", async () => post);
  const isLogged = kind === "ours-logged";
  const running = await app({
    log: isLogged ? consoleLog() : silentLog,
    modules: [http({ port: 0, requestLog: isLogged }), module("blog", { routes: [showPost] })],
  }).start();
  return serverOf(running).address!.port;
}
