import type { ResolvedSetting, Resolution } from "./resolve-settings.ts";
import { findKeptKey, lacksKey, SECRET_KEY_FILE } from "./secret-key-file.ts";
import { FILE_SUFFIX } from "./setting.ts";
import { problemLine, type SettingProblem } from "./setting-problem.ts";
import { MASK, shownValue } from "./shown-value.ts";

/** A setting, for people to look at. */
export interface SettingRow {
  /** `"BLOG_DATABASE_POOL_MAX"` */
  readonly name: string;
  /** `"database.poolMax"` */
  readonly key: string;
  /** Masked where it is secret; empty where it is not set. */
  readonly value: string;
  readonly source: string;
  readonly help: string;
  /** What is wrong with it, if anything. */
  readonly problem?: string;
}

/** All settings in the order of their declaration, then what is wrong and belongs to none of them. */
export function settingRows(
  { profile, resolved, problems }: Resolution,
  folder: string | undefined,
): SettingRow[] {
  const hasKey = profile === "development" && folder !== undefined && isKept(folder);
  const others = problems.filter((problem) => !resolved.some((one) => isAbout(problem, one)));
  return [...resolved.map((one) => rowOf(one, problems, hasKey)), ...others.map(rowOfProblem)];
}

function rowOf(
  one: ResolvedSetting,
  problems: readonly SettingProblem[],
  hasKey: boolean,
): SettingRow {
  const { name, key, field } = one.setting;
  const kept = lacksKey(one) && hasKey ? { value: MASK, source: SECRET_KEY_FILE } : undefined;
  const wrong = problems.find((problem) => isAbout(problem, one));
  return {
    name,
    key,
    value: shownValue(one.setting, one.value),
    source: one.source,
    ...kept,
    help: field.facts.help ?? "",
    ...(wrong && { problem: problemLine(wrong) }),
  };
}

function rowOfProblem(problem: SettingProblem): SettingRow {
  const { name, source } = problem;
  return { name, key: "", value: "", source, help: "", problem: problemLine(problem) };
}

/** `BLOG_HOSTS.1` is the second item of `BLOG_HOSTS`, `BLOG_KEY_FILE` the file of `BLOG_KEY`. */
function isAbout({ name }: SettingProblem, { setting }: ResolvedSetting): boolean {
  return name.split(".")[0] === setting.name || name === setting.name + FILE_SUFFIX;
}

function isKept(folder: string): boolean {
  try {
    return findKeptKey(folder) !== undefined;
  } catch {
    return false;
  }
}
