import type { Identity } from "../../core/index.ts";
import { grantOf, type AnyModel } from "../../db/index.ts";
import type { HttpRequest } from "../../http/index.ts";
import { UserIdentity } from "../user-identity.ts";
import { findRow } from "../users/find-row.ts";
import { permissionsOf } from "../users/permissions-of.ts";

/** Says whether somebody may ask for a route. */
export type AccessRule = (user: Identity, request: HttpRequest) => boolean | Promise<boolean>;

/** The policy of a model, whatever its fields and rules. */
export interface ModelPolicy {
  readonly model: AnyModel;
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly rules: Readonly<Record<string, (user: Identity) => any>>;
}

// Beside types that the index exports: a file that no exported type leads to is not read by who uses the package.
declare module "../../http/index.ts" {
  interface RouteExtras {
    /** Only for those who are signed in; `"fresh"`: who have given their password lately. */
    readonly signedIn?: boolean | "fresh";
    /**
     * Says who may ask for it, besides what its groups say: `staff`, `requires("post.publish")`, a function of
     * your own, or the policy of a model, whose rule is that of the method: `read`, `create`, `update`, `delete`.
     */
    readonly policy?: AccessRule | ModelPolicy;
    /**
     * What a token or key must have been given for, all of them, besides what its groups want. Who has signed
     * in by a session may do all that the user may, and is not asked for scopes.
     */
    readonly scopes?: readonly string[];
  }
}

declare module "../../app/index.ts" {
  interface ModuleParts {
    /** Policies that `can` and `explain` find by the model, besides those of groups, routes and resources. */
    readonly policies?: readonly ModelPolicy[];
  }
}

/** Lets in all who are signed in: `get("/me", { policy: signedIn }, …)`. */
export const signedIn: AccessRule = (user) => user.isSignedIn;

/** Lets in those who may use the admin. */
export const staff: AccessRule = (user) => user.isSignedIn && user.isStaff;

/**
 * Lets in those who have all of these permissions, by themselves or by a group; superusers have all.
 *
 * @param codes Such as `"post.publish"`. Read by one question to the database at most for each request and user.
 */
export function requires(...codes: readonly string[]): AccessRule {
  return async (user) => hasPermissions(user, codes);
}

/** Lets in those who have one of these roles: groups by name. Superusers are in all. */
export function inGroup(...names: readonly string[]): AccessRule {
  return (user) => user.isSuperuser || names.some((name) => user.roles.has(name));
}

/** Lets in those to whom the policy of a model grants the action on some row. Ask for the row itself with `authorize`. */
export function allows(policy: ModelPolicy, action: string): AccessRule {
  return (user) => grantOf(policy, action, user) !== false;
}

/** Whether somebody has all of these permissions. Superusers have all, services none. */
export async function hasPermissions(user: Identity, codes: readonly string[]): Promise<boolean> {
  if (user.isSuperuser) return true;
  const has = await permissionsBehind(user);
  return codes.every((code) => has.has(code));
}

async function permissionsBehind(user: Identity): Promise<ReadonlySet<string>> {
  if (user instanceof UserIdentity) return user.permissions();
  const row = await findRow(user);
  return row === undefined ? new Set() : permissionsOf(row);
}
