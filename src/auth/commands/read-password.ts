import { createInterface } from "node:readline";
import { Writable } from "node:stream";

/**
 * Reads a password: from a terminal without showing it, else the first line of the standard input.
 *
 * Never from the arguments of a command, which everybody on the machine can see.
 */
export async function readPassword(question: string): Promise<string> {
  const { stdin, stderr } = process;
  const isTerminal = stdin.isTTY;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  if (isTerminal) stderr.write(`${question}: `);
  const lines = createInterface({ input: stdin, output: silent, terminal: isTerminal });
  try {
    for await (const line of lines) return line;
    return "";
  } finally {
    lines.close();
    if (isTerminal) stderr.write("\n");
  }
}
