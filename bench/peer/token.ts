import { createHmac, timingSafeEqual } from "node:crypto";
import { anonymous, type Identity } from "quintet/core";
import { before, type HttpRequest, unauthorized } from "quintet/http";
import { User } from "./models.ts";

interface Claims {
  readonly sub: string;
  readonly exp: number;
}

/** Knows the user of a bearer token; a request without one is anonymous. */
export const tokens = (secret: string) =>
  before("tokens", (request) => {
    const given = request.header("authorization");
    return given === undefined ? undefined : signIn(request, given, secret);
  });

async function signIn(request: HttpRequest, header: string, secret: string): Promise<undefined> {
  request.user = await identityOf(header, secret);
}

async function identityOf(header: string, secret: string): Promise<Identity> {
  const claims = claimsOf(header, secret);
  const user = await User.find(Number(claims.sub));
  if (user?.isActive !== true) throw unauthorized("Unknown user.");
  const { id, username: name } = user;
  return { ...anonymous, id, name, isSignedIn: true };
}

function claimsOf(header: string, secret: string): Claims {
  const [scheme, token = ""] = header.split(" ");
  const [head, payload, signature, ...more] = token.split(".");
  if (scheme !== "Bearer" || signature === undefined || more.length > 0) throw unauthorized();
  const wanted = createHmac("sha256", secret).update(`${head}.${payload}`).digest();
  const got = Buffer.from(signature, "base64url");
  const isSigned = got.length === wanted.length && timingSafeEqual(got, wanted);
  if (!isSigned || parsed(head!)["alg"] !== "HS256") throw unauthorized("Bad token.");
  const claims = parsed(payload!) as unknown as Claims;
  if (!(claims.exp > Date.now() / 1000)) throw unauthorized("The token has expired.");
  return claims;
}

function parsed(part: string): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, unknown>;
  } catch {
    throw unauthorized("Bad token.");
  }
}
