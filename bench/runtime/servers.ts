import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { load } from "./http-load.ts";

/** Servers run on one core, the load on the other: they must not take each other's time. */
const SERVER_CORE = 0;
const LOAD_CORE = 1;
const CONNECTIONS = 32;
/** Characters of what a server says last. */
const KEPT = 2_000;
/** USER_HZ of Linux. */
const TICKS_PER_SECOND = 100;

export interface Server {
  readonly process: ChildProcess;
  readonly port: number;
}

/** What the rounds of one server with one kind of request came to. */
export interface Rounds {
  /** Answers a second. */
  readonly rates: number[];
  /** Processor time of the server, microseconds an answer. */
  readonly costs: number[];
}

/** Starts a script that prints where it listens, last a port, and then answers until it is killed. */
export async function startServer(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Server> {
  pin(process.pid, LOAD_CORE);
  const child = spawn(process.execPath, ["--conditions=quintet-source", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  pin(child.pid!, SERVER_CORE);
  let said = "";
  child.stderr
    .setEncoding("utf8")
    .on("data", (text: string) => (said = (said + text).slice(-KEPT)));
  const ended = once(child, "exit").then(() => {
    throw new Error(`${args.join(" ")} ended: ${said}`);
  });
  const [line] = (await Promise.race([once(child.stdout.setEncoding("utf8"), "data"), ended])) as [
    string,
  ];
  ended.catch(() => {});
  return { process: child, port: Number(/(\d+)\s*$/.exec(line)![1]) };
}

/** Sends for a round, and adds what came of it. */
export async function measure(
  server: Server,
  requests: readonly string[],
  forMs: number,
  { rates, costs }: Rounds,
): Promise<void> {
  const before = processorSeconds(server);
  const start = performance.now();
  const count = await load(server.port, requests, CONNECTIONS, forMs);
  rates.push((count * 1_000) / (performance.now() - start));
  costs.push(((processorSeconds(server) - before) * 1_000_000) / count);
}

/** Prints the rates, and the processor time, of one against another. */
export function reportRounds(name: string, ours: Rounds, reference: Rounds, bar = ""): void {
  print(name, "requests/s", median(ours.rates), median(reference.rates), bar);
  print(`${name}: processor time`, "µs", median(ours.costs), median(reference.costs));
}

function print(name: string, unit: string, ours: number, reference: number, bar = ""): void {
  const ratio = Math.round((ours / reference) * 1_000) / 1_000;
  console.log(JSON.stringify({ name, unit, ours, reference, ratio, ...(bar !== "" && { bar }) }));
}

export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}

function pin(pid: number, core: number): void {
  spawnSync("taskset", ["-apc", String(core), String(pid)]);
}

function processorSeconds({ process: { pid } }: Server): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
