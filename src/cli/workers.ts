import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import type { Print } from "../app/index.ts";
import { mainFile } from "./main-file.ts";
import type { Order, Report } from "./supervised.ts";

/** A worker that lives so long was all right: the next one that dies is replaced at once. */
const HEALTHY_MS = 10_000;
const RETRY_MIN_MS = 100;
const RETRY_MAX_MS = 10_000;
/** Every part of an app has its own limit for stopping; this is for those that do not keep to it. */
const STOP_LIMIT_MS = 60_000;
const STOP_LISTENING_LIMIT_MS = 2_000;

/** Processes that serve the same app at the same port. */
export class Workers {
  readonly #count: number;
  readonly #print: Print;
  readonly #members = new Set<Member>();
  #deaths = 0;
  #isStopping = false;
  #renewing: Promise<void> | undefined;
  #isRenewedAgain = false;

  /** @param args Of the command line that each of them runs. */
  constructor(count: number, args: readonly string[], print: Print) {
    this.#count = count;
    this.#print = print;
    cluster.setupPrimary({ exec: mainFile(), args: [...args] });
  }

  /** @returns where they listen; undefined when the first one does not come up */
  async start(): Promise<string | undefined> {
    // Alone: what is wrong with the app is told once, and a free port is taken by the first.
    const origin = await this.#add().ready;
    if (origin === undefined) return undefined;
    await Promise.all(Array.from({ length: this.#count - 1 }, () => this.#replace()));
    return origin;
  }

  /** Replaces them one after the other, each by one that is ready. */
  renew(): void {
    if (this.#renewing !== undefined) this.#isRenewedAgain = true;
    else this.#renewing = this.#renew().finally(() => (this.#renewing = undefined));
  }

  /** Has all of them answer what is under way, and end. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const members = [...this.#members];
    // In two steps: a client whose connection one of them closes would come to the next, just before its end.
    await Promise.all(members.map((member) => member.stopListening()));
    await Promise.all(members.map((member) => member.leave()));
  }

  #add(): Member {
    const member = new Member();
    this.#members.add(member);
    void this.#lookAfter(member);
    return member;
  }

  async #lookAfter(member: Member): Promise<void> {
    const how = await member.ended;
    this.#members.delete(member);
    if (this.#isStopping || member.isLeaving || !member.wasReady) return;
    this.#print.warn(`Worker ${member.pid} has ended (${how}); another one takes its place.`);
    if (member.ageMs > HEALTHY_MS) this.#deaths = 0;
    this.#replaceLater();
  }

  #replaceLater(): void {
    const delayMs = Math.min(RETRY_MIN_MS * 2 ** this.#deaths++, RETRY_MAX_MS);
    setTimeout(() => void this.#replace(), delayMs);
  }

  async #replace(): Promise<void> {
    if (this.#isStopping) return;
    const isReady = (await this.#add().ready) !== undefined;
    if (!isReady && !this.#isStopping) this.#replaceLater();
  }

  async #renew(): Promise<void> {
    const began = performance.now();
    do {
      this.#isRenewedAgain = false;
      for (const old of this.#members.values().toArray()) {
        if (!old.isLeaving && !(await this.#renewOne(old))) return;
      }
    } while (this.#isRenewedAgain);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    this.#print.success(`All workers are renewed, in ${seconds} s.`);
  }

  /** @returns whether there is a new one in its place */
  async #renewOne(old: Member): Promise<boolean> {
    if (this.#isStopping) return false;
    const isReady = (await this.#add().ready) !== undefined;
    if (isReady) void old.leave();
    else if (!this.#isStopping)
      this.#print.error("The new worker did not come up; the others go on as they are.");
    return isReady;
  }
}

/** One of the processes. */
class Member {
  readonly #worker: Worker;
  readonly #bornMs = performance.now();
  /** The address where it listens; undefined when it has ended before. */
  readonly ready: Promise<string | undefined>;
  /** How it has ended. */
  readonly ended: Promise<string>;
  wasReady = false;
  isLeaving = false;
  #isListening = true;

  constructor() {
    this.#worker = cluster.fork();
    this.ended = once(this.#worker, "exit").then(([code, signal]) => signal ?? `exit code ${code}`);
    const { promise, resolve } = Promise.withResolvers<string>();
    this.#worker.on("message", (report: Report) => {
      if (report.kind !== "ready") return;
      this.wasReady = true;
      resolve(report.origin);
    });
    this.ready = Promise.race([promise, this.ended.then(() => undefined)]);
  }

  get pid(): number | undefined {
    return this.#worker.process.pid;
  }

  get ageMs(): number {
    return performance.now() - this.#bornMs;
  }

  /**
   * Ends when it takes no connection any more. One that it is given later, and one that is on its way to a
   * process which ends, is lost; so this comes before `leave`.
   */
  async stopListening(): Promise<void> {
    if (!this.wasReady || !this.#isListening) return;
    this.#isListening = false;
    const { promise: told, resolve } = Promise.withResolvers<void>();
    this.#worker.on("message", ({ kind }: Report) => kind === "notListening" && resolve());
    const timer = setTimeout(resolve, STOP_LISTENING_LIMIT_MS);
    this.#order({ kind: "stopListening" });
    await Promise.race([told, this.ended]);
    clearTimeout(timer);
  }

  async leave(): Promise<void> {
    this.isLeaving = true;
    await this.stopListening();
    this.#order({ kind: "stop" });
    const timer = setTimeout(() => this.#worker.process.kill("SIGKILL"), STOP_LIMIT_MS);
    await this.ended;
    clearTimeout(timer);
  }

  #order(order: Order): void {
    if (this.#worker.isConnected()) this.#worker.send(order);
  }
}
