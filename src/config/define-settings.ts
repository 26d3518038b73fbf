import { module, type Module } from "../app/index.ts";
import { currentLog, slot } from "../core/index.ts";
import { checkTyped } from "./check-typed.ts";
import {
  declareSettings,
  valuesByKey,
  type DeclaredSettings,
  type SettingsOptions,
} from "./declared-settings.ts";
import { NO_SETTINGS, SETTINGS_INVALID } from "./errors.ts";
import type { Profile } from "./profile.ts";
import { resolveSettings, type ResolvedSetting, type Resolution } from "./resolve-settings.ts";
import { lacksKey, ownSecretKey } from "./secret-key-file.ts";
import type { SettingFields } from "./setting.ts";
import { problemLine, type SettingProblem } from "./setting-problem.ts";
import { settingRows, type SettingRow } from "./setting-rows.ts";
import { valuesOf, type SettingChanges, type SettingValues } from "./setting-values.ts";
import { settingsChecks } from "./settings-checks.ts";

/** Where `load` looks. It looks nowhere else. */
export interface SettingsSource<F = any> {
  /** `process.env`, in the file that is run. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder of `.env` files, of relative paths in `NAME_FILE`, and of `data/`. Without it no file is looked for. */
  readonly cwd?: string;
  /** `process.argv`: each `--set NAME=value` in it goes before the environment. */
  readonly args?: readonly string[];
  /** Default: `QUINTET_ENV`, else `NODE_ENV`, else development. */
  readonly profile?: Profile;
  /** Values that go before everything, for tests. */
  readonly override?: NoInfer<SettingChanges<F>>;
}

/** The settings of an app: what there is, and how it is loaded. */
export interface Settings<F = any> {
  readonly "~out": SettingValues<F>;
  /**
   * Gives the values, frozen. Loading again looks again; values that are there never change.
   *
   * In development a secret key that nobody gives is made and kept in `data/secret-key` below `cwd`.
   * Warnings go to the log of the context.
   *
   * @throws `CONFIG_INVALID` with everything that is wrong, a `SettingsError`; `CONFIG_UNKNOWN_SETTING`
   * for a name in `override`
   */
  load(source: SettingsSource<F>): SettingValues<F>;
  /** What each setting is and where that comes from, secrets masked. Throws for no value, and writes nothing. */
  describe(source: SettingsSource<F>): SettingRow[];
  /** The module that puts values into the context of an app, where `get` finds them. */
  module(values: SettingValues<F>): Module;
  /** The values that hold here. @throws `CONFIG_NOT_LOADED` */
  get(): SettingValues<F>;
  /** Runs `fn` with values. */
  run<T>(values: SettingValues<F>, fn: () => T): T;
  /**
   * Runs `fn` with some values other than they are, for tests.
   *
   * Only what asks by `get` sees it: what was given to a module when the app was put together stays.
   *
   * @throws `CONFIG_NOT_LOADED`, `CONFIG_INVALID`, `CONFIG_UNKNOWN_SETTING`
   */
  override<T>(changes: SettingChanges<F>, fn: () => T): T;
}

declare module "../app/index.ts" {
  interface ModuleParts {
    /** The settings that the app was put together with, for people to look at. */
    readonly settings?: readonly LoadedSettings[];
  }
}

/** Settings as they were loaded. */
export interface LoadedSettings {
  readonly values: object;
  /** Looks again, with what `load` was given. */
  describe(): SettingRow[];
}

/** The module of what `load` has given, so that an app gets it once, whoever adds it. */
const modules = new WeakMap<object, Module>();

/** The module of values that were loaded; undefined for values that somebody wrote. */
export function findSettingsModule(values: object): Module | undefined {
  return modules.get(values);
}

/** The values that hold here, by the settings that they are of: an app may consist of several. */
const currentValues = slot<ReadonlyMap<object, object>>("settings");

/** The profile of the app in whose context this runs; undefined for one without settings. */
export function currentProfile(): Profile | undefined {
  const [values] = currentValues.get()?.values() ?? [];
  return (values as { readonly profile: Profile } | undefined)?.profile;
}

/**
 * Declares the settings of an app: names, types, bounds and defaults, in one place.
 *
 * Declaring reads nothing; `load` does. Settings that every app has (`port`, `databaseUrl`, …) are there
 * without being declared.
 *
 * @throws `CONFIG_BAD_PREFIX`, `CONFIG_BAD_NAME`, `CONFIG_FIELD_EXPECTED`, `CONFIG_NAME_TAKEN`,
 * `CONFIG_UNKNOWN_SETTING` for a name in `profiles`
 * @example
 * export const settings = defineSettings({
 *   prefix: "BLOG_",
 *   fields: { pageSize: int({ min: 1, max: 100 }).default(20), apiKey: text().secret() },
 *   profiles: { development: { apiKey: "none" } },
 * });
 * const { pageSize, port } = settings.load({ env: process.env, cwd: import.meta.dirname });
 */
export function defineSettings<F extends SettingFields = {}>(
  options: SettingsOptions<F>,
): Settings<F> {
  return new SettingsValue(declareSettings(options)) as unknown as Settings<F>;
}

class SettingsValue {
  declare readonly "~out": unknown;
  readonly #declared: DeclaredSettings;

  constructor(declared: DeclaredSettings) {
    this.#declared = declared;
  }

  load(source: SettingsSource): object {
    const { profile, resolved, problems } = this.#resolve(source);
    const warn = (problem: SettingProblem): void =>
      currentLog().warn("a setting may not be what was meant", { problem: problemLine(problem) });
    refuseErrors(problems);
    problems.forEach(warn);
    const folder = profile === "development" ? source.cwd : undefined;
    const values = valuesOf(
      profile,
      resolved.map((one) => (lacksKey(one) ? { ...one, value: ownSecretKey(folder, warn) } : one)),
    );
    const loaded = { values, describe: () => this.describe(source) };
    modules.set(values, this.#moduleOf(values, [loaded]));
    return values;
  }

  describe(source: SettingsSource): SettingRow[] {
    return settingRows(this.#resolve(source), source.cwd);
  }

  module(values: object): Module {
    return modules.get(values) ?? this.#moduleOf(values, []);
  }
  get(): object {
    const values = currentValues.get()?.get(this);
    if (values === undefined) throw NO_SETTINGS(this.#declared.prefix);
    return values;
  }

  run<T>(values: object, fn: () => T): T {
    return currentValues.run(this.#with(values), fn);
  }

  override<T>(changes: object, fn: () => T): T {
    const { profile, ...rest } = this.get() as { profile: Profile };
    const { settings } = this.#declared;
    const had = valuesByKey("override", settings, rest);
    const changed = valuesByKey("override", settings, changes);
    const resolved = settings.map((setting): ResolvedSetting => {
      const isTyped = changed.has(setting.key);
      const value = (isTyped ? changed : had).get(setting.key);
      return { setting, value, source: "override", isTyped };
    });
    refuseErrors(checkTyped(resolved));
    return this.run(valuesOf(profile, resolved), fn);
  }

  #moduleOf(values: object, loaded: readonly LoadedSettings[]): Module {
    return module("settings", {
      settings: loaded,
      components: [
        () => ({ name: "settings", provides: () => [currentValues.as(this.#with(values))] }),
      ],
      checks: [settingsChecks(values)],
    });
  }

  #with(values: object): ReadonlyMap<object, object> {
    return new Map([...(currentValues.get() ?? []), [this, values]]);
  }

  #resolve({ env, cwd, args, profile, override }: SettingsSource): Resolution {
    return resolveSettings(this.#declared, {
      env,
      folder: cwd,
      args: args ?? [],
      profile,
      override: valuesByKey("override", this.#declared.settings, override ?? {}),
    });
  }
}

function refuseErrors(problems: readonly SettingProblem[]): void {
  const errors = problems.filter(({ level }) => level === "error");
  if (errors.length > 0) throw SETTINGS_INVALID(errors);
}
