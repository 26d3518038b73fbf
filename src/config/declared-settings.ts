import { BAD_PREFIX, SETTING_NAME_TAKEN, UNKNOWN_SETTING } from "./errors.ts";
import { PROFILES, type Profile } from "./profile.ts";
import {
  FILE_SUFFIX,
  refuseSharedNames,
  settingsOf,
  type Setting,
  type SettingFields,
} from "./setting.ts";
import type { SettingChanges } from "./setting-values.ts";
import { standardSettings } from "./standard-settings.ts";

/** What an app declares of its settings. */
export interface SettingsOptions<F> {
  /** Of the app's own names in the environment: capital letters with `_` at the end. */
  readonly prefix: string;
  /** Own settings; an object in it is a group. Default: only the standard ones. */
  readonly fields?: F;
  /** What is other than the default of the field: always (`base`), or where the app runs for something. */
  readonly profiles?: { readonly [P in Profile | "base"]?: NoInfer<SettingChanges<F>> };
}

/** What an app says in code about its settings, the standard ones among them. */
export interface DeclaredSettings {
  readonly prefix: string;
  readonly settings: readonly Setting[];
  readonly profiles: Readonly<Partial<Record<Profile | "base", ValuesByKey>>>;
}

/** Values as code has them, by the dotted key of their setting. */
export type ValuesByKey = ReadonlyMap<string, unknown>;

const PREFIX = /^(?!QUINTET_)[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_$/;

/** Reads a declaration, and refuses what cannot work. @throws as `defineSettings` */
export function declareSettings({
  prefix,
  fields = {},
  profiles = {},
}: SettingsOptions<any>): DeclaredSettings {
  if (!PREFIX.test(prefix)) throw BAD_PREFIX(prefix);
  const standard = settingsOf("", standardSettings);
  const own = settingsOf(prefix, fields as SettingFields);
  for (const { path, key, name } of own) {
    const top = path[0]!;
    if (Object.hasOwn(standardSettings, top) || top === "profile") {
      throw SETTING_NAME_TAKEN(key, name, top);
    }
  }
  const settings = [...standard, ...own];
  refuseSharedNames(settings);
  return { prefix, settings, profiles: declareProfiles(profiles, settings) };
}

/** Every name that sets something. */
export function namesOf(settings: readonly Setting[]): Set<string> {
  return new Set(settings.flatMap(({ name }) => [name, name + FILE_SUFFIX]));
}

/**
 * Opens the groups of an object of values; what is undefined is not there.
 *
 * @param where What gives the values, to begin the message of an error.
 * @throws `CONFIG_UNKNOWN_SETTING`
 */
export function valuesByKey(
  where: string,
  settings: readonly Setting[],
  values: object,
): Map<string, unknown> {
  const keys = settings.map(({ key }) => key);
  const found = new Map<string, unknown>();
  const open = (object: object, group: string): void => {
    for (const [property, value] of Object.entries(object)) {
      const key = group + property;
      if (keys.includes(key)) {
        if (value !== undefined) found.set(key, value);
      } else if (isGroup(key, keys) && typeof value === "object" && value !== null) {
        open(value, `${key}.`);
      } else {
        throw UNKNOWN_SETTING(where, key, keys);
      }
    }
  };
  open(values, "");
  return found;
}

function isGroup(key: string, keys: readonly string[]): boolean {
  return keys.some((other) => other.startsWith(`${key}.`));
}

function declareProfiles(
  profiles: object,
  settings: DeclaredSettings["settings"],
): Record<string, ValuesByKey> {
  const known = ["base", ...PROFILES];
  const declared = Object.entries(profiles).map(([name, values]) => {
    if (!known.includes(name)) throw UNKNOWN_SETTING("profiles", name, known);
    return [name, valuesByKey(`profiles.${name}`, settings, values as object)] as const;
  });
  return Object.fromEntries(declared);
}
