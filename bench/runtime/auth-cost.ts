/** What an authenticated request and signing in cost: `node --conditions=quintet-source bench/runtime/auth-cost.ts` */
import { app, module } from "quintet/app";
import { auth, hashPassword, User } from "quintet/auth";
import { silentLog } from "quintet/core";
import { currentDatabase, database, type Database } from "quintet/db";
import { createAll } from "quintet/db/migrations";
import { get, http, startInProcess } from "quintet/http";

const REQUESTS = 1_000;
const ROUNDS = 30;
const site = app({
  log: silentLog,
  modules: [
    http(),
    database({ url: "sqlite::memory:" }),
    auth(),
    module("site", { routes: [get("/open", { public: true }, () => "hello")] }),
  ],
});
const server = await startInProcess(site);
const credentials = { name: "ada", password: "violet-otter-7-lamp" };

async function signIn(): Promise<string> {
  const { headers, status } = await server.fetch(
    new Request("http://localhost/auth/sign-in", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(credentials),
    }),
  );
  if (status !== 200) throw new Error(`signing in was answered with ${status}`);
  return headers.getSetCookie()[0]!.split(";")[0]!;
}

/** Microseconds of CPU for one request. */
async function costOf(headers: Record<string, string>): Promise<number> {
  const before = process.cpuUsage();
  for (let count = 0; count < REQUESTS; count++) {
    await server.fetch(new Request("http://localhost/open", { headers }));
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / REQUESTS;
}

await site.run(async () => {
  const { driver, tables } = currentDatabase.get() as Database;
  await createAll(driver, tables.all);
  const passwordHash = await hashPassword(credentials.password);
  const email = "ada@example.com";
  await User.create({ username: "ada", email, passwordHash, emailVerifiedAt: new Date() });
});
const cookie = await signIn();
const costs: [number[], number[]] = [[], []];
// Turn and turn about, so that what else the machine does falls on both.
for (let round = 0; round < ROUNDS; round++) {
  costs[0].push(await costOf({ "x-nothing": cookie }));
  costs[1].push(await costOf({ cookie }));
}
const [open, known] = costs.map((some) => median(some.slice(5))) as [number, number];
const more = (known - open).toFixed(1);
console.log(
  `a request ${open.toFixed(1)} µs of CPU, with a session ${known.toFixed(1)}: ${more} more`,
);
const startMs = performance.now();
for (let count = 0; count < 20; count++) await signIn();
console.log(`a sign-in ${((performance.now() - startMs) / 20).toFixed(1)} ms`);
await site.stop();

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
