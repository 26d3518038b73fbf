import assert from "node:assert/strict";
import { test as plainTest } from "node:test";
import { hashPassword, safePath, User } from "quintet/auth";
import { csrf, get, html, multipart, post, staticFiles } from "quintet/http";
import { text } from "quintet/schema";
import { appTest, type TestClient } from "quintet/testing";
import { eachDatabaseTest, CHEAP, GOOD, shop, signInAt } from "./shop.ts";

const written: string[] = [];
const upload = multipart({ fields: { note: text() } });
const routes = [
  get("/form", { public: true }, () => html`<form method="post" action="/write">${csrf()}</form>`),
  post(
    "/write",
    {
      signedIn: true,
      accepts: ["application/x-www-form-urlencoded", "application/json"],
      body: { note: text(), csrf_token: text().optional() },
    },
    ({ body }) => {
      written.push(body.note);
      return "written";
    },
  ),
  post("/bare", { signedIn: true }, () => "done"),
  post("/upload", { signedIn: true, use: { upload } }, ({ upload }) => upload.note),
  post("/hook", { public: true, csrf: false }, ({ user }) => ({ isSignedIn: user.isSignedIn })),
  post("/contact", { public: true }, ({ user }) => ({ isSignedIn: user.isSignedIn })),
];
const test = eachDatabaseTest(shop(routes, { trustedOrigins: ["https://admin.shop.example"] }));

async function signedInClient(client: TestClient): Promise<string> {
  await User.create({
    username: "ada",
    email: "ada@example.com",
    passwordHash: await hashPassword(GOOD, CHEAP),
    emailVerifiedAt: new Date(),
  });
  return (await signInAt(client)).json.csrf_token as string;
}

const form = (values: Record<string, string>) => new URLSearchParams(values);

test("a form with the token of its page is taken, once and again", async ({ client }) => {
  await signedInClient(client);
  const page = await client.get("/form");
  const token = /name="csrf_token" value="([\w-]+)"/.exec(page.text)![1]!;
  for (const note of ["one", "two"]) {
    const answer = await client.post("/write", { body: form({ note, csrf_token: token }) });
    assert.equal(answer.status, 200, answer.text);
  }
  const other = /value="([\w-]+)"/.exec((await client.get("/form")).text)![1];
  assert.notEqual(other, token, "masked anew on each page");
});

test("what a cookie authenticates is refused without the token, whatever the headers say", async ({
  client,
}) => {
  const token = await signedInClient(client);
  const good = { "x-csrf-token": token };
  const here = "http://localhost";
  written.length = 0;
  const refused: readonly (readonly [string, Record<string, string>, Record<string, string>])[] = [
    ["no token, no Origin", { note: "x" }, {}],
    ["no token, own Origin", { note: "x" }, { origin: here }],
    ["no token, said to be of the same origin", { note: "x" }, { "sec-fetch-site": "same-origin" }],
    ["a token of nobody", { note: "x", csrf_token: "A".repeat(43) }, {}],
    ["a token cut short", { note: "x", csrf_token: token.slice(0, 20) }, {}],
    ["an empty token", { note: "x", csrf_token: "" }, {}],
    ["other Origin, good token", { note: "x" }, { ...good, origin: "https://evil.example" }],
    ["Origin null, good token", { note: "x" }, { ...good, origin: "null" }],
    ["Origin that begins like ours", { note: "x" }, { ...good, origin: `${here}.evil.example` }],
    ["other site, good token", { note: "x" }, { ...good, "sec-fetch-site": "cross-site" }],
    ["same site, other host", { note: "x" }, { ...good, "sec-fetch-site": "same-site" }],
  ];
  for (const [what, values, headers] of refused) {
    const answer = await client.post("/write", { body: form(values), headers });
    assert.equal(answer.status, 403, what);
    assert.equal(answer.json.code, "AUTH_CSRF_REFUSED", what);
  }
  assert.deepEqual(written, []);
  assert.equal((await client.post("/bare")).status, 403);
  assert.equal((await client.post("/write", { json: { note: "json" } })).status, 403);
});

test("fetch sends the token as a header, from here or from a trusted origin", async ({
  client,
}) => {
  const token = await signedInClient(client);
  const headers = { "x-csrf-token": token };
  assert.equal((await client.post("/write", { json: { note: "a" }, headers })).status, 200);
  assert.equal((await client.post("/bare", { headers })).status, 200);
  const trusted = {
    ...headers,
    origin: "https://admin.shop.example",
    "sec-fetch-site": "same-site",
  };
  assert.equal((await client.post("/bare", { headers: trusted })).status, 200);
});

test("a token ends with its session", async ({ client }) => {
  const token = await signedInClient(client);
  await signInAt(client);
  assert.equal((await client.post("/bare", { headers: { "x-csrf-token": token } })).status, 403);
});

test("uploads are taken where the browser says that they come from here", async ({ client }) => {
  const token = await signedInClient(client);
  const body = () => {
    const data = new FormData();
    data.append("note", "hello");
    return data;
  };
  assert.equal((await client.post("/upload", { body: body() })).status, 403);
  const elsewhere = { origin: "https://evil.example" };
  assert.equal((await client.post("/upload", { body: body(), headers: elsewhere })).status, 403);
  const fromHere = { "sec-fetch-site": "same-origin" };
  assert.equal((await client.post("/upload", { body: body(), headers: fromHere })).text, "hello");
  const headers = { "x-csrf-token": token };
  assert.equal((await client.post("/upload", { body: body(), headers })).text, "hello");
});

test("where the check is off, the cookie says nothing", async ({ client }) => {
  const token = await signedInClient(client);
  assert.deepEqual((await client.post("/hook")).json, { isSignedIn: false });
  assert.equal((await client.post("/contact")).status, 403);
  const headers = { "x-csrf-token": token };
  assert.deepEqual((await client.post("/contact", { headers })).json, { isSignedIn: true });
});

test("nobody is signed in as somebody else by a form of another site", async ({ client }) => {
  await signedInClient(client);
  await client.post("/auth/sign-out", { json: {} });
  const body = () => form({ name: "ada", password: GOOD });
  assert.equal((await client.post("/account/sign-in", { body: body() })).status, 403);
  const evil = { origin: "https://evil.example" };
  const json = { name: "ada", password: GOOD };
  assert.equal((await client.post("/auth/sign-in", { json, headers: evil })).status, 403);
  const plain = { "content-type": "text/plain" };
  const text = JSON.stringify(json);
  const asText = await client.post("/auth/sign-in", { body: text, headers: plain });
  assert.equal(asText.status, 403);
  assert.equal((await client.get("/auth/me")).status, 401);
});

plainTest("visitors are sent nowhere but here (open redirects)", () => {
  for (const path of [
    undefined,
    "",
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/.//evil.example",
    "/x/..//evil.example",
    "javascript:alert(1)",
    " //evil.example",
    "evil.example",
  ]) {
    assert.equal(safePath(path, "/home"), "/home", JSON.stringify(path));
  }
  assert.equal(safePath("/posts/1?page=2#top", "/home"), "/posts/1?page=2#top");
  assert.equal(safePath("/a?next=//b", "/home"), "/a?next=//b");
});

test("after signing in, a page leads back, and to no other site", async ({ client }) => {
  await signedInClient(client);
  await client.post("/auth/sign-out", { json: {} });
  for (const [next, wanted] of [
    ["/form?x=1", "/form?x=1"],
    ["//evil.example", "/account"],
  ] as const) {
    const address = `/account/sign-in?next=${encodeURIComponent(next)}`;
    const page = await client.get(address);
    const token = /name="csrf_token" value="([\w-]+)"/.exec(page.text)![1]!;
    const answer = await client.post(address, {
      body: form({ name: "ada", password: GOOD, csrf_token: token }),
    });
    assert.equal(answer.status, 303, answer.text);
    assert.equal(answer.headers.get("location"), wanted);
  }
});

const assets = staticFiles("/static", { folder: import.meta.dirname });
appTest(shop([assets]))(
  "who asks for a static file is not looked up, and an address that is not there is 404",
  async ({ client }) => {
    await signedInClient(client);
    const file = await client.get("/static/csrf.test.ts", { maxQueries: 0 });
    assert.equal(file.status, 200);
    assert.equal((await client.post("/nowhere", { body: form({ a: "b" }) })).status, 404);
  },
);
