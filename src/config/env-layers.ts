import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDotenv } from "./parse-dotenv.ts";
import type { Given, Profile } from "./profile.ts";
import type { SettingProblem } from "./setting-problem.ts";

/** Texts by name that come from one place. */
export interface Layer {
  readonly entries: ReadonlyMap<string, Given>;
  /** A process has names of everybody in its environment; a `.env` file is the app's own. */
  readonly isOfApp: boolean;
}

const ENVIRONMENT = "environment";
const ASSIGNMENT = /^([A-Za-z][\w.]*)=(.*)$/s;

/** The environment of a process. */
export function environmentLayer(env: Readonly<Record<string, string | undefined>>): Layer {
  const given = Object.entries(env).filter(([, text]) => text !== undefined);
  const entries = given.map(
    ([name, text]) => [name, { text: text!, source: ENVIRONMENT }] as const,
  );
  return { entries: new Map(entries), isOfApp: false };
}

/** The `--set NAME=value` of a command line; everything else there is left to others. */
export function argumentLayer(
  args: readonly string[],
  nameOf: (key: string) => string,
  problems: SettingProblem[],
): Layer {
  const entries = new Map<string, Given>();
  args.forEach((arg, index) => {
    const text = arg.startsWith("--set=")
      ? arg.slice(6)
      : arg === "--set"
        ? args[index + 1]
        : undefined;
    if (text === undefined && arg !== "--set") return;
    const [, key, value] = ASSIGNMENT.exec(text ?? "") ?? [];
    if (key === undefined || value === undefined) {
      problems.push(faultyArgument());
      return;
    }
    entries.set(nameOf(key), { text: value, source: `--set ${key}` });
  });
  return { entries, isOfApp: true };
}

/** The `.env` files of a profile beside `.env` itself, the strongest first. */
export function profileFiles(profile: Profile): string[] {
  // Tests have to say the same on every machine, whatever its owner likes.
  const own = profile === "test" ? [] : [".env.local"];
  return [`.env.${profile}.local`, ...own, `.env.${profile}`];
}

/** A `.env` file; one that is not there is empty. */
export function dotenvLayer(
  folder: string | undefined,
  file: string,
  problems: SettingProblem[],
): Layer {
  const entries = new Map<string, Given>();
  const read = folder === undefined ? undefined : readIfThere(join(folder, file), file, problems);
  if (read === undefined) return { entries, isOfApp: true };
  const parsed = parseDotenv(read);
  for (const { name, value, line } of parsed.entries) {
    entries.set(name, { text: value, source: `${file}:${line}` });
  }
  for (const { line, message } of parsed.problems) {
    problems.push({
      level: "error",
      name: file,
      code: "syntax",
      message,
      source: `${file}:${line}`,
    });
  }
  return { entries, isOfApp: true };
}

function readIfThere(path: string, file: string, problems: SettingProblem[]): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    problems.push({
      level: "error",
      name: file,
      code: "file",
      message: `cannot be read: ${code}`,
      source: path,
    });
    return undefined;
  }
}

function faultyArgument(): SettingProblem {
  return {
    level: "error",
    name: "--set",
    code: "syntax",
    message: "must be followed by NAME=value",
    source: "command line",
  };
}
