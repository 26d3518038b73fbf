import assert from "node:assert/strict";
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { module } from "quintet/app";
import { hashPassword, User } from "quintet/auth";
import { clock, fakeClock } from "quintet/core";
import { get } from "quintet/http";
import { appTest, type TestClient, type TestResponse } from "quintet/testing";
import { eachDatabaseTest, CHEAP, GOOD, Inbox, shop } from "./shop.ts";

const inbox = new Inbox();
const routes = [
  get("/mine", { signedIn: true }, () => "mine"),
  get("/danger", { signedIn: "fresh" }, () => "danger"),
];
const options = { signUp: true, mailer: inbox } as const;
const test = eachDatabaseTest(shop(routes, options));

async function ada(): Promise<User> {
  inbox.mails.length = 0;
  return User.create({
    username: "ada",
    email: "ada@example.com",
    passwordHash: await hashPassword(GOOD, CHEAP),
    emailVerifiedAt: new Date(),
  });
}

/** Fills in the form of a page, as a browser without scripts does. */
async function fill(
  client: TestClient,
  path: string,
  values: Record<string, string>,
): Promise<TestResponse> {
  const shown = await client.get(path);
  assert.equal(shown.status, 200, shown.text);
  const [, csrf_token = ""] = /name="csrf_token" value="([\w-]+)"/.exec(shown.text) ?? [];
  return client.post(path, { body: new URLSearchParams({ ...values, csrf_token }) });
}

test("whoever is to sign in first is brought back afterwards", async ({ client }) => {
  await ada();
  const page = { accept: "text/html,*/*" };
  const sent = await client.get("/mine?x=1", { headers: page });
  const place = "/account/sign-in?next=%2Fmine%3Fx%3D1";
  assert.deepEqual([sent.status, sent.headers.get("location")], [303, place]);
  assert.equal((await client.get("/mine")).status, 401, "programs get the error");
  const wrong = await fill(client, place, { name: "ada", password: "wrong" });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /The name or the password is wrong/);
  assert.match(wrong.text, /value="ada"/);
  assert.ok(!wrong.text.includes('value="wrong"'));
  const right = await fill(client, place, { name: "ada", password: GOOD });
  assert.equal(right.headers.get("location"), "/mine?x=1");
  assert.equal((await client.get("/mine")).text, "mine");
});

test("an account is opened and confirmed on pages alone", async ({ client }) => {
  inbox.mails.length = 0;
  const values = { username: "grace", email: "grace@example.com", password: "short" };
  const refused = await fill(client, "/account/sign-up", values);
  assert.equal(refused.status, 422);
  assert.match(refused.text, /must have 10 characters or more/);
  const named = await fill(client, "/account/sign-up", { ...values, username: "Grace Hopper" });
  assert.match(named.text, />Name must have no spaces, no @ and nothing that cannot be seen\.</);
  const sent = await fill(client, "/account/sign-up", { ...values, password: GOOD });
  assert.match(sent.text, /Look into your mail/);
  await inbox.wait(1);
  const place = `/account/verify?token=${inbox.token()}`;
  await client.get(place);
  assert.equal((await User.where({ username: "grace" }).first())!.emailVerifiedAt, null);
  assert.match((await fill(client, place, {})).text, /Your address is confirmed/);
  assert.equal((await fill(client, place, {})).status, 422);
});

appTest(shop(routes, { ...options, verifyEmail: false }))(
  "where addresses are not confirmed, nobody is told to wait for a mail",
  async ({ client }) => {
    const values = { username: "grace", email: "grace@example.com", password: GOOD };
    const opened = await fill(client, "/account/sign-up", values);
    assert.equal(opened.status, 200);
    assert.match(opened.text, /<h1>Sign in now<.*href="\/account\/sign-in"/s);
  },
);

test("a password is reset and changed on pages alone", async ({ client }) => {
  await ada();
  await fill(client, "/account/forgot", { email: "ada@example.com" });
  await inbox.wait(1);
  const reset = `/account/reset?token=${inbox.token()}`;
  const shown = await client.get(reset);
  assert.equal(shown.headers.get("referrer-policy"), "same-origin");
  assert.equal(shown.headers.get("cache-control"), "no-store");
  const next = "another-otter-9-lamp";
  assert.match((await fill(client, reset, { password: next })).text, /Your password is set/);
  await fill(client, "/account/sign-in", { name: "ada", password: next });
  const wrong = await fill(client, "/account/password", { current: "x", next: GOOD });
  assert.equal(wrong.status, 422);
  const changed = await fill(client, "/account/password", { current: next, next: GOOD });
  assert.deepEqual([changed.status, changed.headers.get("location")], [303, "/account"]);
  const account = await client.get("/account");
  assert.equal(account.status, 200);
  assert.match(account.text, /This one/);
});

test("sensitive steps ask for the password once more", async ({ client }) => {
  await ada();
  const time = fakeClock();
  await clock.run(time, async () => {
    await fill(client, "/account/sign-in", { name: "ada", password: GOOD });
    assert.equal((await client.get("/danger")).text, "danger");
    await time.advance("16m");
    assert.equal((await client.get("/danger")).json.code, "AUTH_NOT_FRESH");
    const sent = await client.get("/danger", { headers: { accept: "text/html" } });
    const place = sent.headers.get("location")!;
    assert.equal(place, "/account/confirm?next=%2Fdanger");
    assert.equal((await fill(client, place, { password: "wrong" })).status, 422);
    const back = await fill(client, place, { password: GOOD });
    assert.equal(back.headers.get("location"), "/danger");
    assert.equal((await client.get("/danger")).text, "danger");
  });
});

test("sessions are ended and signed out of by buttons", async ({ client }) => {
  await ada();
  const edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140 Safari/537.36 Edg/140";
  const json = { name: "ada", password: GOOD };
  await client.post("/auth/sign-in", { json, headers: { "user-agent": edge } });
  const { text } = await client.get("/account");
  assert.match(text, /<p>Edge on Windows<\/p><p class="help">[\d.:a-f]+, used /);
  assert.match(text, /This one/);
  assert.ok(!text.includes("End all other sessions"), "there are no others");
  const csrf_token = /name="csrf_token" value="([\w-]+)"/.exec(text)![1]!;
  const body = () => new URLSearchParams({ csrf_token });
  assert.equal((await client.post("/account/sessions/end-others", { body: body() })).status, 303);
  assert.equal((await client.post("/account/sessions/none/end", { body: body() })).status, 404);
  assert.equal((await client.post("/account/sign-out")).status, 403);
  assert.equal((await client.post("/account/sign-out", { body: body() })).status, 303);
  assert.equal((await client.get("/mine")).status, 401);
});

appTest(shop([], { pages: false, endpoints: false }))(
  "pages and endpoints can be left away",
  async ({ client }) => {
    assert.equal((await client.get("/account/sign-in")).status, 404);
    assert.equal((await client.post("/auth/sign-in", { json: {} })).status, 404);
  },
);

appTest(shop([]))("nobody signs up where that is not said", async ({ client }) => {
  assert.equal((await client.get("/account/sign-up")).status, 404);
  assert.equal((await client.post("/auth/sign-up", { json: {} })).status, 404);
  assert.ok(!(await client.get("/account/sign-in")).text.includes("sign-up"));
});

const folder = mkdtempSync(join(tmpdir(), "quintet-auth-"));
after(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, "auth"));
writeFileSync(join(folder, "auth/layout.eta"), "<body><%= it.title %>: <%= it.content %></body>");
writeFileSync(
  join(folder, "auth/sign-in.eta"),
  "<h1>Welcome</h1><%= it.form.html() %><% if (!currentUser().isSignedIn) { %>nobody<% } %>",
);

appTest(shop([], options, [module("theme", { templates: [folder] })]))(
  "the templates of the app stand in for ours",
  async ({ client }) => {
    const own = await client.get("/account/sign-in");
    assert.match(own.text, /^<h1>Welcome<\/h1><form method="post".*nobody$/s);
    const framed = await client.get("/account/forgot");
    assert.match(framed.text, /^<body>Forgotten your password\?: <p>We send/);
  },
);
