import assert from "node:assert/strict";
import { createHmac, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { after, test } from "node:test";
import { codeOf, SECRET, START, TOKENS, tokenApp } from "./token-app.ts";

const nowS = Date.parse(START) / 1000;
const edwards = generateKeyPairSync("ed25519");
const stranger = generateKeyPairSync("ed25519");
const publicPem = edwards.publicKey.export({ type: "spki", format: "pem" });

const api = await tokenApp({
  auth: {
    tokens: {
      ...TOKENS,
      audience: [TOKENS.audience, "https://other-name.example.com"],
      keys: [
        { id: "one", secret: SECRET },
        { id: "ed", privateKey: edwards.privateKey },
      ],
    },
  },
});
after(() => api[Symbol.asyncDispose]());

type Part = Record<string, unknown>;

const HEADER = { alg: "HS256", kid: "one", typ: "at+jwt" };
const CLAIMS = {
  iss: TOKENS.issuer,
  aud: TOKENS.audience,
  sub: "1",
  jti: "a",
  sid: "b",
  iat: nowS,
  nbf: nowS,
  exp: nowS + 900,
  scope: "posts:read",
};

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function hmac(header: Part, claims: unknown, secret: string | Buffer = SECRET): string {
  const content = `${part(header)}.${part(claims)}`;
  return `${content}.${createHmac("sha256", secret).update(content).digest("base64url")}`;
}

function edDsa(header: Part, claims: unknown, key: KeyObject = edwards.privateKey): string {
  const content = `${part(header)}.${part(claims)}`;
  return `${content}.${sign(null, Buffer.from(content), key).toString("base64url")}`;
}

const good = hmac(HEADER, CLAIMS);
const [goodHeader, goodClaims, goodMac] = good.split(".") as [string, string, string];

test("what the attacks are made from is let in", async () => {
  assert.equal((await api.as(good)).status, 200);
  assert.equal((await api.as(edDsa({ ...HEADER, alg: "EdDSA", kid: "ed" }, CLAIMS))).status, 200);
  const other = hmac(HEADER, { ...CLAIMS, aud: "https://other-name.example.com" });
  assert.equal((await api.as(other)).status, 200);
});

/** The next character of base64url: of the last one of a signature two bits say nothing. */
function spare(character: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return alphabet[alphabet.indexOf(character) + 1]!;
}

const INVALID = "401 AUTH_TOKEN_INVALID";
const EXPIRED = "401 AUTH_TOKEN_EXPIRED";
const attacks: readonly (readonly [name: string, token: string, answer: string])[] = [
  ["alg none", `${part({ ...HEADER, alg: "none" })}.${goodClaims}.`, INVALID],
  ["alg None", `${part({ ...HEADER, alg: "None" })}.${goodClaims}.`, INVALID],
  [
    "alg none with the signature kept",
    `${part({ ...HEADER, alg: "none" })}.${goodClaims}.${goodMac}`,
    INVALID,
  ],
  ["no alg", `${part({ kid: "one", typ: "at+jwt" })}.${goodClaims}.${goodMac}`, INVALID],
  ["alg as a list", hmac({ ...HEADER, alg: ["HS256"] }, CLAIMS), INVALID],
  ["the public key as a secret", hmac({ ...HEADER, kid: "ed" }, CLAIMS, publicPem), INVALID],
  [
    "the raw public key as a secret",
    hmac(
      { ...HEADER, kid: "ed" },
      CLAIMS,
      edwards.publicKey.export({ type: "spki", format: "der" }),
    ),
    INVALID,
  ],
  ["EdDSA under the id of a secret", edDsa({ ...HEADER, alg: "EdDSA" }, CLAIMS), INVALID],
  [
    "HS512 with our secret",
    (() => {
      const content = `${part({ ...HEADER, alg: "HS512" })}.${goodClaims}`;
      return `${content}.${createHmac("sha512", SECRET).update(content).digest("base64url")}`;
    })(),
    INVALID,
  ],
  ["an empty secret", hmac(HEADER, CLAIMS, ""), INVALID],
  ["another secret", hmac(HEADER, CLAIMS, "another-secret-of-more-than-32-characters"), INVALID],
  [
    "a stranger's key under our id",
    edDsa({ ...HEADER, alg: "EdDSA", kid: "ed" }, CLAIMS, stranger.privateKey),
    INVALID,
  ],
  [
    "a key that came along",
    edDsa(
      { alg: "EdDSA", typ: "at+jwt", jwk: stranger.publicKey.export({ format: "jwk" }) },
      CLAIMS,
      stranger.privateKey,
    ),
    INVALID,
  ],
  [
    "a key that came along, with our id",
    edDsa(
      {
        alg: "EdDSA",
        kid: "ed",
        typ: "at+jwt",
        jwk: stranger.publicKey.export({ format: "jwk" }),
        jku: "http://127.0.0.1:9/",
        x5u: "http://127.0.0.1:9/",
      },
      CLAIMS,
      stranger.privateKey,
    ),
    INVALID,
  ],
  ["an unknown kid", hmac({ ...HEADER, kid: "two" }, CLAIMS), INVALID],
  ["no kid", hmac({ alg: "HS256", typ: "at+jwt" }, CLAIMS), INVALID],
  ["kid as a path", hmac({ ...HEADER, kid: "../../dev/null" }, CLAIMS, ""), INVALID],
  ["kid as SQL", hmac({ ...HEADER, kid: "x' union select 'a" }, CLAIMS, "a"), INVALID],
  ["kid of Object.prototype", hmac({ ...HEADER, kid: "__proto__" }, CLAIMS), INVALID],
  ["kid as an object", hmac({ ...HEADER, kid: { toString: "one" } }, CLAIMS), INVALID],
  [
    "crit that nobody knows",
    hmac({ ...HEADER, crit: ["x-bypass"], "x-bypass": true }, CLAIMS),
    INVALID,
  ],
  ["b64 false", hmac({ ...HEADER, crit: ["b64"], b64: false }, CLAIMS), INVALID],
  ["expired", hmac(HEADER, { ...CLAIMS, exp: nowS - 6 }), EXPIRED],
  ["without an end", hmac(HEADER, { ...CLAIMS, exp: undefined }), INVALID],
  ["an end that is a text", hmac(HEADER, { ...CLAIMS, exp: String(nowS + 900) }), INVALID],
  ["an end that is null", hmac(HEADER, { ...CLAIMS, exp: null }), INVALID],
  ["an end that is a list", hmac(HEADER, { ...CLAIMS, exp: [nowS + 900] }), INVALID],
  ["not yet valid", hmac(HEADER, { ...CLAIMS, nbf: nowS + 60 }), INVALID],
  ["another issuer", hmac(HEADER, { ...CLAIMS, iss: "https://evil.example.com" }), INVALID],
  ["an issuer with a slash more", hmac(HEADER, { ...CLAIMS, iss: `${TOKENS.issuer}/` }), INVALID],
  [
    "issuers as a list with ours",
    hmac(HEADER, { ...CLAIMS, iss: [TOKENS.issuer, "https://evil.example.com"] }),
    INVALID,
  ],
  ["a part of our issuer", hmac(HEADER, { ...CLAIMS, iss: "https://api" }), INVALID],
  ["no issuer", hmac(HEADER, { ...CLAIMS, iss: undefined }), INVALID],
  ["another audience", hmac(HEADER, { ...CLAIMS, aud: "https://evil.example.com" }), INVALID],
  ["an audience that ours begins with", hmac(HEADER, { ...CLAIMS, aud: "https://api" }), INVALID],
  ["no audience", hmac(HEADER, { ...CLAIMS, aud: undefined }), INVALID],
  ["an empty list of audiences", hmac(HEADER, { ...CLAIMS, aud: [] }), INVALID],
  ["no subject", hmac(HEADER, { ...CLAIMS, sub: undefined }), INVALID],
  ["an empty subject", hmac(HEADER, { ...CLAIMS, sub: "" }), INVALID],
  ["a subject that is an object", hmac(HEADER, { ...CLAIMS, sub: { id: 1 } }), INVALID],
  ["scopes as a list", hmac(HEADER, { ...CLAIMS, scope: ["posts:read"] }), INVALID],
  ["a refresh token as an access token", hmac({ ...HEADER, typ: "rt+jwt" }, CLAIMS), INVALID],
  ["a token of no kind", hmac({ ...HEADER, typ: undefined }, CLAIMS), INVALID],
  ["an ID token", hmac({ ...HEADER, typ: "JWT" }, CLAIMS), INVALID],
  [
    "claims that were changed",
    `${goodHeader}.${part({ ...CLAIMS, sub: "2" })}.${goodMac}`,
    INVALID,
  ],
  ["claims that are no object", hmac(HEADER, "text"), INVALID],
  ["claims that are a list", hmac(HEADER, [CLAIMS]), INVALID],
  [
    "a header that is no JSON",
    `${Buffer.from("{").toString("base64url")}.${goodClaims}.${goodMac}`,
    INVALID,
  ],
  ["truncated", good.slice(0, -1), INVALID],
  ["without its signature", `${goodHeader}.${goodClaims}.`, INVALID],
  ["two parts", `${goodHeader}.${goodClaims}`, INVALID],
  ["four parts", `${good}.${goodMac}`, INVALID],
  ["an encrypted one", `${part({ alg: "dir", enc: "A256GCM", kid: "one" })}..a.b.c`, INVALID],
  ["the signature written in another way", `${good}=`, INVALID],
  ["the signature with other spare bits", `${good.slice(0, -1)}${spare(good.at(-1)!)}`, INVALID],
  ["oversized", hmac(HEADER, { ...CLAIMS, name: "x".repeat(4096) }), INVALID],
];

for (const [name, token, answer] of attacks) {
  test(`refused: ${name}`, async () => {
    const response = await api.as(token);
    assert.match(response.headers.get("www-authenticate")!, /^Bearer error="invalid_token"/);
    assert.equal(await codeOf(response), answer);
  });
}

const headers: readonly (readonly [name: string, value: string])[] = [
  ["no token", "Bearer"],
  ["blanks for a token", "Bearer    "],
  ["two tokens", `Bearer ${good} ${good}`],
  ["a comma", `Bearer ${good},${good}`],
  ["characters that no token has", "Bearer %%%"],
  ["dots", "Bearer .."],
  ["thousands of dots", `Bearer ${".".repeat(4000)}`],
];

for (const [name, authorization] of headers) {
  test(`refused with 401, and nothing crashes: a header with ${name}`, async () => {
    assert.equal(await codeOf(api.ask("/open", { authorization })), INVALID);
  });
}

test("what is right is let in each time, not every other time", async () => {
  for (let i = 0; i < 6; i++) assert.equal((await api.as(good)).status, 200);
});

test("an oversized token is refused before anything is parsed", async () => {
  // Were it parsed, the message would be that of what cannot be parsed.
  const response = await api.as("a".repeat(4097));
  const { detail } = (await response.json()) as { detail: string };
  assert.equal(detail, "The token is not accepted: it is longer than 4096 characters.");
});

test("a token without the claim of scopes has none, and no more than one with them", async () => {
  const plain = hmac(HEADER, { ...CLAIMS, scope: undefined });
  assert.deepEqual(((await (await api.as(plain)).json()) as { scopes: string[] }).scopes, []);
  assert.equal(await codeOf(api.as(plain, "/posts")), "403 AUTH_SCOPE_MISSING");
  assert.equal((await api.as(good, "/posts")).status, 200);
});

test("a token whose characters differ from a known one is verified again", async () => {
  assert.equal((await api.as(good)).status, 200);
  for (let index = 0; index < good.length; index += 7) {
    const other = good[index] === "A" ? "B" : "A";
    const changed = good.slice(0, index) + other + good.slice(index + 1);
    assert.equal((await api.as(changed)).status, 401, `at ${index}`);
  }
});

test("a refused token says neither who it is of nor what it holds, in answer and log", async () => {
  const before = api.log.entries.length;
  const response = await api.as(`${goodHeader}.${goodClaims}.${"A".repeat(43)}`);
  const text = await response.text();
  assert.ok(!text.includes(goodClaims));
  assert.ok(!JSON.stringify(api.log.entries.slice(before)).includes(goodClaims));
});
