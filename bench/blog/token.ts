import { createHmac, timingSafeEqual } from "node:crypto";

const SECRET = "only-for-the-references-of-the-bench";

/** A JWT (HS256, an hour) as the references take it. */
export function makeToken(userId: number): string {
  const claims = { sub: String(userId), exp: Math.floor(Date.now() / 1000) + 3600 };
  const head = `${encoded({ alg: "HS256", typ: "JWT" })}.${encoded(claims)}`;
  return `${head}.${signatureOf(head).toString("base64url")}`;
}

/** The key of the user it is for; undefined where the signature or the time does not hold. */
export function readToken(authorization = ""): number | undefined {
  const [, head = "", payload = "", given = ""] =
    /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(authorization) ?? [];
  const signature = Buffer.from(given, "base64url");
  const wanted = signatureOf(`${head}.${payload}`);
  if (signature.length !== wanted.length || !timingSafeEqual(signature, wanted)) return undefined;
  const { alg } = decoded(head) as { alg?: string };
  const { sub, exp } = decoded(payload) as { sub: string; exp: number };
  return alg === "HS256" && exp * 1000 > Date.now() ? Number(sub) : undefined;
}

function signatureOf(text: string): Buffer {
  return createHmac("sha256", SECRET).update(text).digest();
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function decoded(text: string): unknown {
  return JSON.parse(Buffer.from(text, "base64url").toString());
}
