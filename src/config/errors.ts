import { defineError, didYouMean, QuintetError, type ErrorKind } from "../core/index.ts";
import { problemLine, type SettingProblem } from "./setting-problem.ts";

/** Settings that cannot be used, with everything that is wrong with them. */
export class SettingsError extends QuintetError {
  readonly problems: readonly SettingProblem[];

  constructor(problems: readonly SettingProblem[]) {
    super(
      "CONFIG_INVALID",
      500,
      `The settings cannot be used:\n${problems.map((problem) => `- ${problemLine(problem)}`).join("\n")}`,
      "Correct each where its brackets say.",
    );
    this.problems = problems;
  }
}

/** Thrown by `load`: a `SettingsError`, which carries all problems. */
export const SETTINGS_INVALID: {
  (problems: readonly SettingProblem[]): SettingsError;
  is(error: unknown): error is SettingsError;
} & Pick<ErrorKind<[]>, "code" | "status"> = Object.assign(
  (problems: readonly SettingProblem[]) => new SettingsError(problems),
  {
    code: "CONFIG_INVALID",
    status: 500,
    is: (error: unknown): error is SettingsError => error instanceof SettingsError,
  },
);

export const BAD_PREFIX = defineError(
  "CONFIG_BAD_PREFIX",
  500,
  (prefix: string) => `${JSON.stringify(prefix)} cannot be the prefix of an app's settings.`,
  "Use the app's name in capital letters with `_` at the end, as in `BLOG_`; `QUINTET_` is the framework's.",
);

export const BAD_SETTING_NAME = defineError(
  "CONFIG_BAD_NAME",
  500,
  (key: string) => `A setting cannot be named "${key}".`,
  "Use camelCase words of letters and digits, as in `pageSize`.",
);

export const SETTING_EXPECTED = defineError(
  "CONFIG_FIELD_EXPECTED",
  500,
  (key: string) => `The setting "${key}" is neither a field nor a group of fields.`,
  "Give it a field, as in `pageSize: int()`, or an object of fields.",
);

export const SETTING_NAME_TAKEN = defineError(
  "CONFIG_NAME_TAKEN",
  500,
  (key: string, name: string, owner: string) =>
    `The setting "${key}" wants the name ${name}, which belongs to the setting "${owner}".`,
  "Choose another name. What every app has, as `port`, gets its defaults in `profiles` instead.",
);

export const UNKNOWN_SETTING = defineError(
  "CONFIG_UNKNOWN_SETTING",
  500,
  (where: string, key: string, known: readonly string[]) =>
    `${where} sets "${key}", which is not there.${didYouMean(key, known)}`,
  (_where, _key, known) => `Known are: ${known.join(", ")}.`,
);

export const NO_SETTINGS = defineError(
  "CONFIG_NOT_LOADED",
  500,
  (prefix: string) => `No settings of ${prefix}… hold in this context.`,
  "Give the app the module `settings.module(values)`, or wrap the code in `settings.run(values, fn)`.",
);
