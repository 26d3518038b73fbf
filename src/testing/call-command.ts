import { type App, app, type Command, type CommandValues, type Print } from "../app/index.ts";
import { signal } from "../core/index.ts";
import { type Field, shape } from "../schema/index.ts";

export interface CallCommandOptions<A, O> {
  readonly arguments?: Partial<CommandValues<A>>;
  readonly options?: Partial<CommandValues<O>>;
  /** Default: an app without modules, not started. */
  readonly app?: App;
}

export interface CalledCommand {
  readonly exitCode: number;
  /** What was printed, in order: `["success", "3 posts"]`, `["table", rows]`, `["progress", "Posts 3/3"]`. */
  readonly printed: readonly (readonly [kind: keyof Print, value: unknown])[];
}

/**
 * Runs a command of a module where the test is: on the database of the test, without starting an app.
 *
 * Values are checked and filled in by the fields, as the command line does it.
 *
 * @throws `SCHEMA_INVALID`; what the command throws
 * @example
 * const { printed } = await callCommand(seedData, { options: { posts: 3 } });
 * assert.deepEqual(printed, [["success", "3 posts"]]);
 */
export async function callCommand<A, O>(
  command: Command<A, O>,
  given: CallCommandOptions<A, O> = {},
): Promise<CalledCommand> {
  const printed: [keyof Print, unknown][] = [];
  const exitCode = await command.run({
    arguments: parsed(command.arguments, given.arguments) as CommandValues<A>,
    options: parsed(command.options, given.options) as CommandValues<O>,
    print: printInto(printed),
    app: given.app ?? app({ modules: [] }),
    signal: signal.get() ?? new AbortController().signal,
  });
  return { exitCode: exitCode ?? 0, printed };
}

function parsed(fields: unknown, given: object = {}): unknown {
  const known = (fields ?? {}) as Readonly<Record<string, Field>>;
  const flags = Object.entries(known).filter(([, { facts }]) => facts.type === "bool");
  const unset = flags.filter(([, { facts }]) => facts.presence === "required");
  return shape({ ...known }).parse({
    ...Object.fromEntries(unset.map(([name]) => [name, false])),
    ...given,
  });
}

function printInto(printed: [keyof Print, unknown][]): Print {
  const keep =
    (kind: keyof Print) =>
    (value: unknown = ""): void =>
      void printed.push([kind, value]);
  return {
    line: keep("line"),
    success: keep("success"),
    warn: keep("warn"),
    error: keep("error"),
    table: keep("table"),
    progress(label, total) {
      let done = 0;
      return {
        advance: (by = 1) => void (done += by),
        [Symbol.dispose]: () => keep("progress")(`${label} ${done}/${total}`),
      };
    },
  };
}
