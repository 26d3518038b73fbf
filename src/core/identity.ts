import { slot } from "./context.ts";

/** Who asks: what policies, throttles, logs and templates see of a user, a key or a service. */
export interface Identity {
  /** The key of the user; its type is the user model's, which nothing here knows. Absent for an anonymous one. */
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly id?: any;
  readonly name?: string | undefined;
  readonly isSignedIn: boolean;
  /** May use the admin, and is spared of limits and maintenance. */
  readonly isStaff: boolean;
  readonly isSuperuser: boolean;
  /** Names of the groups that the user is in. Superusers are in no more than others. */
  readonly roles: ReadonlySet<string>;
  /** What a token or key was given for; undefined where nothing is limited. */
  readonly scopes?: ReadonlySet<string> | undefined;
}

/** What a row of users gives a promise of its identity by: `client.as(row)` of tests asks for it. */
export const toIdentity: unique symbol = Symbol("quintet.toIdentity");

/** Nobody in particular. */
export const anonymous: Identity = Object.freeze({
  isSignedIn: false,
  isStaff: false,
  isSuperuser: false,
  roles: new Set<string>(),
});

/** Whom this work is done for; set by authentication. */
export const identity = slot<Identity>("identity");

/** The identity of the context, or the anonymous one. */
export function currentIdentity(): Identity {
  return identity.get() ?? anonymous;
}
