import type { Profile } from "./profile.ts";
import type { ResolvedSetting } from "./resolve-settings.ts";
import type { standardSettings } from "./standard-settings.ts";

/** What `load` gives for the fields of an app: its own values, those of every app, and the profile. */
export type SettingValues<F> = Simplify<
  { readonly profile: Profile } & GroupValues<typeof standardSettings> & GroupValues<F>
>;

/** Some of the values, as profiles and tests give them. */
export type SettingChanges<F> = GroupChanges<typeof standardSettings> & GroupChanges<F>;

type GroupValues<F> = Simplify<
  { readonly [K in keyof F as IsOptional<F[K]> extends true ? never : K]: ValueOf<F[K]> } & {
    readonly [K in keyof F as IsOptional<F[K]> extends true ? K : never]?: ValueOf<F[K]>;
  }
>;
type GroupChanges<F> = { readonly [K in keyof F]?: ChangeOf<F[K]> };
type ValueOf<M> = M extends { readonly "~out": infer T } ? Frozen<T> : GroupValues<M>;
type ChangeOf<M> = M extends { readonly "~out": infer T } ? Frozen<T> : GroupChanges<M>;
type Frozen<T> = T extends readonly (infer I)[] ? readonly I[] : T;
type IsOptional<M> = M extends { readonly "~presence": "optional" } ? true : false;
type Simplify<T> = { [K in keyof T]: T[K] } & {};

/** The values as one object, groups in groups, that nobody can change. */
export function valuesOf(profile: Profile, resolved: readonly ResolvedSetting[]): object {
  const values: Tree = { profile };
  for (const { setting, value } of resolved) {
    const groups = setting.path.slice(0, -1);
    const group = groups.reduce<Tree>((tree, name) => (tree[name] ??= {}) as Tree, values);
    if (value !== undefined) group[setting.path.at(-1)!] = value;
  }
  return deepFrozen(values);
}

type Tree = Record<string, unknown>;

/** Only plain objects and lists: a `Date` cannot be frozen, and bytes must not be. */
function deepFrozen<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  if (!isPlain) return value;
  Object.values(value).forEach(deepFrozen);
  return Object.freeze(value);
}
