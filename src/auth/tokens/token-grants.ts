import { now } from "../../core/index.ts";
import type { HttpRequest } from "../../http/index.ts";
import { text } from "../../schema/index.ts";
import { tellAuth, userSignedIn } from "../auth-events.ts";
import { proveUser } from "../sessions/sign-in.ts";
import { whileUnchanged } from "../sessions/while-unchanged.ts";
import { type TokenClient, type TokenPair, tokensFor } from "./tokens.ts";

/** Longer ones are refused by the body's check, before anybody parses them. */
export const token = () => text({ min: 1, max: 16_384 }).secret();
export const scope = () => text({ max: 2_000 }).optional();
export const NO_STORE = { "cache-control": "no-store", pragma: "no-cache" };

/** Tokens for a name and a password. @throws `AUTH_BAD_CREDENTIALS` and what a lockout says */
export async function grantByPassword(
  { username, password, scope }: { username: string; password: string; scope?: string | undefined },
  request: HttpRequest,
): Promise<TokenPair> {
  const user = await proveUser(request, { name: username, password });
  const pair = await whileUnchanged(user, async () => {
    user.lastLogin = now();
    await user.save();
    return tokensFor("Signing in").issue(user, clientOf(request, scope));
  });
  await tellAuth(userSignedIn, { user: user.id, address: request.address, by: "token" });
  return pair;
}

/** New tokens for a refresh token, which is worth nothing afterwards. */
export function redeem(
  refreshToken: string,
  wanted: string | undefined,
  request: HttpRequest,
): Promise<TokenPair> {
  return tokensFor("Redeeming a token").redeem(refreshToken, clientOf(request, wanted));
}

/** Ends a token and all that follow from its sign-in. */
export function revoke(given: string): Promise<void> {
  return tokensFor("Revoking a token").revoke(given);
}

function clientOf(request: HttpRequest, wanted: string | undefined): TokenClient {
  return {
    scopes: wanted?.split(" ").filter((one) => one !== ""),
    address: request.address,
    agent: request.header("user-agent") ?? "",
  };
}
