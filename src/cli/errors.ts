import { defineError } from "../core/index.ts";

export const CLI_USAGE = defineError(
  "CLI_USAGE",
  400,
  (message: string, _command: string) => message,
  (_message, command) => `Run \`${command} --help\` for what it takes.`,
);

export const CLI_BAD_INPUT = defineError(
  "CLI_BAD_INPUT",
  400,
  (problems: readonly string[], _command: string) =>
    problems.length === 1
      ? problems[0]!
      : `${problems.length} problems:\n${problems.map((problem) => `- ${problem}`).join("\n")}`,
  (_problems, command) => `Run \`${command} --help\` for what it takes.`,
);

export const CLI_UNKNOWN_COMMAND = defineError(
  "CLI_UNKNOWN_COMMAND",
  400,
  (name: string, nearest: string) => `There is no command "${name}".${nearest}`,
  "Run `quintet --help` for all commands; those of modules are there when the module is in the app.",
);

export const CLI_NO_APP = defineError(
  "CLI_NO_APP",
  500,
  (folder: string, tried: readonly string[]) =>
    `No app was found in ${folder}: there is no ${tried.join(", ")}.`,
  'Say where it is: `--app ./src/app.ts`, or `"quintet": { "app": "./src/app.ts" }` in package.json. The file has `export default app({ modules: […] })`.',
);

export const CLI_APP_MISSING = defineError(
  "CLI_APP_MISSING",
  500,
  (file: string, saidBy: string) => `${saidBy} names ${file}, and there is no such file.`,
  (_file, saidBy) => `Correct the path in ${saidBy}.`,
);

export const CLI_APP_BROKEN = defineError(
  "CLI_APP_BROKEN",
  500,
  (file: string, message: string) => `${file} cannot be imported: ${message}`,
  "Mend what the message says; `--debug` shows where it comes from.",
);

export const CLI_NOT_AN_APP = defineError(
  "CLI_NOT_AN_APP",
  500,
  (file: string, why: string) => `${file} is no app: ${why}.`,
  "Write `export default app({ modules: […] })`, with `app` of `quintet/app`.",
);

export const CLI_NO_DATABASE = defineError(
  "CLI_NO_DATABASE",
  500,
  (file: string) => `The app in ${file} has no database.`,
  'Add one to its modules: `database({ url: "sqlite:./data/app.db" })`, with `database` of `quintet/db`.',
);

export const CLI_COMMAND_CLASH = defineError(
  "CLI_COMMAND_CLASH",
  500,
  (command: string, why: string) => `The command "${command}" cannot be added: ${why}.`,
  "Give it, or its option, another name.",
);

export const CLI_CANCELLED = defineError(
  "CLI_CANCELLED",
  499,
  () => "Cancelled; nothing was changed.",
  "Run the command again, and give the answers as flags if you know them.",
);

export const CLI_FILE_EXISTS = defineError(
  "CLI_FILE_EXISTS",
  409,
  (file: string) => `${file} is there already, and is not written over.`,
  "Name another file, or delete this one first.",
);

export const CLI_SETTING_UNHEARD = defineError(
  "CLI_SETTING_UNHEARD",
  400,
  (assignment: string) => `Nobody has heard --set ${assignment}: the app does not look for it.`,
  "Give `args: process.argv` to `settings.load`, and the values to `app({ settings })` or `settings.module(values)`.",
);

export const CLI_NO_SETTINGS = defineError(
  "CLI_NO_SETTINGS",
  500,
  (file: string) => `The app in ${file} has no settings that could be shown.`,
  "Give what `settings.load` gives to `app({ settings })` of quintet, or to `settings.module(values)`.",
);

export const CLI_BAD_PROJECT_NAME = defineError(
  "CLI_BAD_PROJECT_NAME",
  400,
  (name: string) => `"${name}" cannot be the name of a project.`,
  "Use lower-case letters and digits, with single - or _ between words, as in `my-shop`; quintet is taken.",
);

export const CLI_FOLDER_NOT_EMPTY = defineError(
  "CLI_FOLDER_NOT_EMPTY",
  409,
  (folder: string, there: readonly string[]) =>
    `${folder} is not empty: it has ${there.slice(0, 3).join(", ")}${there.length > 3 ? ", …" : ""}.`,
  "Choose another name; nothing was written.",
);
