import type { Identity } from "../../core/index.ts";
import { UserIdentity } from "../user-identity.ts";
import type { FoundUser } from "../sessions/session-store.ts";
import type { TokenClaims } from "./signed-token.ts";

/** A user who is known by an access token: what the token says, without a question to the database. */
export class TokenIdentity implements Identity {
  readonly isSignedIn = true;
  // The type of the key is the user model's.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly id: any;
  readonly name: string | undefined;
  readonly isStaff: boolean;
  readonly isSuperuser: boolean;
  /** As they were when the token was given. */
  readonly roles: ReadonlySet<string>;
  /** Those of the token; never undefined, so that a route with scopes refuses a token without any. */
  readonly scopes: ReadonlySet<string>;
  /** All that the token says, custom claims among it. */
  readonly claims: TokenClaims;

  constructor(id: unknown, claims: TokenClaims) {
    this.id = id;
    this.claims = claims;
    this.name = claims["name"] as string | undefined;
    this.isStaff = claims["staff"] === true;
    this.isSuperuser = claims["superuser"] === true;
    this.roles = new Set(rolesOf(claims));
    this.scopes = new Set(scopesOf(claims));
  }
}

/** A user who is known by an access token, and was looked up: with `revocation: "atOnce"`. */
export class CheckedTokenIdentity extends UserIdentity {
  /** All that the token says, custom claims among it. */
  readonly claims: TokenClaims;

  constructor({ row, roles }: FoundUser, { claims, scopes }: TokenIdentity) {
    super(row, { scopes, roles });
    this.claims = claims;
  }
}

function rolesOf({ roles }: TokenClaims): string[] {
  return Array.isArray(roles) ? roles.filter((one) => typeof one === "string") : [];
}

export function scopesOf({ scope }: TokenClaims): string[] {
  return typeof scope === "string" ? scope.split(" ").filter((one) => one !== "") : [];
}
