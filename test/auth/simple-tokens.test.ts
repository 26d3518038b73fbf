import assert from "node:assert/strict";
import { test } from "node:test";
import { codeOf, PASSWORD, tokenApp, TOKENS } from "./token-app.ts";

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly body: Record<string, unknown>;
}

test("simple token routes give access and refresh, and the problems of the app", async () => {
  await using api = await tokenApp({ tokenRoutes: { format: "simple", jwks: false } });
  const post = async (path: string, body: object): Promise<Answer> => {
    const answer = await api.server.fetch(
      new Request(`http://localhost${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    );
    const text = await answer.text();
    return {
      status: answer.status,
      type: answer.headers.get("content-type"),
      body: text === "" ? {} : JSON.parse(text),
    };
  };

  const wrong = await post("/token", { username: "ada", password: "guess" });
  assert.deepEqual([wrong.status, wrong.body["code"]], [401, "AUTH_BAD_CREDENTIALS"]);
  assert.equal(wrong.type, "application/problem+json");
  const missing = await post("/token", { username: "ada" });
  assert.deepEqual([missing.status, missing.body["code"]], [400, "SCHEMA_INVALID"]);

  const given = await post("/token", { username: "ada", password: PASSWORD });
  assert.equal(given.status, 200);
  const { access, refresh } = given.body as Record<string, string>;
  assert.deepEqual(Object.keys(given.body), ["access", "refresh"]);
  assert.equal((await api.as(access!)).status, 200);

  const renewed = await post("/token/refresh", { refresh });
  assert.equal(renewed.status, 200);
  assert.notEqual(renewed.body["refresh"], refresh);
  assert.equal((await post("/token/revoke", { refresh: renewed.body["refresh"] })).status, 204);
  const over = await post("/token/refresh", { refresh: renewed.body["refresh"] });
  assert.deepEqual([over.status, over.body["code"]], [401, "AUTH_TOKEN_INVALID"]);
  assert.equal((await post("/token/revoke", { refresh: "no token at all" })).status, 204);
});

for (const format of ["simple", "oauth2"] as const) {
  test(`who has a session gets ${format} tokens without a token against forged requests`, async () => {
    await using api = await tokenApp({
      tokenRoutes: { format, jwks: false },
      auth: { tokens: TOKENS, endpoints: "/auth", pages: false },
    });
    const send = (path: string, body: object, cookie = "") =>
      api.server.fetch(
        new Request(`http://localhost${path}`, {
          method: "POST",
          headers: { "content-type": "application/json", cookie },
          body: JSON.stringify(body),
        }),
      );
    const signedIn = await send("/auth/sign-in", { name: "ada", password: PASSWORD });
    assert.equal(signedIn.status, 200, await signedIn.clone().text());
    const lines = signedIn.headers.getSetCookie();
    const cookie = lines.map((line) => line.split(";")[0]).join("; ");
    assert.match(cookie, /\bsession=/);
    const credentials = { username: "ada", password: PASSWORD };
    const given = await send("/token", credentials, cookie);
    assert.equal(given.status, 200);
    const names = given.headers.getSetCookie().map((line) => line.split("=")[0]);
    assert.ok(!names.includes("session"), `sets ${names.join(", ")}`);
    const wrong = await send("/token", { ...credentials, password: "guess" }, cookie);
    assert.ok([400, 401].includes(wrong.status));
    // Clients send the token that is over with all that they ask for.
    const { refresh, refresh_token: renewable = refresh } = (await given.json()) as {
      refresh?: string;
      refresh_token?: string;
    };
    const renewed = await api.server.fetch(
      new Request("http://localhost/token/refresh", {
        method: "POST",
        headers: { "content-type": "application/json", authorization: "Bearer a.b.c" },
        body: JSON.stringify(
          format === "simple" ? { refresh: renewable } : { refresh_token: renewable },
        ),
      }),
    );
    assert.equal(renewed.status, 200, await renewed.clone().text());
    // The cookie is still one that has to be protected elsewhere.
    const password = { current: PASSWORD, next: "another-otter-9-lamp" };
    const refused = await send("/auth/password", password, cookie);
    assert.equal(await codeOf(refused), "403 AUTH_CSRF_REFUSED");
  });
}
