import { shape } from "../schema/index.ts";
import { problemsOf } from "./problems-of.ts";
import type { ResolvedSetting } from "./resolve-settings.ts";
import type { SettingProblem } from "./setting-problem.ts";

/** What is wrong with the values that stand in code: those of profiles, defaults and overrides. */
export function checkTyped(resolved: readonly ResolvedSetting[]): SettingProblem[] {
  const typed = new Map(
    resolved.filter(({ isTyped }) => isTyped).map((one) => [one.setting.name, one] as const),
  );
  // One shape for all: to compile each field by itself takes half a millisecond a field.
  const fields = [...typed].map(([name, { setting }]) => [name, setting.field] as const);
  const values = [...typed].map(([name, { value }]) => [name, value] as const);
  const found = shape(Object.fromEntries(fields)).check(Object.fromEntries(values));
  return found.flatMap((problem) => {
    const [name = "", ...rest] = problem.path.split(".");
    const { setting, source } = typed.get(name)!;
    return problemsOf(setting, [{ ...problem, path: rest.join(".") }], source);
  });
}
