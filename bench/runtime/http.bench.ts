// A JSON route through the whole default stack against bare Fastify, over kept connections of loopback.
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { load } from "./http-load.ts";

const BAR = 0.85;
const ROUNDS = 9;
const ROUND_MS = 1_000;
const CONNECTIONS = 32;
const PATH = "/posts/1";

interface Server {
  readonly process: ChildProcess;
  readonly port: number;
  readonly rates: number[];
  /** Processor time of the server, microseconds a request. */
  readonly costs: number[];
}

// Servers on one core, the load on the other: they must not take each other's time.
pin(process.pid, 1);
const bare = await start("bare");
const ours = await start("ours");
const logged = await start("ours-logged");
for (const server of [bare, ours, logged]) await load(server.port, PATH, CONNECTIONS, 1_500);
for (let round = 0; round < ROUNDS; round++) {
  for (const server of [bare, ours, logged]) await measure(server);
}
report("http: JSON route, default stack", ours, BAR);
report("http: JSON route, default stack, each request logged to a pipe", logged);
for (const server of [bare, ours, logged]) server.process.kill();

async function start(kind: string): Promise<Server> {
  const child = spawn(
    process.execPath,
    ["--conditions=quintet-source", join(import.meta.dirname, "http-server.ts"), kind],
    { stdio: ["ignore", "pipe", "pipe", "ipc"] },
  );
  child.stderr!.resume();
  pin(child.pid!, 0);
  const [line] = (await once(child.stdout!.setEncoding("utf8"), "data")) as [string];
  return { process: child, port: Number(line), rates: [], costs: [] };
}

async function measure({ process: child, port, rates, costs }: Server): Promise<void> {
  const before = await usage(child);
  const start = performance.now();
  const count = await load(port, PATH, CONNECTIONS, ROUND_MS);
  rates.push((count * 1_000) / (performance.now() - start));
  costs.push(((await usage(child)) - before) / count);
}

async function usage(child: ChildProcess): Promise<number> {
  child.send("usage");
  const [{ user, system }] = (await once(child, "message")) as [NodeJS.CpuUsage];
  return user + system;
}

function pin(pid: number, core: number): void {
  spawnSync("taskset", ["-apc", String(core), String(pid)]);
}

function report(name: string, server: Server, bar?: number): void {
  print(name, "requests/s", median(server.rates), median(bare.rates), bar && `>= ${bar}`);
  print(`${name}: processor time`, "µs", median(server.costs), median(bare.costs));
}

function print(
  name: string,
  unit: string,
  ours: number,
  reference: number,
  bar?: string | 0,
): void {
  const ratio = Math.round((ours / reference) * 1_000) / 1_000;
  console.log(JSON.stringify({ name, unit, ours, reference, ratio, ...(bar && { bar }) }));
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}
