import { createPrivateKey, createPublicKey, createSecretKey, KeyObject } from "node:crypto";
import type { JWK } from "jose";
import { TOKEN_OPTION_INVALID } from "./errors.ts";

/** An Ed25519 key: PEM, JWK, or as `node:crypto` holds it. */
export type KeyText = string | JWK | KeyObject;

/**
 * A key of tokens. What it is decides how tokens are signed, whatever a token says of itself: `secret` is
 * HS256, the others are EdDSA. A `publicKey` verifies only.
 */
export type TokenKey = { readonly id: string } & (
  | { readonly secret: string }
  | { readonly privateKey: KeyText }
  | { readonly publicKey: KeyText }
);

/** A key that is ready for use: jose would import a secret anew for each token. */
export interface ReadyKey {
  readonly id: string;
  readonly algorithm: "HS256" | "EdDSA";
  readonly signs: CryptoKey | undefined;
  readonly verifies: CryptoKey;
  /** For others who verify our tokens. A secret is none of it. */
  readonly publicJwk: JWK | undefined;
}

/** Signs with the first key that can, and verifies with that which a token names. */
export interface TokenKeys {
  readonly signing: ReadyKey;
  readonly byId: ReadonlyMap<string, ReadyKey>;
  /** The public keys, for others who verify our tokens. Secrets are never among them. */
  readonly jwks: { readonly keys: readonly JWK[] };
}

/** RFC 7518, 3.2: as long as the hash at least. */
const SHORTEST_SECRET = 32;
const ID = /^[\w.-]{1,64}$/;

/** @throws `AUTH_TOKEN_OPTION_INVALID` */
export function tokenKeys(keys: readonly TokenKey[]): TokenKeys {
  const ready = keys.map(readyKey);
  const byId = new Map(ready.map((key) => [key.id, key]));
  if (byId.size < ready.length) throw TOKEN_OPTION_INVALID("two keys have the same `id`");
  const signing = ready.find(({ signs }) => signs !== undefined);
  if (signing === undefined) throw TOKEN_OPTION_INVALID("none of `keys` can sign");
  return { signing, byId, jwks: { keys: ready.flatMap(({ publicJwk }) => publicJwk ?? []) } };
}

function readyKey(key: TokenKey): ReadyKey {
  if (!ID.test(key.id)) {
    throw TOKEN_OPTION_INVALID(
      `the \`id\` ${JSON.stringify(key.id)} of a key is not one of 1 to 64 letters, digits, dots and dashes`,
    );
  }
  if ("secret" in key) return secretKey(key.id, key.secret);
  const signs = "privateKey" in key ? opened(key.id, key.privateKey, createPrivateKey) : undefined;
  const given = "publicKey" in key ? opened(key.id, key.publicKey, createPublicKey) : undefined;
  const verifies = given ?? createPublicKey(signs!);
  if (verifies.asymmetricKeyType !== "ed25519") {
    throw TOKEN_OPTION_INVALID(
      `the key "${key.id}" is of the kind ${verifies.asymmetricKeyType}, and only ed25519 is taken`,
    );
  }
  const publicJwk = {
    ...verifies.export({ format: "jwk" }),
    kid: key.id,
    alg: "EdDSA",
    use: "sig",
  };
  return {
    id: key.id,
    algorithm: "EdDSA",
    signs: signs?.toCryptoKey("Ed25519", false, ["sign"]),
    verifies: verifies.toCryptoKey("Ed25519", false, ["verify"]),
    publicJwk,
  };
}

function secretKey(id: string, secret: string): ReadyKey {
  // A public key in the place of a secret is what key confusion lives on.
  if (/-----BEGIN|^\s*[[{]/.test(secret) || isDer(secret)) {
    throw TOKEN_OPTION_INVALID(
      `the \`secret\` of the key "${id}" is a key in PEM, DER or JSON, which may be public`,
    );
  }
  if (secret.length < SHORTEST_SECRET || new Set(secret).size < SHORTEST_SECRET / 4) {
    throw TOKEN_OPTION_INVALID(
      `the \`secret\` of the key "${id}" is guessable; \`openssl rand -base64 48\` makes one that is not`,
    );
  }
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const key = createSecretKey(Buffer.from(secret)).toCryptoKey(hmac, false, ["sign", "verify"]);
  return { id, algorithm: "HS256", signs: key, verifies: key, publicJwk: undefined };
}

function isDer(secret: string): boolean {
  const bytes = Buffer.from(secret, /^[\da-f]+$/i.test(secret) ? "hex" : "base64");
  return ["spki", "pkcs1"].some((type) => {
    try {
      createPublicKey({ key: bytes, format: "der", type: type as "spki" });
      return true;
    } catch {
      return false;
    }
  });
}

function opened(id: string, key: KeyText, open: (key: never) => KeyObject): KeyObject {
  if (key instanceof KeyObject) return key;
  try {
    return open((typeof key === "string" ? key : { key, format: "jwk" }) as never);
  } catch (error) {
    throw TOKEN_OPTION_INVALID(`the key "${id}" cannot be read`).because(error);
  }
}
