/**
 * The blog of the examples over HTTP, against the same by hand and against Fastify with an ORM.
 *
 * All have the same posts, say the same bytes (checked before anything is measured), and are told who asks by a
 * token. Ours runs as in production: its default stack, policies, throttles and all.
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { spawnSync } from "node:child_process";
import { makeToken } from "../blog/token.ts";
import { type RawRequest, requestText } from "./http-load.ts";
import { measure, reportRounds, type Rounds, type Server, startServer } from "./servers.ts";

const ROUNDS = 7;
const ROUND_MS = 700;
const WARM_UP_MS = 700;
const POSTS = 10_000;
const HOST = "127.0.0.1";

const root = resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "quintet-blog-bench-"));
const env = {
  HOST,
  PORT: "0",
  LOG_LEVEL: "error",
  SECRET_KEY: "a-key-of-the-bench-that-is-long-enough",
  ALLOWED_HOSTS: HOST,
};
const KINDS = ["list", "detail", "search", "create", "page"] as const;
type Kind = (typeof KINDS)[number];
/** Of the rate of what is written by hand. */
const BARS: Partial<Record<Kind, `>= ${number}`>> = { list: ">= 0.7", create: ">= 0.5" };

interface Peer {
  readonly server: Server;
  readonly requests: Readonly<Record<Kind, readonly RawRequest[]>>;
}

const servers: Server[] = [];
try {
  seed();
  const peers = await startPeers();
  for (const kind of KINDS) if (kind !== "create") await compareBytes(peers, kind);
  for (const kind of KINDS) {
    const [ours, byHand, byOrm] = await inTurns(peers, kind);
    reportRounds(`blog: ${kind}, against the same by hand`, ours!, byHand!, BARS[kind]);
    reportRounds(`blog: ${kind}, against Fastify with Drizzle`, ours!, byOrm!);
  }
} finally {
  for (const server of servers) server.process.kill();
  rmSync(folder, { recursive: true, force: true });
}

/** The same posts for all: three copies of one file. */
function seed(): void {
  for (const words of [["migrate"], ["seed_data", "--posts", String(POSTS)]]) {
    const { status } = spawnSync(
      process.execPath,
      ["--conditions=quintet-source", ...quintet(words)],
      {
        env: { ...process.env, ...env, DATABASE_URL: `sqlite:${join(folder, "ours.db")}` },
        stdio: ["ignore", "ignore", "inherit"],
      },
    );
    if (status !== 0) throw new Error(`quintet ${words.join(" ")} ended with ${status}.`);
  }
  for (const copy of ["hand.db", "orm.db"]) cpSync(join(folder, "ours.db"), join(folder, copy));
}

function quintet(words: readonly string[]): string[] {
  return [join(root, "src/cli/main.ts"), ...words, "--app", join(root, "examples/blog/app.ts")];
}

async function startPeers(): Promise<Peer[]> {
  const DATABASE_URL = `sqlite:${join(folder, "ours.db")}`;
  const ours = await startServer(quintet(["serve"]), {
    ...env,
    DATABASE_URL,
    QUINTET_ENV: "production",
  });
  servers.push(ours);
  const frame = join(folder, "home.html");
  writeFileSync(frame, await bodyOf(ours, { path: "/" }));
  const signIn = await bodyOf(ours, {
    method: "POST",
    path: "/api/token",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username: "author", password: "author-demo-password" }),
  });
  const { access_token: token } = JSON.parse(signIn) as { access_token: string };
  const me = await bodyOf(ours, { path: "/api/users/me", headers: bearer(token) });
  const userId = (JSON.parse(me) as { id: number }).id;
  const page = await bodyOf(ours, { path: "/api/posts?page=3", headers: bearer(token) });
  const { results } = JSON.parse(page) as { results: { id: number }[] };
  const ids = results.map(({ id }) => id);
  const peers = [{ server: ours, requests: requestsOf(token, ids) }];
  for (const [script, file] of [
    ["by-hand.ts", "hand.db"],
    ["with-orm.ts", "orm.db"],
  ] as const) {
    const path = join(root, "bench/blog", script);
    const server = await startServer([path, join(folder, file), frame]);
    servers.push(server);
    peers.push({ server, requests: requestsOf(makeToken(userId), ids) });
  }
  return peers;
}

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

function requestsOf(token: string, ids: readonly number[]): Peer["requests"] {
  const headers = bearer(token);
  const pages = Array.from({ length: 10 }, (_, index) => index + 1);
  return {
    list: pages.map((page) => ({ path: `/api/posts?page=${page}`, headers })),
    detail: ids.map((id) => ({ path: `/api/posts/${id}`, headers })),
    search: ["garden", "winter", "telescope", "bread"].map((word) => ({
      path: `/api/posts?search=${word}`,
      headers,
    })),
    create: [
      {
        method: "POST",
        path: "/api/posts",
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify({
          title: "What a post costs",
          content: "A few words, and a few more.\n\n".repeat(20),
          category_id: 3,
          tag_names: ["markets", "measured"],
        }),
      },
    ],
    page: [{ path: "/", headers: { accept: "text/html" } }],
  };
}

async function bodyOf({ port }: Server, { path, body, ...rest }: RawRequest): Promise<string> {
  const answer = await fetch(`http://${HOST}:${port}${path}`, {
    ...rest,
    ...(body !== undefined && { body }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 300)}`);
  return text.replaceAll(`${HOST}:${port}`, HOST);
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
  for (const [index, { server }] of peers.entries())
    await measure(server, texts[index]!, WARM_UP_MS, { rates: [], costs: [] });
  for (let round = 0; round < ROUNDS; round++)
    for (const [index, { server }] of peers.entries())
      await measure(server, texts[index]!, ROUND_MS, rounds[index]!);
  return rounds;
}
