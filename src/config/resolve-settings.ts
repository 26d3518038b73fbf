import { makeDefault } from "../schema/index.ts";
import { checkTyped } from "./check-typed.ts";
import type { DeclaredSettings, ValuesByKey } from "./declared-settings.ts";
import {
  argumentLayer,
  dotenvLayer,
  environmentLayer,
  profileFiles,
  type Layer,
} from "./env-layers.ts";
import { findGiven } from "./find-given.ts";
import { PROFILE_NAMES, readProfile, type Profile } from "./profile.ts";
import { FILE_SUFFIX, type Setting } from "./setting.ts";
import type { SettingProblem } from "./setting-problem.ts";
import { STANDARD_PROFILES, standardSettings } from "./standard-settings.ts";
import { unknownNames } from "./unknown-names.ts";

/** Where settings come from. */
export interface SettingInputs {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly folder: string | undefined;
  readonly args: readonly string[];
  readonly profile: Profile | undefined;
  readonly override: ValuesByKey;
}

/** One setting with its value, and where that came from. */
export interface ResolvedSetting {
  readonly setting: Setting;
  /** Undefined where it is not set, or cannot be read. */
  readonly value: unknown;
  readonly source: string;
  /** Whether the value stands in code and was not read from text. */
  readonly isTyped: boolean;
}

export interface Resolution {
  readonly profile: Profile;
  readonly resolved: readonly ResolvedSetting[];
  readonly problems: readonly SettingProblem[];
}

const NOT_SET = "not set";
const MADE = "made at the start";

/** Finds the value of each setting, and everything that is wrong. Throws nothing. */
export function resolveSettings(declared: DeclaredSettings, inputs: SettingInputs): Resolution {
  const problems: SettingProblem[] = [];
  const { profile, layers } = layersOf(declared, inputs, problems);
  problems.push(...unknownNames(declared, layers));
  const resolved = declared.settings.map(
    (setting) =>
      overridden(setting, inputs.override) ??
      findGiven(setting, layers, inputs.folder, problems) ??
      fromCode(setting, declared, profile) ??
      unset(setting, profile, problems),
  );
  problems.push(...checkTyped(resolved));
  return { profile, resolved, problems };
}

/** The places where texts come from, the strongest first. */
function layersOf(
  { settings }: DeclaredSettings,
  { env, folder, args, profile }: SettingInputs,
  problems: SettingProblem[],
): { readonly profile: Profile; readonly layers: readonly Layer[] } {
  const nameOf = (key: string): string => settings.find((one) => one.key === key)?.name ?? key;
  const process = [argumentLayer(args, nameOf, problems), environmentLayer(env)];
  const base = dotenvLayer(folder, ".env", problems);
  const chosen = chosenProfile(profile, [...process, base], problems);
  const files = profileFiles(chosen).map((file) => dotenvLayer(folder, file, problems));
  problems.push(...files.flatMap(tooLate));
  return { profile: chosen, layers: [...process, ...files, base] };
}

function chosenProfile(
  named: string | undefined,
  layers: readonly Layer[],
  problems: SettingProblem[],
): Profile {
  const found =
    named === undefined
      ? givenProfile(layers)
      : readProfile("profile", { text: named, source: "option" });
  if (found === undefined) return "development";
  if (typeof found === "string") return found;
  problems.push(found);
  return "development";
}

function givenProfile(layers: readonly Layer[]): ReturnType<typeof readProfile> | undefined {
  for (const { entries } of layers) {
    const name = PROFILE_NAMES.find((one) => (entries.get(one)?.text ?? "") !== "");
    if (name !== undefined) return readProfile(name, entries.get(name)!);
  }
  return undefined;
}

/** A file that is read because of the profile cannot choose it. */
function tooLate({ entries }: Layer): SettingProblem[] {
  return PROFILE_NAMES.filter((name) => entries.has(name)).map((name) => ({
    level: "error",
    name,
    code: "file",
    message: "comes too late here",
    source: entries.get(name)!.source,
    hint: "It chooses the files that are read: set it in the environment or in .env.",
  }));
}

function overridden(setting: Setting, override: ValuesByKey): ResolvedSetting | undefined {
  if (!override.has(setting.key)) return undefined;
  return { setting, value: override.get(setting.key), source: "override", isTyped: true };
}

function fromCode(
  setting: Setting,
  { profiles }: DeclaredSettings,
  profile: Profile,
): ResolvedSetting | undefined {
  for (const name of [profile, "base"] as const) {
    const values = profiles[name];
    if (!values?.has(setting.key)) continue;
    return { setting, value: values.get(setting.key), source: `profile ${name}`, isTyped: true };
  }
  const standard = STANDARD_PROFILES[profile];
  const hasStandard = Object.hasOwn(standard, setting.key);
  const value = hasStandard ? standard[setting.key] : makeDefault(setting.field);
  if (value === undefined) return undefined;
  const source = hasStandard ? `profile ${profile}` : "default";
  // What stands in this module is right; checking it would take 5 ms of each start.
  return { setting, value, source, isTyped: !Object.hasOwn(standardSettings, setting.key) };
}

/** A setting that nobody gives, nor has a default. */
function unset(setting: Setting, profile: Profile, problems: SettingProblem[]): ResolvedSetting {
  const nothing = { setting, value: undefined, source: NOT_SET, isTyped: false };
  if (setting.field.facts.presence !== "required") return nothing;
  if (setting.key === "secretKey" && profile !== "production") return { ...nothing, source: MADE };
  problems.push({
    level: "error",
    name: setting.name,
    code: "required",
    message: "is missing",
    source: `profile ${profile}`,
    hint: `Set it, or ${setting.name}${FILE_SUFFIX} to the path of a file that holds it.`,
  });
  return nothing;
}
