// One of several processes that share a throttle: says when it is ready, asks 100 times at once, tells the answers.
import { Redis } from "ioredis";
import { redisThrottles, sqlThrottles, throttle } from "quintet/api";
import { app, module } from "quintet/app";
import { silentLog } from "quintet/core";
import { database } from "quintet/db";
import { get, http, startInProcess } from "quintet/http";

const options = JSON.parse(process.argv[2]!) as {
  database?: string;
  redis?: string;
  prefix?: string;
};
const client = options.redis === undefined ? undefined : new Redis(options.redis);
const store = client ? redisThrottles(client, { prefix: options.prefix! }) : sqlThrottles();
const route = get(
  "/",
  { middleware: [throttle("100/h", { store, name: "two", onFailure: "refuse" })] },
  () => "ok",
);
const modules = [http({ requestLog: false }), module("m", { routes: [route] })];
if (options.database !== undefined) modules.unshift(database({ url: options.database }));
const running = app({ modules, log: silentLog });
const server = await startInProcess(running);
process.send!("ready");
process.once("message", () => void answer());

async function answer(): Promise<void> {
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => server.fetch(new Request("http://localhost/"))),
  );
  process.send!(answers.map(({ status }) => status));
  await running.stop();
  client?.disconnect();
  process.disconnect?.();
}
