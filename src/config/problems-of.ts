import type { Problem } from "../schema/index.ts";
import type { Setting } from "./setting.ts";
import type { SettingProblem } from "./setting-problem.ts";
import { isSecret, maskPasswords } from "./shown-value.ts";

/** What validation found wrong with a setting, in the words of settings. */
export function problemsOf(
  setting: Setting,
  problems: readonly Problem[],
  source: string,
): SettingProblem[] {
  return problems.map(({ path, code, message, value }) => ({
    level: "error",
    name: path === "" ? setting.name : `${setting.name}.${path}`,
    code,
    message,
    ...(value !== undefined && !isSecret(setting) && { value: maskPasswords(value) }),
    source,
  }));
}
