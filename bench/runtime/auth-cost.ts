/**
 * What it costs to know who asks, beside the same request of somebody who is not known:
 * `node --conditions=quintet-source bench/runtime/auth-cost.ts [url of a database]`
 */
import { app, module } from "quintet/app";
import { auth, currentTokens, hashPassword, User } from "quintet/auth";
import { silentLog } from "quintet/core";
import { currentDatabase, database, type Database } from "quintet/db";
import { createAll } from "quintet/db/migrations";
import { get, http, startInProcess } from "quintet/http";
import { temporaryDatabase } from "quintet/testing";

const REQUESTS = 500;
const ROUNDS = 30;
const WARM_UP_ROUNDS = 8;
const credentials = { name: "ada", password: "violet-otter-7-lamp" };
const place = await temporaryDatabase(process.argv[2] ?? "sqlite::memory:");
const site = app({
  log: silentLog,
  modules: [
    http(),
    database({ url: place.url }),
    auth({
      tokens: {
        keys: [{ id: "one", secret: "c2VjcmV0LW9mLWEtYmVuY2htYXJr-0123456789" }],
        issuer: "https://example.com",
        audience: "https://example.com",
      },
    }),
    module("site", { routes: [get("/open", { public: true }, () => "hello")] }),
  ],
});
const server = await startInProcess(site);

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

/** Microseconds of CPU for one request, of which each has headers of its own. */
async function costOf(all: readonly Record<string, string>[]): Promise<number> {
  const before = process.cpuUsage();
  for (const headers of all) {
    await server.fetch(new Request("http://localhost/open", { headers }));
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / all.length;
}

const ada = await site.run(async () => {
  const { driver, tables } = currentDatabase.get() as Database;
  await createAll(driver, tables.all);
  const passwordHash = await hashPassword(credentials.password);
  const email = "ada@example.com";
  return User.create({ username: "ada", email, passwordHash, emailVerifiedAt: new Date() });
});
const cookie = await signIn();
const bearer = async (): Promise<Record<string, string>> => {
  const { accessToken } = await site.run(async () => currentTokens.get()!.issue(ada));
  return { authorization: `Bearer ${accessToken}` };
};
const known = await bearer();
const always = (headers: Record<string, string>) => async () =>
  Array.from({ length: REQUESTS }, () => headers);
const ways = {
  nobody: always({ "x-nothing": cookie }),
  "a session": always({ cookie }),
  "a known token": always(known),
  "a new token": () => Promise.all(Array.from({ length: REQUESTS / 5 }, bearer)),
};
const costs = new Map(Object.keys(ways).map((name) => [name, [] as number[]]));
// Turn and turn about, so that what else the machine does falls on all of them.
for (let round = 0; round < ROUNDS + WARM_UP_ROUNDS; round++) {
  for (const [name, headers] of Object.entries(ways)) {
    const cost = await costOf(await headers());
    if (round >= WARM_UP_ROUNDS) costs.get(name)!.push(cost);
  }
}
const nobody = median(costs.get("nobody")!);
console.log(
  `a request of nobody ${nobody.toFixed(1)} µs of CPU, on ${process.argv[2] ?? "SQLite"}`,
);
for (const [name, some] of [...costs].slice(1)) {
  console.log(`with ${name} ${(median(some) - nobody).toFixed(1)} µs more`);
}
const startMs = performance.now();
for (let count = 0; count < 20; count++) await signIn();
console.log(`a sign-in ${((performance.now() - startMs) / 20).toFixed(1)} ms`);
await site.stop();
await place.remove();

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
