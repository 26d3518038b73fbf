import type { Print } from "../app/index.ts";
import { ProgressBar } from "./progress-bar.ts";
import { tableLines } from "./table-lines.ts";
import type { Terminal } from "./terminal.ts";

/** `print` of commands, on a terminal or what stands for one. */
export function terminalPrint(terminal: Terminal): Print {
  const out = (text: string): void => terminal.write("stdout", `${text}\n`);
  const err = (text: string): void => terminal.write("stderr", `${text}\n`);
  return {
    line: (text = "") => out(text),
    success: (text) => out(`${terminal.styled("stdout", "green", "✓")} ${text}`),
    warn: (text) => err(`${terminal.styled("stderr", "yellow", "!")} ${text}`),
    error: (text) => err(`${terminal.styled("stderr", "red", "✗")} ${text}`),
    table(rows) {
      const [head, ...lines] = tableLines(rows);
      if (head === undefined) return;
      out(terminal.styled("stdout", "bold", head));
      for (const line of lines) out(line);
    },
    progress: (label, total) => new ProgressBar(terminal, label, total),
  };
}
