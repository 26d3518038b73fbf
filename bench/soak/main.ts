/**
 * The showcase under a mixed load for a long time: `npm run bench:soak [-- <minutes> <share>]`.
 *
 * It asks as fast as it can, to warm up and to learn the capacity, then sends `share` (0.8) of that for
 * `minutes` (30), each request at its time whether or not earlier ones were answered. It prints a line for each
 * minute, writes bench/SOAK.md, and ends with 1 where an answer was an error or the memory grew.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Answer, type Ask, makeClient } from "./client.ts";
import { nextAsk, type World } from "./scenario.ts";

const CONNECTIONS = 32;
const CAPACITY_MS = 30_000;
/** Until posts have the comments that a page shows. */
const WARM_UP_MS = 60_000;
const TICK_MS = 5;
/** Memory of the last third against that of the second: what is more than noise. */
const MOST_GROWTH = 1.1;

const [minutes = 30, share = 0.8] = process.argv.slice(2).map(Number);
const root = resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "quintet-soak-"));
const env = {
  ...process.env,
  DATABASE_URL: `sqlite:${join(folder, "app.db")}`,
  HOST: "127.0.0.1",
  PORT: "0",
  LOG_LEVEL: "error",
  SECRET_KEY: "a-key-of-the-bench-that-is-long-enough",
  ALLOWED_HOSTS: "127.0.0.1",
};

interface Minute {
  readonly asked: number;
  readonly errors: number;
  readonly p50: number;
  readonly p99: number;
  readonly residentMb: number;
}

const errors: string[] = [];
pin(process.pid, 1);
// Development makes the demo accounts and their posts; production serves them.
await run(["migrate"], "development");
await run(["seed_data"], "development");
const server = await serve();
try {
  const client = makeClient(server.port, CONNECTIONS);
  const random = randomNumbers(20_261_120);
  const world = await explore(client);
  await asFastAsItCan(client, world, random, WARM_UP_MS);
  const capacity = await asFastAsItCan(client, world, random, CAPACITY_MS);
  const rate = capacity * share;
  console.log(`capacity ${capacity.toFixed(0)} requests/s; ${rate.toFixed(0)} for ${minutes} min`);
  const curve: Minute[] = [];
  for (let minute = 1; minute <= minutes; minute++) {
    // A token lives for minutes.
    const { token } = await explore(client);
    const figures = await oneMinute(client, { ...world, token }, random, rate);
    curve.push(figures);
    console.log(lineOf(minute, figures));
  }
  conclude(curve, capacity, rate);
} finally {
  server.process.kill();
  await once(server.process, "exit");
  rmSync(folder, { recursive: true, force: true });
}

function commandLine(words: readonly string[]): string[] {
  const cli = join(root, "src/cli/main.ts");
  return ["--conditions=quintet-source", cli, ...words, "--app", "examples/app.ts"];
}

async function run(words: readonly string[], profile: string): Promise<void> {
  const { status } = spawnSync(process.execPath, commandLine(words), {
    cwd: root,
    env: { ...env, QUINTET_ENV: profile },
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0) throw new Error(`quintet ${words.join(" ")} ended with ${status}.`);
}

async function serve(): Promise<{ process: ChildProcess; port: number }> {
  const child = spawn(process.execPath, commandLine(["serve"]), {
    cwd: root,
    env: { ...env, QUINTET_ENV: "production" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  pin(child.pid!, 0);
  const [text] = (await once(child.stdout.setEncoding("utf8"), "data")) as [string];
  return { process: child, port: Number(/:(\d+)/.exec(text)![1]) };
}

function pin(pid: number, core: number): void {
  spawnSync("taskset", ["-apc", String(core), String(pid)]);
}

type Client = (ask: Ask) => Promise<Answer>;

async function explore(client: Client): Promise<World> {
  const body = { username: "author", password: "author-demo-password" };
  // Who is not known may ask a hundred times an hour: all requests to the API say who asks.
  const signedIn = succeeded(await client({ method: "POST", path: "/api/token", body }));
  const { access: token } = JSON.parse(signedIn.body) as { access: string };
  const page = succeeded(await client({ path: "/api/posts?status=published", token }));
  const { results } = JSON.parse(page.body) as Listed;
  const own = succeeded(await client({ path: "/api/posts/my_posts", token }));
  return {
    token,
    words: ["water", "garden", "city", "light", "paper"],
    ids: results.map(({ id }) => id),
    slugs: results.map(({ slug }) => slug),
    ownIds: (JSON.parse(own.body) as Listed).results.map(({ id }) => id),
  };
}

interface Listed {
  readonly results: readonly { readonly id: number; readonly slug: string }[];
}

function succeeded(answer: Answer): Answer {
  if (answer.status === 200) return answer;
  throw new Error(`${answer.status} ${answer.body.slice(0, 300)}`);
}

async function asFastAsItCan(
  client: Client,
  world: World,
  random: () => number,
  forMs: number,
): Promise<number> {
  const startMs = performance.now();
  let count = 0;
  const one = async (): Promise<void> => {
    while (performance.now() - startMs < forMs) {
      check(await client(nextAsk(world, random)));
      count++;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
  return (count * 1000) / (performance.now() - startMs);
}

async function oneMinute(
  client: Client,
  world: World,
  random: () => number,
  rate: number,
): Promise<Minute> {
  const took: number[] = [];
  const errorsBefore = errors.length;
  const startMs = performance.now();
  const open = new Set<Promise<void>>();
  let asked = 0;
  while (performance.now() - startMs < 60_000) {
    const due = Math.floor(((performance.now() - startMs) * rate) / 1000);
    for (; asked < due; asked++) {
      const dueMs = startMs + (asked * 1000) / rate;
      const answered = client(nextAsk(world, random))
        .then(check, (error: Error) => void errors.push(error.message))
        .then(() => void took.push(performance.now() - dueMs))
        .finally(() => open.delete(answered));
      open.add(answered);
    }
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  await Promise.all(open);
  took.sort((a, b) => a - b);
  return {
    asked,
    errors: errors.length - errorsBefore,
    p50: took[Math.floor(took.length * 0.5)]!,
    p99: took[Math.floor(took.length * 0.99)]!,
    residentMb: residentMb(),
  };
}

function check({ status, body }: Answer): void {
  // 404 is asked for, once in a hundred.
  if (status >= 400 && status !== 404) errors.push(`${status} ${body.slice(0, 200)}`);
}

function residentMb(): number {
  const status = readFileSync(`/proc/${server.process.pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024;
}

/** The same on every machine: mulberry32. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function lineOf(
  minute: number,
  { asked, errors: failed, p50, p99, residentMb: mb }: Minute,
): string {
  return `| ${minute} | ${asked} | ${failed} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${mb.toFixed(0)} |`;
}

function conclude(curve: readonly Minute[], capacity: number, rate: number): void {
  const third = Math.floor(curve.length / 3);
  const [second, last] = [curve.slice(third, 2 * third), curve.slice(2 * third)].map(
    (part) => part.reduce((sum, { residentMb: mb }) => sum + mb, 0) / Math.max(1, part.length),
  ) as [number, number];
  const growth = last / second;
  writeFileSync(
    join(root, "bench/SOAK.md"),
    `<!-- Written by \`npm run bench:soak\`; edits here are lost. -->
# A long run of the showcase

Node ${process.versions.node}, SQLite, one process on one core, ${CONNECTIONS} connections, ${new Date().toISOString().slice(0, 10)}.
Capacity ${capacity.toFixed(0)} requests a second; ${rate.toFixed(0)} sent, each at its time. ${errors.length} errors.
Memory of the last third against the second: ${growth.toFixed(3)}.

| Minute | Requests | Errors | p50, ms | p99, ms | Resident, MB |
|--:|--:|--:|--:|--:|--:|
${curve.map((figures, index) => lineOf(index + 1, figures)).join("\n")}
`,
  );
  for (const error of new Set(errors.slice(0, 20))) console.error(error);
  if (errors.length > 0 || growth > MOST_GROWTH) process.exitCode = 1;
}
