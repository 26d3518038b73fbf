// What it costs the server to know who asks, beside the same request of somebody who is not known.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reportFigure } from "../pairs.ts";
import { postgresBench } from "../postgres.ts";
import { requestText } from "./http-load.ts";
import { measure, median, type Rounds, type Server, startServer } from "./servers.ts";

const ROUNDS = 15;
const ROUND_MS = 600;
const WARM_UP_MS = 2_000;

const folder = mkdtempSync(join(tmpdir(), "quintet-bench-"));
const sleep = stayAwake();
await compare("SQLite", `sqlite:${join(folder, "auth.db")}`);
sleep();
rmSync(folder, { recursive: true });
// PostgreSQL wants the load's core, too: whoever is awake there takes its time.
await using place = await postgresBench();
await compare("PostgreSQL", place.url);

async function compare(database: string, url: string): Promise<void> {
  const server = await startServer([join(import.meta.dirname, "auth-server.ts"), url]);
  const cookie = await signIn(server);
  const token = await accessToken(server);
  const ways = {
    nobody: [requestText({ path: "/hello", headers: { "x-nothing": cookie } })],
    session: [requestText({ path: "/hello", headers: { cookie } })],
    token: [requestText({ path: "/hello", headers: { authorization: `Bearer ${token}` } })],
    byHand: [requestText({ path: "/hello/by-hand", headers: { "x-nothing": cookie } })],
  };
  const costs = await inTurns(server, ways);
  const say = (what: string, way: keyof typeof ways, bar = "") =>
    reportFigure(`auth on ${database}: ${what}`, "µs of CPU more", costs[way] - costs.nobody, bar);
  say("a session", "session", "<= 40");
  say("an access token that is known", "token", "<= 40");
  say("by hand, a question of the session's size to the driver", "byHand");
  reportFigure(`auth on ${database}: a request of nobody`, "µs of CPU", costs.nobody, "");
  server.process.kill();
}

/** A load that sleeps has to be woken, which the server pays for: 20 µs a request of a session, 2 of nobody. */
function stayAwake(): () => void {
  let isAwake = true;
  const turn = (): void => void (isAwake && setImmediate(turn));
  turn();
  return () => void (isAwake = false);
}

/** Medians of the server's processor time for a request. Rounds alternate: what else the machine does hits all. */
async function inTurns<Ways extends Record<string, string[]>>(
  server: Server,
  ways: Ways,
): Promise<Record<keyof Ways, number>> {
  const rounds = Object.entries(ways).map(([name, requests]) => {
    const of: Rounds = { rates: [], costs: [] };
    return { name, requests, of };
  });
  for (const { requests } of rounds)
    await measure(server, requests, WARM_UP_MS, { rates: [], costs: [] });
  for (let round = 0; round < ROUNDS; round++)
    for (const { requests, of } of rounds) await measure(server, requests, ROUND_MS, of);
  const medians = rounds.map(({ name, of }) => [name, median(of.costs)]);
  return Object.fromEntries(medians) as Record<keyof Ways, number>;
}

async function signIn(server: Server): Promise<string> {
  const body = JSON.stringify({ name: "ada", password: "violet-otter-7-lamp" });
  const response = await send(server, "/auth/sign-in", body);
  return response.headers.getSetCookie()[0]!.split(";")[0]!;
}

async function accessToken(server: Server): Promise<string> {
  const { accessToken } = (await (await send(server, "/token", "{}")).json()) as {
    accessToken: string;
  };
  return accessToken;
}

async function send({ port }: Server, path: string, body: string): Promise<Response> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: "POST",
    headers,
    body,
  });
  if (!response.ok) throw new Error(`${path} was answered with ${response.status}`);
  return response;
}
