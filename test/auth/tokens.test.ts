import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from "jose";
import {
  type AuthOptions,
  type CheckedTokenIdentity,
  auth,
  purgeSessions,
  setPassword,
  TOKEN_EXPIRED,
  TOKEN_INVALID,
  TOKEN_OPTION_INVALID,
  TOKEN_REUSED,
  tokenReused,
  type TokenOptions,
  USER_INACTIVE,
  User,
} from "quintet/auth";
import { module } from "quintet/app";
import { get } from "quintet/http";
import { on } from "quintet/events";
import { assertQueries } from "quintet/testing";
import { postgres } from "../services.ts";
import { codeOf, PASSWORD, SECRET, tokenApp, TOKENS } from "./token-app.ts";

const withTokens = (more: Partial<TokenOptions>): AuthOptions => ({
  tokens: { ...TOKENS, ...more },
});

const databases = [
  { name: "SQLite", url: "sqlite:temporary.db", skip: false },
  { name: "PostgreSQL", url: postgres.url, skip: postgres.missing },
] as const;

for (const { name, url, skip } of databases) {
  test(
    `${name}: of 500 redemptions of one refresh token at once one gives a new pair`,
    { skip },
    async () => {
      await using api = await tokenApp({ url });
      const { refreshToken } = await api.run(() => api.tokens.issue(api.ada));
      const all = await api.run(() =>
        Promise.allSettled(Array.from({ length: 500 }, () => api.tokens.redeem(refreshToken))),
      );
      const given = all.filter((one) => one.status === "fulfilled");
      const refused = all.filter((one) => one.status === "rejected");
      assert.equal(given.length, 1);
      assert.ok(refused.every(({ reason }) => TOKEN_REUSED.is(reason) || TOKEN_INVALID.is(reason)));
      // Whoever had it, the family is revoked, and told of once.
      const next = given[0]!.value.refreshToken;
      await assert.rejects(
        api.run(() => api.tokens.redeem(next)),
        TOKEN_INVALID.is,
      );
      const told = api.log.entries.filter(({ message }) => message === "token reused");
      assert.equal(told.length, 1);
    },
  );

  test(
    `${name}: with a grace for clients that send twice, one of 500 gives a pair, and it goes on holding`,
    { skip },
    async () => {
      await using api = await tokenApp({ url, auth: withTokens({ reuseGrace: "10s" }) });
      const { refreshToken } = await api.run(() => api.tokens.issue(api.ada));
      const all = await api.run(() =>
        Promise.allSettled(Array.from({ length: 500 }, () => api.tokens.redeem(refreshToken))),
      );
      const given = all.filter((one) => one.status === "fulfilled");
      assert.equal(given.length, 1);
      const next = await api.run(() => api.tokens.redeem(given[0]!.value.refreshToken));
      // The first one is not the last one any more, whatever the grace.
      await assert.rejects(
        api.run(() => api.tokens.redeem(refreshToken)),
        TOKEN_REUSED.is,
      );
      await assert.rejects(
        api.run(() => api.tokens.redeem(next.refreshToken)),
        TOKEN_INVALID.is,
      );
    },
  );

  test(`${name}: a token lives through sign-in, use, refresh and end`, { skip }, async () => {
    await using api = await tokenApp({ url });
    const first = await signedIn(api);
    assert.equal((await api.as(first.access_token)).status, 200);
    const renewed = await api.send("/token/refresh", { refresh_token: first.refresh_token });
    const second = (await renewed.json()) as Answer;
    assert.equal((await api.as(second.access_token)).status, 200);
    assert.equal((await api.send("/token/revoke", { token: second.refresh_token })).status, 200);
    const third = await api.send("/token/refresh", { refresh_token: second.refresh_token });
    assert.equal(await codeOf(third), "400 AUTH_TOKEN_INVALID");
  });
}

interface Answer {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly token_type: string;
  readonly expires_in: number;
  readonly scope: string;
  readonly error?: string;
}
type Api = Awaited<ReturnType<typeof tokenApp>>;

async function signedIn(api: Api, more: Record<string, string> = {}): Promise<Answer> {
  const response = await api.send("/token", { username: "ada", password: PASSWORD, ...more });
  assert.equal(response.status, 200);
  return (await response.json()) as Answer;
}

test("the token endpoint answers as OAuth2 wants it, to forms and JSON", async () => {
  await using api = await tokenApp();
  const form = { grant_type: "password", username: "ada@example.com", password: PASSWORD };
  const response = await api.send("/token", { ...form, client_id: "cli", scope: "posts:write" });
  assert.equal(response.headers.get("cache-control"), "no-store");
  const answer = (await response.json()) as Answer;
  assert.equal(answer.token_type, "Bearer");
  assert.equal(answer.expires_in, 900);
  assert.equal(answer.scope, "posts:write");
  const json = await api.server.fetch(
    new Request("http://localhost/token", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ username: "ada", password: PASSWORD }),
    }),
  );
  assert.equal(((await json.json()) as Answer).scope, "posts:read");
});

test("the token endpoint refuses in the words of OAuth2", async () => {
  await using api = await tokenApp();
  const right = { username: "ada", password: PASSWORD };
  const { refresh_token } = await signedIn(api);
  const cases: [Record<string, string>, string][] = [
    [{ ...right, password: "wrong" }, "invalid_grant"],
    [{ ...right, username: "nobody" }, "invalid_grant"],
    [{ ...right, scope: "posts:delete" }, "invalid_scope"],
    [{ ...right, grant_type: "client_credentials" }, "unsupported_grant_type"],
    [{ username: "ada" }, "invalid_request"],
    [{ grant_type: "refresh_token" }, "invalid_request"],
    [{ grant_type: "refresh_token", refresh_token: "noise" }, "invalid_grant"],
    [{ grant_type: "refresh_token", refresh_token, scope: "posts:write" }, "invalid_scope"],
  ];
  for (const [fields, error] of cases) {
    const response = await api.send("/token", fields);
    assert.equal(response.status, 400, error);
    assert.equal(((await response.json()) as Answer).error, error);
  }
  // The scope was refused before anything was redeemed.
  const granted = await api.send("/token", { grant_type: "refresh_token", refresh_token });
  assert.equal(granted.status, 200);
});

test("a wrong password and a name that nobody has are answered alike", async () => {
  await using api = await tokenApp();
  const answers = ["ada", "nobody"].map(async (username) => {
    const response = await api.send("/token", { username, password: "wrong" });
    const { request_id: _, ...rest } = (await response.json()) as { request_id: string };
    return { status: response.status, ...rest };
  });
  const [known, unknown] = await Promise.all(answers);
  assert.deepEqual(known, unknown);
});

test("of 50 guesses at once five reach the password, and the right one has to wait", async () => {
  await using api = await tokenApp();
  const guesses = Array.from({ length: 50 }, (_, index) =>
    api.send("/token", { username: "ada", password: `guess ${index}` }),
  );
  const statuses = (await Promise.all(guesses)).map(({ status }) => status);
  assert.equal(statuses.filter((status) => status === 400).length, 5);
  assert.equal(statuses.filter((status) => status === 429).length, 45);
  const right = { username: "ada", password: PASSWORD };
  assert.equal(await codeOf(api.send("/token", right)), "429 AUTH_TOO_MANY_ATTEMPTS");
  await api.clock.advance("1s");
  assert.equal((await api.send("/token", right)).status, 200);
});

test("a request with a token asks the database nothing", async () => {
  await using api = await tokenApp();
  await assert.rejects(
    assertQueries(0, () => signedIn(api)),
    /Expected|queries/,
  );
  const { access_token } = await signedIn(api);
  for (let i = 0; i < 3; i++) {
    await assertQueries(0, async () => assert.equal((await api.as(access_token)).status, 200));
  }
});

test("a token that comes twice is told of by a signal, with the address of who sent it", async () => {
  const heard: unknown[] = [];
  await using api = await tokenApp({
    modules: [
      module("ears", {
        receivers: [on(tokenReused, ({ user, address }) => void heard.push([user, address]))],
      }),
    ],
  });
  const { refresh_token } = await signedIn(api);
  for (let i = 0; i < 3; i++) await api.send("/token/refresh", { refresh_token });
  assert.deepEqual(heard, [[1, "127.0.0.1"]]);
});

test("a refresh token is over when it waits too long, and so is its family in the end", async () => {
  const lifetimes = { refreshLifetime: "14d", familyLifetime: "20d" } as const;
  await using api = await tokenApp({ auth: withTokens(lifetimes) });
  const first = await api.run(() => api.tokens.issue(api.ada));
  await api.clock.advance("13d");
  const second = await api.run(() => api.tokens.redeem(first.refreshToken));
  await api.clock.advance("8d");
  const late = await api.send("/token/refresh", { refresh_token: second.refreshToken });
  assert.equal(await codeOf(late), "400 AUTH_TOKEN_EXPIRED");
  const other = await api.run(() => api.tokens.issue(api.ada));
  await api.clock.advance("15d");
  const idle = await api.send("/token/refresh", { refresh_token: other.refreshToken });
  assert.equal(await codeOf(idle), "400 AUTH_TOKEN_EXPIRED");
});

test("an access token holds for its time and the leeway, also when it is known already", async () => {
  await using api = await tokenApp();
  const { access_token } = await signedIn(api);
  await api.clock.advance("15m");
  assert.equal((await api.as(access_token)).status, 200);
  await api.clock.advance("5s");
  assert.equal(await codeOf(api.as(access_token)), "401 AUTH_TOKEN_EXPIRED");
});

test("a user who is not active gets no tokens and renews none", async () => {
  await using api = await tokenApp();
  const { refreshToken } = await api.run(() => api.tokens.issue(api.ada));
  await api.run(() => User.where({ id: api.ada.id }).update({ isActive: false }));
  await assert.rejects(
    api.run(() => api.tokens.redeem(refreshToken)),
    USER_INACTIVE.is,
  );
  await api.run(() => User.where({ id: api.ada.id }).update({ isActive: true }));
  // Not even when the account is opened again.
  await assert.rejects(
    api.run(() => api.tokens.redeem(refreshToken)),
    TOKEN_INVALID.is,
  );
  api.ada.isActive = false;
  await assert.rejects(
    api.run(() => api.tokens.issue(api.ada)),
    USER_INACTIVE.is,
  );
});

test("the tokens of a deleted user are worth nothing", async () => {
  await using api = await tokenApp();
  const { refreshToken } = await api.run(() => api.tokens.issue(api.ada));
  await api.run(() => api.ada.delete());
  await assert.rejects(
    api.run(() => api.tokens.redeem(refreshToken)),
    TOKEN_INVALID.is,
  );
  await using strict = await tokenApp({ auth: withTokens({ revocation: "atOnce" }) });
  const { access_token } = await signedIn(strict);
  assert.equal((await strict.as(access_token)).status, 200);
  await strict.run(() => strict.ada.delete());
  assert.equal(await codeOf(strict.as(access_token)), "401 AUTH_TOKEN_INVALID");
});

test("where that is wanted, what is revoked, closed or changed counts with the next request, for one question", async () => {
  await using api = await tokenApp({
    auth: withTokens({ revocation: "atOnce", claims: () => ({ plan: "free" }) }),
    routes: [
      get("/me", { signedIn: true }, ({ user }) => ({
        isStaff: user.isStaff,
        plan: (user as CheckedTokenIdentity).claims["plan"],
      })),
    ],
  });
  const change = (values: object) => api.run(() => User.where({ id: api.ada.id }).update(values));
  const { access_token } = await signedIn(api);
  const seen = await assertQueries(1, () => api.as(access_token));
  assert.deepEqual(await seen.json(), { isStaff: false, plan: "free" });
  await change({ isStaff: true });
  assert.deepEqual(await (await api.as(access_token)).json(), { isStaff: true, plan: "free" });
  await change({ isActive: false });
  assert.equal(await codeOf(api.as(access_token)), "401 AUTH_USER_INACTIVE");
  await change({ isActive: true });
  await api.send("/token/revoke", { token: access_token });
  assert.equal(await codeOf(api.as(access_token)), "401 AUTH_TOKEN_INVALID");
});

test("all families of a user end at once, and nobody else's", async () => {
  await using api = await tokenApp();
  await api.run(async () => {
    const bob = await User.create({ username: "bob", email: "bob@example.com" });
    const pairs = [await api.tokens.issue(api.ada), await api.tokens.issue(api.ada)];
    const other = await api.tokens.issue(bob);
    assert.equal(await api.tokens.revokeAll(api.ada.id), 2);
    for (const { refreshToken } of pairs) {
      await assert.rejects(api.tokens.redeem(refreshToken), TOKEN_INVALID.is);
    }
    await api.tokens.redeem(other.refreshToken);
  });
});

test("a new password ends all families, and the refresh tokens with them", async () => {
  await using api = await tokenApp();
  const { refreshToken } = await api.run(() => api.tokens.issue(api.ada));
  await api.run(() => setPassword(api.ada, "violet-otter-7-lamp"));
  await assert.rejects(
    api.run(() => api.tokens.redeem(refreshToken)),
    TOKEN_INVALID.is,
  );
});

test("families that are over are purged, and others are not", async () => {
  await using api = await tokenApp();
  await api.run(() => api.tokens.issue(api.ada));
  await api.clock.advance("60d");
  const { refreshToken } = await api.run(() => api.tokens.issue(api.ada));
  await api.clock.advance("31d");
  assert.equal(await api.run(() => purgeSessions()), 1);
  assert.equal((await api.run(() => api.families())).length, 1);
  // Over by itself, but its family is not.
  await assert.rejects(
    api.run(() => api.tokens.redeem(refreshToken)),
    TOKEN_EXPIRED.is,
  );
});

test("an access token ends its family too, and noise ends nothing, with the same answer", async () => {
  await using api = await tokenApp();
  const { access_token, refresh_token } = await signedIn(api);
  for (const token of ["noise", "a.b.c", access_token]) {
    const response = await api.send("/token/revoke", { token });
    assert.deepEqual([response.status, await response.json()], [200, {}]);
  }
  const refused = await api.send("/token/refresh", { refresh_token });
  assert.equal(await codeOf(refused), "400 AUTH_TOKEN_INVALID");
});

test("an access token cannot be redeemed", async () => {
  await using api = await tokenApp();
  const { access_token } = await signedIn(api);
  const refused = await api.send("/token/refresh", { refresh_token: access_token });
  assert.equal(await codeOf(refused), "400 AUTH_TOKEN_INVALID");
});

test("a refresh may ask for fewer scopes, and for more again later", async () => {
  await using api = await tokenApp();
  const scopes = ["posts:read", "posts:write"];
  const first = await api.run(() => api.tokens.issue(api.ada, { scopes }));
  const second = await api.run(() =>
    api.tokens.redeem(first.refreshToken, { scopes: ["posts:read"] }),
  );
  assert.equal((await api.as(second.accessToken, "/posts/drafts")).status, 403);
  const third = await api.run(() => api.tokens.redeem(second.refreshToken));
  assert.equal((await api.as(third.accessToken, "/posts/drafts")).status, 200);
});

test("scopes of a route and its groups are all wanted; without them it is 403, without anybody 401", async () => {
  await using api = await tokenApp();
  const scoped = async (...scopes: string[]): Promise<string> =>
    (await api.run(() => api.tokens.issue(api.ada, { scopes }))).accessToken;
  const both = await scoped("posts:read", "posts:write");
  const write = await scoped("posts:write");
  const none = await scoped();
  assert.equal((await api.as(both, "/posts/drafts")).status, 200);
  for (const token of [write, none]) {
    const refused = await api.as(token, "/posts/drafts");
    assert.equal(
      refused.headers.get("www-authenticate"),
      'Bearer error="insufficient_scope", scope="posts:read posts:write"',
    );
    assert.equal(await codeOf(refused), "403 AUTH_SCOPE_MISSING");
  }
  const nobody = await api.ask("/posts");
  assert.equal(nobody.headers.get("www-authenticate"), 'Bearer scope="posts:read"');
  assert.equal(await codeOf(nobody), "401 AUTH_SIGN_IN_REQUIRED");
});

test("who is not signed in is told that tokens are taken, where they are", async () => {
  await using api = await tokenApp();
  const refused = await api.ask("/me");
  assert.equal(refused.headers.get("www-authenticate"), "Bearer");
  assert.equal(await codeOf(refused), "401 AUTH_SIGN_IN_REQUIRED");
});

test("a user gives away only scopes that `scopesFor` allows", async () => {
  const scopesFor = (user: { readonly isStaff: boolean }) =>
    user.isStaff ? ["posts:read", "posts:write"] : ["posts:read"];
  await using api = await tokenApp({ auth: withTokens({ scopesFor }) });
  const refused = { username: "ada", password: PASSWORD, scope: "posts:write" };
  assert.equal(await codeOf(api.send("/token", refused)), "400 AUTH_SCOPE_UNKNOWN");
  await api.run(() => User.where({ id: api.ada.id }).update({ isStaff: true }));
  await signedIn(api, { scope: "posts:write" });
});

test("access tokens say what the app wants them to say, and nothing that is ours to say", async () => {
  await using api = await tokenApp({
    auth: withTokens({ claims: ({ username }) => ({ plan: `${username}'s` }) }),
  });
  const { access_token, refresh_token } = await signedIn(api);
  assert.equal(decodeJwt(access_token)["plan"], "ada's");
  assert.equal(decodeJwt(refresh_token)["plan"], undefined);
  await using forger = await tokenApp({
    auth: withTokens({ claims: () => ({ superuser: true }) }),
  });
  await assert.rejects(
    forger.run(() => forger.tokens.issue(forger.ada)),
    TOKEN_OPTION_INVALID.is,
  );
});

test("what a user may is in the token, and nothing else of them", async () => {
  await using api = await tokenApp();
  await api.run(() => User.where({ id: api.ada.id }).update({ isStaff: true }));
  const { access_token } = await signedIn(api);
  assert.deepEqual(await (await api.as(access_token)).json(), {
    id: 1,
    name: "ada",
    isStaff: true,
    scopes: ["posts:read"],
  });
  const names = Object.keys(decodeJwt(access_token)).toSorted();
  const expected = [
    "aud",
    "exp",
    "iat",
    "iss",
    "jti",
    "name",
    "nbf",
    "scope",
    "sid",
    "staff",
    "sub",
  ];
  assert.deepEqual(names, expected);
});

test("a new key signs, the old one verifies until it is taken away", async () => {
  const pair = generateKeyPairSync("ed25519");
  const fresh = { id: "two", privateKey: pair.privateKey.export({ type: "pkcs8", format: "pem" }) };
  await using before = await tokenApp();
  const { accessToken } = await before.run(() => before.tokens.issue(before.ada));
  const keys = [fresh, ...TOKENS.keys];
  await using both = await tokenApp({ auth: withTokens({ keys }) });
  assert.equal((await both.as(accessToken)).status, 200);
  const newer = await both.run(() => both.tokens.issue(both.ada));
  assert.equal(decodeProtectedHeader(newer.accessToken).kid, "two");
  await using later = await tokenApp({ auth: withTokens({ keys: [keys[0]!] }) });
  assert.equal((await later.as(newer.accessToken)).status, 200);
  assert.equal(await codeOf(later.as(accessToken)), "401 AUTH_TOKEN_INVALID");
});

test("others verify our tokens by the public keys, among which there is no secret", async () => {
  const { privateKey } = generateKeyPairSync("ed25519");
  const keys = [
    { id: "ed", privateKey: privateKey.export({ format: "jwk" }) },
    { id: "hs", secret: SECRET },
  ];
  await using api = await tokenApp({ auth: withTokens({ keys }) });
  const { accessToken } = await api.run(() => api.tokens.issue(api.ada));
  const response = await api.ask("/.well-known/jwks.json");
  const text = await response.text();
  const jwks = JSON.parse(text) as { keys: { kid: string }[] };
  assert.deepEqual(
    jwks.keys.map((key) => ({ ...key, x: "" })),
    [{ kty: "OKP", crv: "Ed25519", x: "", kid: "ed", alg: "EdDSA", use: "sig" }],
  );
  assert.ok(!text.includes(SECRET));
  const { payload } = await jwtVerify(accessToken, createLocalJWKSet(jwks as never), {
    issuer: TOKENS.issuer,
    audience: TOKENS.audience,
    currentDate: api.clock.now(),
  });
  assert.equal(payload.sub, "1");
});

test("the text of refresh tokens is not in the database", async () => {
  await using api = await tokenApp();
  const { refreshToken } = await api.run(() => api.tokens.issue(api.ada));
  const { jti } = decodeJwt(refreshToken);
  const rows = await api.run(async () => JSON.stringify(await api.families()));
  assert.match(rows, /"current":"[\w-]{43}"/);
  assert.ok(!rows.includes(jti!) && !rows.includes(refreshToken));
});

test("a route of the app may ask whose token it is, and a cookie beside a token is not looked at", async () => {
  await using api = await tokenApp({
    routes: [get("/me", { signedIn: true }, ({ request }) => ({ id: request.user.id }))],
  });
  const { access_token } = await signedIn(api);
  const headers = { authorization: `bearer ${access_token}`, cookie: "session=noise" };
  const response = await api.ask("/me", headers);
  assert.deepEqual(await response.json(), { id: 1 });
  assert.equal(response.headers.get("set-cookie"), null);
});

const edwards = generateKeyPairSync("ed25519");
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = edwards.publicKey.export({ type: "spki", format: "pem" });
const der = edwards.publicKey.export({ type: "spki", format: "der" });
const jwk = edwards.publicKey.export({ format: "jwk" });
const badOptions: readonly (readonly [name: string, options: Partial<TokenOptions>])[] = [
  ["no key", { keys: [] }],
  ["no key that signs", { keys: [{ id: "a", publicKey: edwards.publicKey }] }],
  ["two keys of one id", { keys: [...TOKENS.keys, ...TOKENS.keys] }],
  ["a short secret", { keys: [{ id: "a", secret: "short" }] }],
  ["a guessable secret", { keys: [{ id: "a", secret: "a".repeat(64) }] }],
  ["a public key as a secret", { keys: [{ id: "a", secret: pem }] }],
  [
    "a public key with white space before it as a secret",
    { keys: [{ id: "a", secret: `\n ${pem}` }] },
  ],
  ["a public key with a word before it as a secret", { keys: [{ id: "a", secret: `key=${pem}` }] }],
  ["a public key in DER as a secret", { keys: [{ id: "a", secret: der.toString("base64") }] }],
  ["a public key in hexadecimal as a secret", { keys: [{ id: "a", secret: der.toString("hex") }] }],
  ["a set of keys as a secret", { keys: [{ id: "a", secret: JSON.stringify({ keys: [jwk] }) }] }],
  ["a list of keys as a secret", { keys: [{ id: "a", secret: JSON.stringify([jwk]) }] }],
  [
    "a key in JSON as a secret",
    { keys: [{ id: "a", secret: JSON.stringify(edwards.publicKey.export({ format: "jwk" })) }] },
  ],
  ["an RSA key", { keys: [{ id: "a", privateKey: rsa.privateKey }] }],
  ["a key that is none", { keys: [{ id: "a", privateKey: "noise" }] }],
  ["an id with a slash", { keys: [{ id: "../a", secret: SECRET }] }],
  ["no issuer", { issuer: "" }],
  ["a revocation that is none", { revocation: "never" as "atOnce" }],
  ["no audience", { audience: [] }],
  ["an empty audience", { audience: "" }],
  ["a leeway of an hour", { leeway: "1h" }],
  ["a scope with a blank", { scopes: { "posts read": "" }, defaultScopes: [] }],
  ["a usual scope that is none", { scopes: {}, defaultScopes: ["posts:read"] }],
];

for (const [name, options] of badOptions) {
  test(`refused at once: ${name}`, () => {
    assert.throws(() => auth(withTokens(options)), TOKEN_OPTION_INVALID.is);
  });
}

test("no message of a refused option holds a secret", () => {
  const secret = "guessable-secret";
  try {
    auth(withTokens({ keys: [{ id: "a", secret }] }));
    assert.fail("it was taken");
  } catch (error) {
    assert.ok(!String(error).includes(secret));
  }
});
