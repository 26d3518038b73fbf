import { styleText, type InspectColor } from "node:util";

type Input = NodeJS.ReadableStream & { readonly isTTY?: boolean };
type Output = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

/** Where a command line runs: what it reads, what it writes to. */
export interface Surroundings {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute path. */
  readonly cwd: string;
  /**
   * Makes a folder the working directory of the process: the project's, when the command is given
   * further down, so that `sqlite:./app.db` is the same file from everywhere. Default: nothing is done.
   */
  readonly enterFolder?: (folder: string) => void;
  /** Aborts when the person wants to stop. Default: never. */
  readonly signal?: AbortSignal;
}

/** What the surroundings allow: colours, questions. */
export class Terminal {
  readonly surroundings: Surroundings;
  readonly signal: AbortSignal;

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings;
    this.signal = surroundings.signal ?? new AbortController().signal;
  }

  /** Somebody sits there who can be asked. */
  get isInteractive(): boolean {
    const { stdin, stdout } = this.surroundings;
    return stdin.isTTY === true && stdout.isTTY === true && !this.isCi;
  }

  get isCi(): boolean {
    return isSet(this.surroundings.env["CI"]);
  }

  get isProduction(): boolean {
    const { env } = this.surroundings;
    return (env["QUINTET_ENV"] || env["NODE_ENV"]) === "production";
  }

  /** https://no-color.org and FORCE_COLOR, as Node reads them. */
  hasColors(stream: "stdout" | "stderr"): boolean {
    const { env } = this.surroundings;
    if (env["NO_COLOR"] !== undefined && env["NO_COLOR"] !== "") return false;
    if (env["FORCE_COLOR"] !== undefined) return isSet(env["FORCE_COLOR"]);
    return this.surroundings[stream].isTTY === true && env["TERM"] !== "dumb";
  }

  styled(stream: "stdout" | "stderr", format: InspectColor, text: string): string {
    return this.hasColors(stream) ? styleText(format, text, { validateStream: false }) : text;
  }

  write(stream: "stdout" | "stderr", text: string): void {
    this.surroundings[stream].write(text);
  }
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "" && value !== "0" && value !== "false";
}
