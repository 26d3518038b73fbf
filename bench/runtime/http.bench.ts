// A JSON route through the whole default stack against bare Fastify, over kept connections of loopback.
import { join } from "node:path";
import { requestText } from "./http-load.ts";
import { measure, reportRounds, type Rounds, type Server, startServer } from "./servers.ts";

const ROUNDS = 9;
const ROUND_MS = 1_000;
const WARM_UP_MS = 1_500;
const REQUESTS = [requestText({ path: "/posts/1" })];

const kinds = ["bare", "ours", "ours-logged"] as const;
const servers: { server: Server; rounds: Rounds }[] = [];
for (const kind of kinds) {
  const server = await startServer([join(import.meta.dirname, "http-server.ts"), kind]);
  servers.push({ server, rounds: { rates: [], costs: [] } });
  await measure(server, REQUESTS, WARM_UP_MS, { rates: [], costs: [] });
}
for (let round = 0; round < ROUNDS; round++)
  for (const { server, rounds } of servers) await measure(server, REQUESTS, ROUND_MS, rounds);

const [bare, ours, logged] = servers.map(({ rounds }) => rounds) as [Rounds, Rounds, Rounds];
reportRounds("http: JSON route, default stack", ours, bare, ">= 0.85");
reportRounds("http: JSON route, default stack, each request logged to a pipe", logged, bare);
for (const { server } of servers) server.process.kill();
