import type { Identity } from "../core/index.ts";
import type { UserSession } from "./sessions/session-store.ts";
import { permissionsOf } from "./users/permissions-of.ts";
import type { UserRow } from "./users/user-model.ts";

/** A user who is signed in, by a session, a token or a key. */
export class UserIdentity implements Identity {
  readonly row: UserRow;
  /** Where a session has said who it is. */
  readonly session: UserSession | undefined;
  readonly scopes: ReadonlySet<string> | undefined;
  readonly isSignedIn = true;
  #permissions: Promise<ReadonlySet<string>> | undefined;

  constructor(
    row: UserRow,
    how: { readonly session?: UserSession; readonly scopes?: ReadonlySet<string> } = {},
  ) {
    this.row = row;
    this.session = how.session;
    this.scopes = how.scopes;
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

  /** Codes of what the user and their groups are allowed; read when first asked for. */
  permissions(): Promise<ReadonlySet<string>> {
    return (this.#permissions ??= permissionsOf(this.row));
  }
}

/** The user behind an identity, or undefined where it is nobody's, or that of a service. */
export function userOf(identity: Identity): UserRow | undefined {
  return identity instanceof UserIdentity ? identity.row : undefined;
}
