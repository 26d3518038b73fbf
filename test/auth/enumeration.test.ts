import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type HashCost,
  hashPassword,
  requestPasswordReset,
  signUp,
  User,
  verifyPassword,
} from "quintet/auth";
import { post } from "quintet/http";
import { text } from "quintet/schema";
import { PASSWORD, tokenApp } from "./token-app.ts";
import { toldApart } from "./timing.ts";

const COST = { memoryKib: 1024, passes: 1, lanes: 1 };
const manyTries = {
  account: { free: 100_000 },
  address: { free: 100_000 },
  mails: { free: 100_000 },
};
const NEW_PASSWORD = "violet-otter-7-lamp";

/** What the endpoints would be if nobody had thought of it. */
const leaky = [
  post("/leaky/sign-in", { public: true, body: { name: text() } }, async ({ body }) => {
    const user = await User.where({ username: body.name }).first();
    return user !== undefined && (await verifyPassword("wrong", user.passwordHash, COST)).isRight;
  }),
  post("/leaky/reset", { public: true, body: { email: text() } }, async ({ body }) => {
    await requestPasswordReset(body.email)();
  }),
  post(
    "/leaky/sign-up",
    { public: true, body: { username: text(), email: text() } },
    async ({ body: { username, email } }) => {
      await (
        await signUp({ username, email, password: NEW_PASSWORD })
      )();
    },
  ),
];

interface Given {
  readonly cost?: HashCost;
  readonly send?: () => void;
}

async function timedApp({ cost = COST, send = () => undefined }: Given = {}) {
  const api = await tokenApp({
    routes: leaky,
    auth: {
      passwords: { cost },
      lockout: manyTries,
      basic: true,
      signUp: true,
      verifyEmail: true,
      endpoints: "/auth",
      mailer: { send },
      origin: "https://shop.example",
    },
  });
  await api.run(async () => {
    const passwordHash = await hashPassword(PASSWORD, cost);
    const emailVerifiedAt = new Date();
    await User.where({ id: api.ada.id }).update({ passwordHash, emailVerifiedAt });
    await User.create({ username: "keyless", email: "keyless@example.com" });
    const closed = { username: "closed", email: "closed@example.com", isActive: false };
    await User.create({ ...closed, passwordHash });
  });
  const json = async (path: string, body: object) => {
    // A minute passes, so that each request of a link gets one.
    await api.clock.advance("61s");
    return api.server.fetch(
      new Request(`http://localhost${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    );
  };
  return Object.assign(api, { json });
}

const names = ["ada", "nobody", "nobody@example.com", "keyless", "closed"];
const emails = ["ada@example.com", "nobody@example.com", "closed@example.com"];

test("the time of a sign-in does not tell whether there is such a user", async () => {
  await using api = await timedApp();
  const works = names.map((name) => [
    name,
    () => api.json("/auth/sign-in", { name, password: "wrong" }),
  ]);
  assert.deepEqual(await toldApart(Object.fromEntries(works)), []);
});

test("one that hashes for those alone who are there is told apart", async () => {
  await using api = await timedApp();
  const ask = (name: string) => () => api.json("/leaky/sign-in", { name });
  assert.deepEqual(await toldApart({ ada: ask("ada"), nobody: ask("nobody") }), ["nobody"]);
});

test("nor does that of the token endpoint, nor that of HTTP Basic", async () => {
  await using api = await timedApp();
  const password = "wrong";
  const byForm = names.map((username) => [
    username,
    () => api.send("/token", { username, password }),
  ]);
  assert.deepEqual(await toldApart(Object.fromEntries(byForm)), []);
  const basic = (name: string) => `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;
  const byHeader = names.map((name) => [
    name,
    () => api.ask("/auth/csrf", { authorization: basic(name) }),
  ]);
  assert.deepEqual(await toldApart(Object.fromEntries(byHeader)), []);
});

test("nor does that of asking for a reset", async () => {
  await using api = await timedApp();
  const works = emails.map((email) => [email, () => api.json("/auth/password-reset", { email })]);
  assert.deepEqual(await toldApart(Object.fromEntries(works)), []);
});

test("one that sends the mail before it answers is told apart", async () => {
  await using api = await timedApp();
  const ask = (email: string) => () => api.json("/leaky/reset", { email });
  const works = { known: ask("ada@example.com"), unknown: ask("nobody@example.com") };
  assert.deepEqual(await toldApart(works), ["unknown"]);
});

/** A hash is done for whatever is sent: a cheap one hides less of what else differs. */
const CHEAP = { memoryKib: 8, passes: 1, lanes: 1 };

test("nor does that of opening an account", async () => {
  await using api = await timedApp({ cost: CHEAP });
  assert.deepEqual(await toldApart(signUps(api, "/auth/sign-up")), []);
});

test("one that opens the account before it answers is told apart", async () => {
  await using api = await timedApp({ cost: CHEAP });
  const told = await toldApart(signUps(api, "/leaky/sign-up"));
  assert.deepEqual(told, ["an address that is taken", "a name that is taken"]);
});

type Api = Awaited<ReturnType<typeof timedApp>>;

function signUps(api: Api, path: string): Record<string, () => Promise<unknown>> {
  let count = 0;
  const open = (username: string | undefined, email: string | undefined) => () => {
    const fresh = `new${++count}`;
    const body = { username: username ?? fresh, email: email ?? `${fresh}@example.com` };
    const isLeaky = path.startsWith("/leaky");
    return api.json(path, isLeaky ? body : { ...body, password: NEW_PASSWORD });
  };
  return {
    "what is free": open(undefined, undefined),
    "an address that is taken": open(undefined, "ada@example.com"),
    "a name that is taken": open("ada", undefined),
  };
}

test("a mail that cannot be sent tells nobody whether there is such a user", async () => {
  const send = () => {
    throw new Error("the mail server is away");
  };
  await using api = await timedApp({ send });
  const answers: string[] = [];
  for (const email of ["ada@example.com", "nobody@example.com"]) {
    const response = await api.json("/auth/password-reset", { email });
    answers.push(`${response.status} ${await response.text()}`);
  }
  assert.equal(answers[0], answers[1]);
  for (let tries = 0; tries < 400 && api.log.entries.length === 0; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assert.ok(api.log.entries.some(({ level }) => level === "error"));
});
