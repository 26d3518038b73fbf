import type { Questions } from "../db/migrations/index.ts";
import { fillOfText } from "../db/migrations/index.ts";
import { CLI_CANCELLED } from "./errors.ts";
import type { Terminal } from "./terminal.ts";

/** Asks the person at the terminal what models alone do not tell. @throws `CLI_CANCELLED` */
export function terminalQuestions(terminal: Terminal): Questions {
  return {
    renamedTable: (table, candidates) =>
      askRenamed(terminal, `The table ${table} is gone from the models.`, candidates),
    renamedColumn: (table, column, candidates) =>
      askRenamed(terminal, `The column ${table}.${column} is gone from the models.`, candidates),
    async fill(table, column, state) {
      const message = `${table}.${column} (${state.type}) is required. What do rows get that are there?`;
      return fillOfText(await askText(terminal, message), state);
    },
  };
}

async function askRenamed(
  terminal: Terminal,
  message: string,
  candidates: readonly string[],
): Promise<string | undefined> {
  const { isCancel, select } = await import("@clack/prompts");
  const renamed = candidates.map((name) => ({ value: name, label: `It is ${name} now` }));
  const dropped = { value: "", label: "It is dropped, with what is in it" };
  const answer = await select<string>({
    message,
    options: [...renamed, dropped],
    ...streamsOf(terminal),
  });
  if (isCancel(answer)) throw CLI_CANCELLED();
  return answer === "" ? undefined : answer;
}

async function askText(terminal: Terminal, message: string): Promise<string> {
  const { isCancel, text } = await import("@clack/prompts");
  const validate = (answer: string | undefined): string | undefined =>
    answer === undefined || answer === ""
      ? "A value, or Ctrl-C to give the field a default"
      : undefined;
  const answer = await text({ message, validate, ...streamsOf(terminal) });
  if (isCancel(answer)) throw CLI_CANCELLED();
  return answer;
}

function streamsOf({ surroundings: { stdin, stdout } }: Terminal): object {
  return { input: stdin, output: stdout };
}
