import { didYouMean } from "../../core/index.ts";
import { currentApp, type App } from "../../app/index.ts";
import { PERMISSION_UNKNOWN } from "../errors.ts";
import { Group } from "./group.ts";
import { Permission } from "./permission.ts";
import type { UserRow } from "./user-model.ts";

declare module "../../app/index.ts" {
  interface ModuleParts {
    /** Permissions of this module, by code and in words, besides those of its models. */
    readonly permissions?: readonly PermissionName[];
  }
}

export interface PermissionName {
  /** Such as `post.publish`. */
  readonly code: string;
  readonly name: string;
}

const ACTIONS = ["create", "read", "update", "delete"];

/** All permissions of an app: four for each model, and those that its modules name. */
export function permissionsOfApp(app: App): PermissionName[] {
  const ofModels = app
    .contributions("models")
    .flatMap(({ modelName }) =>
      ACTIONS.map((action) => ({ code: `${modelName}.${action}`, name: `${action} ${modelName}` })),
    );
  return [...ofModels, ...app.contributions("permissions")];
}

/** Makes a user a member of a group, which is made where it is not there. */
export async function assignRole(user: UserRow, name: string): Promise<void> {
  const { row } = await Group.getOrCreate({ name });
  await user.related("groups").add(row);
}

/** Takes a user out of a group. */
export async function removeRole(user: UserRow, name: string): Promise<void> {
  const [group] = await Group.where({ name });
  if (group !== undefined) await user.related("groups").remove(group);
}

/** Whether a user is in a group. */
export async function hasRole(user: UserRow, name: string): Promise<boolean> {
  return user.related("groups").where({ name }).exists();
}

/** The names of the groups of a user. */
export async function rolesOf(user: UserRow): Promise<string[]> {
  return user.related("groups").query().order("name").pluck("name");
}

/**
 * Allows something to a user or to a group.
 *
 * @param codes Of the app's models and modules. @throws `AUTH_PERMISSION_UNKNOWN`
 */
export async function grantPermissions(
  to: UserRow | Group,
  ...codes: readonly string[]
): Promise<void> {
  const rows = await permissionRows(codes);
  if (to instanceof Group) await to.related("permissions").add(...rows);
  else await to.related("permissions").add(...rows);
}

/** Takes back what was allowed to a user or to a group. */
export async function revokePermissions(
  from: UserRow | Group,
  ...codes: readonly string[]
): Promise<void> {
  const rows = await Permission.where({ code: { in: codes } });
  if (from instanceof Group) await from.related("permissions").remove(...rows);
  else await from.related("permissions").remove(...rows);
}

async function permissionRows(codes: readonly string[]): Promise<Permission[]> {
  const app = currentApp.get();
  const names = app === undefined ? [] : permissionsOfApp(app);
  const rows: Permission[] = [];
  for (const code of codes) {
    const found = names.find((one) => one.code === code);
    if (found === undefined && app !== undefined) {
      throw PERMISSION_UNKNOWN(
        code,
        didYouMean(
          code,
          names.map((one) => one.code),
        ),
      );
    }
    rows.push((await Permission.getOrCreate({ code }, { name: found?.name ?? "" })).row);
  }
  return rows;
}
