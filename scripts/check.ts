/** `npm run check`: every gate that needs no server, side by side; each line says whose it is. */
import { spawn } from "node:child_process";
import { delimiter, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const binDir = resolve(root, "node_modules/.bin");

/** Name of a gate, and the command that has to end with 0. */
const gates: readonly (readonly [string, string, ...string[]])[] = [
  ["types", "tsc", "--pretty", "false"],
  ["lint", "oxlint", "--type-aware", "--deny-warnings", "--format", "unix"],
  ["format", "oxfmt", "--list-different"],
  ["dead code", "knip", "--no-progress", "--no-config-hints"],
  ["architecture", process.execPath, "--test", "--test-reporter=dot", "test/architecture.test.ts"],
];

const outcomes = await Promise.all(gates.map(runGate));
const failed = outcomes.filter(({ isPassed }) => !isPassed).map(({ name }) => name);
console.log(
  failed.length === 0
    ? `check: ${gates.length} gates passed (${outcomes.map(({ name, seconds }) => `${name} ${seconds} s`).join(", ")}).`
    : `check: failed: ${failed.join(", ")}.`,
);
process.exitCode = failed.length === 0 ? 0 : 1;

interface Outcome {
  readonly name: string;
  readonly isPassed: boolean;
  readonly seconds: string;
}

function runGate([name, command, ...args]: (typeof gates)[number]): Promise<Outcome> {
  const startedMs = performance.now();
  const env = {
    ...process.env,
    NO_COLOR: "1",
    PATH: `${binDir}${delimiter}${process.env["PATH"] ?? ""}`,
  };
  const gate = spawn(command, args, { cwd: root, env });
  let output = "";
  gate.stdout.on("data", (text) => (output += text));
  gate.stderr.on("data", (text) => (output += text));
  return new Promise((settle) => {
    const end = (isPassed: boolean): void => {
      if (!isPassed) show(name, output);
      settle({ name, isPassed, seconds: ((performance.now() - startedMs) / 1000).toFixed(1) });
    };
    gate.on("error", (error) => {
      output += error.message;
      end(false);
    });
    gate.on("close", (code) => end(code === 0));
  });
}

function show(name: string, output: string): void {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  if (name === "format") lines.push("run: npm run format");
  for (const line of lines) console.error(`[${name}] ${line}`);
}
