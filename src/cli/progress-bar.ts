import type { Progress } from "../app/index.ts";
import type { Terminal } from "./terminal.ts";

const REDRAW_MS = 50;
const BAR_WIDTH = 30;

/** `Posts ██████░░░░ 312/500`, drawn over itself; without a terminal one line at the end. */
export class ProgressBar implements Progress {
  readonly #terminal: Terminal;
  readonly #label: string;
  readonly #total: number;
  readonly #isDrawn: boolean;
  #done = 0;
  #drawnMs = -Infinity;

  constructor(terminal: Terminal, label: string, total: number) {
    this.#terminal = terminal;
    this.#label = label;
    this.#total = total;
    this.#isDrawn = terminal.surroundings.stderr.isTTY === true;
    this.#draw();
  }

  advance(by = 1): void {
    this.#done += by;
    if (performance.now() - this.#drawnMs >= REDRAW_MS) this.#draw();
  }

  [Symbol.dispose](): void {
    this.#draw();
    const end = this.#isDrawn ? "\n" : `${this.#label}: ${this.#done} of ${this.#total}\n`;
    this.#terminal.write("stderr", end);
  }

  #draw(): void {
    if (!this.#isDrawn) return;
    this.#drawnMs = performance.now();
    const share = this.#total > 0 ? Math.min(this.#done / this.#total, 1) : 1;
    const filled = Math.round(share * BAR_WIDTH);
    const bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
    const coloured = this.#terminal.styled("stderr", "cyan", bar);
    this.#terminal.write("stderr", `\r${this.#label} ${coloured} ${this.#done}/${this.#total}`);
  }
}
