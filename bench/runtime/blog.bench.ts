/**
 * The blog of the examples over HTTP, against the same by hand and against Fastify with an ORM.
 *
 * All have the same posts, say the same bytes (checked before anything is measured), and are told who asks by a
 * token. Ours runs as in production: its default stack, policies, throttles and all.
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bodyOf, seedBlog, serveBlog, signIn } from "../blog/served-blog.ts";
import { makeToken } from "../blog/token.ts";
import { type RawRequest, requestText } from "./http-load.ts";
import { measure, reportRounds, type Rounds, type Server, startServer } from "./servers.ts";

const ROUNDS = 5;
const ROUND_MS = 700;
const WARM_UP_MS = 700;
const POSTS = 10_000;
/** More than a server takes in a round. */
const TITLES_A_ROUND = 5_000;

const folder = mkdtempSync(join(tmpdir(), "quintet-blog-bench-"));
const KINDS = ["list", "detail", "search", "create", "create, title taken", "page"] as const;
type Kind = (typeof KINDS)[number];
/** Of the rate of what is written by hand. */
const BARS: Partial<Record<Kind, `>= ${number}`>> = { list: ">= 0.7", create: ">= 0.5" };

interface Peer {
  readonly server: Server;
  readonly requests: Readonly<Record<Kind, readonly RawRequest[]>>;
}

const servers: Server[] = [];
try {
  seedBlog(`sqlite:${join(folder, "ours.db")}`, POSTS);
  const peers = await startPeers();
  for (const kind of KINDS) if (!kind.startsWith("create")) await compareBytes(peers, kind);
  for (const kind of KINDS) {
    const [ours, byHand, byOrm] = await inTurns(peers, kind);
    reportRounds(`blog: ${kind}, against the same by hand`, ours!, byHand!, BARS[kind]);
    reportRounds(`blog: ${kind}, against Fastify with Drizzle`, ours!, byOrm!);
  }
} finally {
  for (const server of servers) server.process.kill();
  rmSync(folder, { recursive: true, force: true });
}

async function startPeers(): Promise<Peer[]> {
  const ours = await serveBlog(`sqlite:${join(folder, "ours.db")}`);
  servers.push(ours);
  const frame = join(folder, "home.html");
  writeFileSync(frame, await bodyOf(ours, { path: "/" }));
  const headers = await signIn(ours);
  const me = JSON.parse(await bodyOf(ours, { path: "/api/users/me", headers })) as { id: number };
  const page = await bodyOf(ours, { path: "/api/posts?page=3", headers });
  const { results } = JSON.parse(page) as { results: { id: number }[] };
  const ids = results.map(({ id }) => id);
  const peers = [{ server: ours, requests: requestsOf(headers, ids) }];
  const theirs = { authorization: `Bearer ${makeToken(me.id)}` };
  for (const [script, file] of [
    ["by-hand.ts", "hand.db"],
    ["with-orm.ts", "orm.db"],
  ] as const) {
    // Three copies of one file: the same posts for all.
    cpSync(join(folder, "ours.db"), join(folder, file));
    const path = join(import.meta.dirname, "../blog", script);
    const server = await startServer([path, join(folder, file), frame]);
    servers.push(server);
    peers.push({ server, requests: requestsOf(theirs, ids) });
  }
  return peers;
}

function requestsOf(
  headers: Readonly<Record<string, string>>,
  ids: readonly number[],
): Peer["requests"] {
  const pages = Array.from({ length: 10 }, (_, index) => index + 1);
  const posts = (count: number): RawRequest[] =>
    Array.from({ length: count }, (_, index) => ({
      method: "POST",
      path: "/api/posts",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify({
        title: `What post ${index} costs`,
        content: "A few words, and a few more.\n\n".repeat(20),
        category_id: 3,
        tag_names: ["markets", "measured"],
      }),
    }));
  return {
    list: pages.map((page) => ({ path: `/api/posts?page=${page}`, headers })),
    detail: ids.map((id) => ({ path: `/api/posts/${id}`, headers })),
    search: ["garden", "winter", "telescope", "bread"].map((word) => ({
      path: `/api/posts?search=${word}`,
      headers,
    })),
    create: posts((ROUNDS + 1) * TITLES_A_ROUND),
    "create, title taken": posts(TITLES_A_ROUND),
    page: [{ path: "/", headers: { accept: "text/html" } }],
  };
}

/** Those who do not say the same do not do the same work. */
async function compareBytes(peers: readonly Peer[], kind: Kind): Promise<void> {
  const [first, ...others] = peers;
  for (const [index, request] of first!.requests[kind].entries()) {
    const ours = await bodyOf(first!.server, request);
    for (const { server, requests } of others) {
      const theirs = await bodyOf(server, requests[kind][index]!);
      if (theirs !== ours) throw new Error(`${request.path} differs: ${differing(ours, theirs)}`);
    }
  }
}

function differing(ours: string, theirs: string): string {
  let at = 0;
  while (ours[at] === theirs[at]) at++;
  const part = (text: string): string => JSON.stringify(text.slice(Math.max(0, at - 60), at + 60));
  return `${part(ours)} and ${part(theirs)}`;
}

async function inTurns(peers: readonly Peer[], kind: Kind): Promise<Rounds[]> {
  const rounds: Rounds[] = peers.map(() => ({ rates: [], costs: [] }));
  const texts = peers.map(({ requests }) => requests[kind].map(requestText));
  // Titles of people are seldom taken: each round has others.
  const textsOf = (index: number, round: number): string[] =>
    kind === "create"
      ? texts[index]!.slice(round * TITLES_A_ROUND, (round + 1) * TITLES_A_ROUND)
      : texts[index]!;
  for (const [index, { server }] of peers.entries())
    await measure(server, textsOf(index, ROUNDS), WARM_UP_MS, { rates: [], costs: [] });
  for (let round = 0; round < ROUNDS; round++)
    for (const [index, { server }] of peers.entries())
      await measure(server, textsOf(index, round), ROUND_MS, rounds[index]!);
  return rounds;
}
