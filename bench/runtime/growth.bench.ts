/** What the blog's answers cost with 1,000 to 1,000,000 posts: the first pages must not grow with what is behind them. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bodyOf, seedBlog, serveBlog, signIn } from "../blog/served-blog.ts";
import { postgresBench } from "../postgres.ts";
import { load, type RawRequest, requestText } from "./http-load.ts";
import type { Server } from "./servers.ts";

const SIZES = [1_000, 10_000, 100_000, 1_000_000];
const ROUND_MS = 400;
const ROUNDS = 5;
/** Of the latency with the fewest posts. */
const BAR = "<= 2";
/** Those that read everything, whatever it is: reported, and held to nothing. */
const WITHOUT_BAR = new Set(["search", "a new post, then the list"]);
/** More than are sent in all rounds, so that no title is taken. */
const TITLES = 20_000;

const folder = mkdtempSync(join(tmpdir(), "quintet-growth-bench-"));
try {
  await grow("SQLite", (size) => ({ url: `sqlite:${join(folder, `${size}.db`)}` }));
  await grow("PostgreSQL", postgresBench);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

type MakeDatabase = (
  size: number,
) => { readonly url: string } | Promise<AsyncDisposable & { readonly url: string }>;

async function grow(dialect: string, make: MakeDatabase): Promise<void> {
  const fewest = new Map<string, number>();
  for (const size of SIZES) {
    const place = await make(size);
    seedBlog(place.url, size);
    const server = await serveBlog(place.url);
    try {
      for (const [name, requests] of Object.entries(await requestsOf(server))) {
        const latency = await latencyOf(server, requests);
        fewest.set(name, fewest.get(name) ?? latency);
        report(`${name}, ${dialect}, ${size.toLocaleString("en-GB")} posts`, latency, {
          reference: fewest.get(name)!,
          hasBar: size === SIZES.at(-1) && !WITHOUT_BAR.has(name),
        });
      }
    } finally {
      server.process.kill();
      if (Symbol.asyncDispose in place) await place[Symbol.asyncDispose]();
    }
  }
}

async function requestsOf(server: Server): Promise<Record<string, readonly RawRequest[]>> {
  const headers = await signIn(server);
  const list = JSON.parse(await bodyOf(server, { path: "/api/posts?page=2", headers })) as {
    results: { id: number; author: string }[];
  };
  const [{ id, author }] = list.results as [{ id: number; author: string }];
  const html = { accept: "text/html" };
  const page = await bodyOf(server, { path: `/authors/${author}`, headers: html });
  const [, older = ""] = /rel="next" href="([^"]+)"/.exec(page) ?? [];
  return {
    list: [{ path: "/api/posts", headers }],
    "third page": [{ path: "/api/posts?page=3", headers }],
    "list of a category": [{ path: "/api/posts?category=3&ordering=-published_at", headers }],
    "one post": [{ path: `/api/posts/${id}`, headers }],
    "home page": [{ path: "/", headers: html }],
    "page by cursor": [{ path: older.replaceAll("&amp;", "&"), headers: html }],
    "nobody's page": [{ path: "/posts?category=999999", headers: html }],
    search: [{ path: "/api/posts?search=telescope", headers }],
    "a new post, then the list": Array.from({ length: TITLES }, (_, index) => [
      newPost(index, headers),
      { path: "/api/posts", headers },
    ]).flat(),
  };
}

function newPost(index: number, headers: Readonly<Record<string, string>>): RawRequest {
  const body = JSON.stringify({ title: `What growth costs ${index}`, content: "A few words." });
  const type = { "content-type": "application/json" };
  return { method: "POST", path: "/api/posts", headers: { ...headers, ...type }, body };
}

/** Microseconds of one request after the other. */
async function latencyOf({ port }: Server, requests: readonly RawRequest[]): Promise<number> {
  // Each round has others, where there are several.
  const size = Math.ceil(requests.length / (ROUNDS + 1));
  const textsOf = (round: number): string[] =>
    requests.slice(round * size, (round + 1) * size).map(requestText);
  await load(port, textsOf(0), 1, ROUND_MS);
  const latencies: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const texts = requests.length === 1 ? textsOf(0) : textsOf(round + 1);
    const start = performance.now();
    const count = await load(port, texts, 1, ROUND_MS);
    latencies.push(((performance.now() - start) * 1000) / count);
  }
  return latencies.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)]!;
}

function report(
  name: string,
  ours: number,
  { reference, hasBar }: { reference: number; hasBar: boolean },
): void {
  const ratio = Math.round((ours / reference) * 100) / 100;
  const bar = hasBar ? { bar: BAR } : {};
  console.log(JSON.stringify({ name, unit: "µs", ours, reference, ratio, ...bar }));
}
