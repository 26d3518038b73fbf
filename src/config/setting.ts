import type { Field } from "../schema/index.ts";
import { BAD_SETTING_NAME, SETTING_EXPECTED, SETTING_NAME_TAKEN } from "./errors.ts";
import { envName } from "./env-name.ts";
import { PROFILE_NAMES } from "./profile.ts";

/** Fields by name; a map in a map is a group. */
export interface SettingFields {
  readonly [name: string]: Field | SettingFields;
}

/** One setting of an app, under all of its names. */
export interface Setting {
  /** `["database", "poolMax"]` */
  readonly path: readonly string[];
  /** `"database.poolMax"` */
  readonly key: string;
  /** `"BLOG_DATABASE_POOL_MAX"` */
  readonly name: string;
  readonly field: Field;
}

/** What names the file that holds the value of a setting. */
export const FILE_SUFFIX = "_FILE";

const PROPERTY = /^[a-z][A-Za-z0-9]*$/;

/** The settings in a map of fields, groups opened, in the order of their declaration. */
export function settingsOf(
  prefix: string,
  fields: SettingFields,
  group: readonly string[] = [],
): Setting[] {
  return Object.entries(fields).flatMap(([property, member]) => {
    const path = [...group, property];
    const key = path.join(".");
    if (!PROPERTY.test(property) || property in Object.prototype) throw BAD_SETTING_NAME(key);
    if (isField(member)) return [{ path, key, name: envName(prefix, path), field: member }];
    if (!isGroup(member)) throw SETTING_EXPECTED(key);
    return settingsOf(prefix, member, path);
  });
}

/**
 * Refuses settings that one name would set, and those that the file of another setting would.
 *
 * @throws `CONFIG_NAME_TAKEN`
 */
export function refuseSharedNames(settings: readonly Setting[]): void {
  const owners = new Map<string, string>(PROFILE_NAMES.map((name) => [name, "profile"]));
  for (const { key, name } of settings) {
    for (const taken of [name, name + FILE_SUFFIX]) {
      const owner = owners.get(taken);
      if (owner !== undefined) throw SETTING_NAME_TAKEN(key, taken, owner);
      owners.set(taken, key);
    }
  }
}

function isField(member: unknown): member is Field {
  return (
    typeof member === "object" && member !== null && "facts" in member && "~standard" in member
  );
}

function isGroup(member: unknown): member is SettingFields {
  return typeof member === "object" && member !== null && !("~standard" in member);
}
