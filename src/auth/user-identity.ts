import type { Identity } from "../core/index.ts";
import type { UserSession } from "./sessions/session-store.ts";
import { ROLES_UNREAD } from "./errors.ts";
import { permissionsOf } from "./users/permissions-of.ts";
import { rolesOf } from "./users/roles.ts";
import type { UserRow } from "./users/user-model.ts";

/** What is known of a user beside their row. */
export interface UserIdentityFacts {
  readonly session?: UserSession | undefined;
  readonly scopes?: ReadonlySet<string> | undefined;
  readonly roles?: Iterable<string>;
}

/** A user who is signed in, by a session, a token or a key. */
export class UserIdentity implements Identity {
  readonly row: UserRow;
  /** Where a session has said who it is. */
  readonly session: UserSession | undefined;
  readonly scopes: ReadonlySet<string> | undefined;
  readonly isSignedIn = true;
  readonly #roles: ReadonlySet<string> | undefined;
  #permissions: Promise<ReadonlySet<string>> | undefined;

  /** @param facts Without `roles`, nobody may ask for them; requests, `explain` and `authorize` read them then. */
  constructor(row: UserRow, { session, scopes, roles }: UserIdentityFacts = {}) {
    this.row = row;
    this.session = session;
    this.scopes = scopes;
    this.#roles = roles && new Set(roles);
  }

  /** With the groups of the user, by one question to the database. */
  static async of(row: UserRow, facts: UserIdentityFacts = {}): Promise<UserIdentity> {
    return new UserIdentity(row, { ...facts, roles: await rolesOf(row) });
  }

  // The type of the key is the user model's.
  // oxlint-disable-next-line typescript/no-explicit-any
  get id(): any {
    return this.row.id;
  }

  get name(): string {
    return this.row.username;
  }

  get isStaff(): boolean {
    return this.row.isStaff;
  }

  get isSuperuser(): boolean {
    return this.row.isSuperuser;
  }

  get hasReadRoles(): boolean {
    return this.#roles !== undefined;
  }

  /** @throws `AUTH_ROLES_UNREAD` */
  get roles(): ReadonlySet<string> {
    if (this.#roles === undefined) throw ROLES_UNREAD(this.name);
    return this.#roles;
  }

  /** Codes of what the user and their groups are allowed; read when first asked for. */
  permissions(): Promise<ReadonlySet<string>> {
    return (this.#permissions ??= permissionsOf(this.row));
  }
}

/** The same user with their groups, where those were not read yet; others as they are. */
export function withRoles(identity: Identity): Identity | Promise<Identity> {
  if (!(identity instanceof UserIdentity) || identity.hasReadRoles) return identity;
  const { row, session, scopes } = identity;
  return UserIdentity.of(row, { session, scopes });
}

/** The user behind an identity, or undefined where it is nobody's, or that of a service. */
export function userOf(identity: Identity): UserRow | undefined {
  return identity instanceof UserIdentity ? identity.row : undefined;
}
