import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mainFile } from "./main-file.ts";
import type { Order, Report } from "./supervised.ts";

/** Time to close files and connections; a stream that is open must not hold up the next start. */
const STOP_MS = 400;

/** The one process of an app that is being developed. */
export class DevServer {
  readonly #args: readonly string[];
  readonly #options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv };
  #child: ChildProcess | undefined;
  #ended: Promise<void> = Promise.resolve();
  /** Restarts and the stop come one after the other. */
  #turn: Promise<void> = Promise.resolve();
  #isRestartWaiting = false;
  #isStopped = false;
  onReady: (origin: string, startMs: number) => void = () => {};
  /** By itself. */
  onEnded: (how: string) => void = () => {};

  constructor(
    args: readonly string[],
    options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  ) {
    this.#args = args;
    this.#options = options;
  }

  /** Starts it, instead of the one that runs if one does. Changes that come meanwhile are one restart. */
  restart(): void {
    if (this.#isRestartWaiting) return;
    this.#isRestartWaiting = true;
    this.#turn = this.#restartAfter(this.#turn);
  }

  stop(): Promise<void> {
    this.#isStopped = true;
    return (this.#turn = this.#turn.then(() => this.#end()));
  }

  async #restartAfter(before: Promise<void>): Promise<void> {
    await before;
    this.#isRestartWaiting = false;
    await this.#end();
    if (!this.#isStopped) this.#start();
  }

  #start(): void {
    const began = performance.now();
    const child = fork(mainFile(), this.#args, this.#options);
    this.#child = child;
    child.on("message", (report: Report) => {
      if (report.kind === "ready")
        this.onReady(report.origin, Math.round(performance.now() - began));
    });
    this.#ended = this.#lookAfter(child);
  }

  async #lookAfter(child: ChildProcess): Promise<void> {
    const [code, signal] = await once(child, "exit");
    if (this.#child !== child) return;
    this.#child = undefined;
    this.onEnded(signal ?? `exit code ${code}`);
  }

  async #end(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child?.connected !== true) return;
    child.send({ kind: "stop" } satisfies Order);
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
    await this.#ended;
    clearTimeout(timer);
  }
}
