import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { spawn, type ChildProcess } from "node:child_process";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after } from "node:test";
import { PassThrough, Readable, Writable } from "node:stream";
import { main, type Surroundings } from "quintet/cli";

const root = resolve(import.meta.dirname, "../..");

/** What a command has left behind. */
export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder as users have it, with quintet installed. */
export interface Project {
  readonly folder: string;
  write(file: string, text: string): void;
  read(file: string): string;
  /** Runs `quintet …` in this process. */
  run(argv: readonly string[], given?: Given): Promise<Outcome>;
  /** Starts the real `quintet …`, in a folder below the project's if one is given. */
  spawn(argv: readonly string[], env?: Record<string, string>, below?: string): ChildProcess;
  /** Runs the real `quintet …` to its end: for apps whose files change between two runs. */
  runReal(argv: readonly string[], env?: Record<string, string>): Promise<Outcome>;
}

interface Given {
  readonly env?: Record<string, string>;
  readonly stdin?: string;
  /** Default: the project's folder. */
  readonly cwd?: string;
  readonly signal?: AbortSignal;
  readonly isTerminal?: boolean;
}

/** Makes a project that is gone when the suite ends. */
export function makeProject(files: Readonly<Record<string, string>>): Project {
  const folder = mkdtempSync(join(tmpdir(), "quintet-cli-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules/quintet"));
  const project: Project = {
    folder,
    write(file, text) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    },
    read: (file) => readFileSync(join(folder, file), "utf8"),
    run: (argv, given) => runHere(folder, argv, given),
    spawn: (argv, env, below = ".") => start(join(folder, below), argv, env),
    runReal: (argv, env) => toEnd(start(folder, argv, env)),
  };
  for (const [file, text] of Object.entries(files)) project.write(file, text);
  if (!("package.json" in files)) project.write("package.json", '{ "type": "module" }');
  return project;
}

/** Takes what is written to it. */
export class Taker extends Writable {
  text = "";
  readonly isTTY: boolean;
  readonly columns = 100;
  readonly rows = 40;

  constructor(isTTY = false) {
    super();
    this.isTTY = isTTY;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

async function runHere(
  folder: string,
  argv: readonly string[],
  given: Given = {},
): Promise<Outcome> {
  const stdout = new Taker(given.isTerminal);
  const stderr = new Taker(given.isTerminal);
  const surroundings: Surroundings = {
    stdin: Readable.from(given.stdin === undefined ? [] : [given.stdin]),
    stdout,
    stderr,
    env: given.env ?? {},
    cwd: given.cwd ?? folder,
    ...(given.signal && { signal: given.signal }),
  };
  const exitCode = await main(argv, surroundings);
  return { exitCode, stdout: stdout.text, stderr: stderr.text };
}

/** Runs a command at a terminal where a person presses keys as soon as some text stands there. */
export async function atTerminal(
  { folder }: Project,
  argv: readonly string[],
  script: readonly (readonly [text: string, keys: string])[],
  env: Record<string, string> = {},
): Promise<Outcome> {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => stdin });
  const [stdout, stderr] = [new Taker(true), new Taker(true)];
  const given = { stdin, stdout, stderr, env: { NO_COLOR: "1", ...env }, cwd: folder };
  const steps = [...script];
  let seen = 0;
  const typing = setInterval(() => {
    const [text, keys] = steps[0] ?? ["\0", ""];
    const at = stdout.text.indexOf(text, seen);
    if (at === -1) return;
    seen = at + text.length;
    steps.shift();
    stdin.write(keys);
  }, 10);
  try {
    const exitCode = await main(argv, given);
    return { exitCode, stdout: stdout.text, stderr: stderr.text };
  } finally {
    clearInterval(typing);
  }
}

function start(
  folder: string,
  argv: readonly string[],
  env: Record<string, string> = {},
): ChildProcess {
  const args = ["--conditions=quintet-source", join(root, "src/cli/main.ts"), ...argv];
  const { CI: _, FORCE_COLOR: __, ...inherited } = process.env;
  return spawn(process.execPath, args, { cwd: folder, env: { ...inherited, ...env } });
}

/** Waits for a process. */
export function toEnd(child: ChildProcess): Promise<Outcome> {
  let [stdout, stderr] = ["", ""];
  child.stdout!.on("data", (text) => (stdout += text));
  child.stderr!.on("data", (text) => (stderr += text));
  child.stdin!.end();
  return new Promise((settle, reject) => {
    child.on("error", reject);
    child.on("close", (code) => settle({ exitCode: code ?? -1, stdout, stderr }));
  });
}
