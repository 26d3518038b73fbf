import { QuintetError } from "../../core/index.ts";
import { HttpError, type HttpRequest } from "../../http/index.ts";
import type { Authenticator } from "../authenticator.ts";
import { refuseOtherSites } from "../csrf/check-csrf.ts";
import { authFor } from "../current-auth.ts";
import { BAD_CREDENTIALS } from "../errors.ts";
import { proveUser } from "../sessions/sign-in.ts";
import { UserIdentity } from "../user-identity.ts";

export interface BasicOptions {
  /** What a client is told that it signs in to. Default `"api"`. */
  readonly realm?: string;
}

const SCHEME = /^basic(?:\s|$)/i;
const CREDENTIALS = /^basic +([\w+/]+={0,2}) *$/i;

/**
 * Reads `Authorization: Basic …`. Each request costs a hash: for machines that ask now and then.
 *
 * A browser that was asked once sends it with whatever a page of another site has it send.
 */
export function basic({ realm = "api" }: BasicOptions): Authenticator {
  const challenge = `Basic realm="${realm.replaceAll(/["\\]/g, "")}", charset="UTF-8"`;
  return {
    name: "basic",
    claims: ({ headers: { authorization } }) =>
      authorization !== undefined && SCHEME.test(authorization),
    async identify(request) {
      refuseOtherSites(request, authFor("HTTP Basic"));
      try {
        const [name, password] = pairOf(request);
        return await UserIdentity.of(await proveUser(request, { name, password }));
      } catch (error) {
        if (!(error instanceof QuintetError) || error.status !== 401) throw error;
        throw new HttpError(error.code, 401, error.message, { "www-authenticate": challenge });
      }
    },
  };
}

/** The password may have colons in it, the name none (RFC 7617, 2). */
function pairOf({ headers: { authorization = "" } }: HttpRequest): [string, string] {
  const encoded = CREDENTIALS.exec(authorization)?.[1];
  const text = encoded === undefined ? "" : Buffer.from(encoded, "base64").toString();
  const colon = text.indexOf(":");
  if (colon === -1) throw BAD_CREDENTIALS();
  return [text.slice(0, colon), text.slice(colon + 1)];
}
