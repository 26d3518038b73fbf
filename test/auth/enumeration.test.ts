import assert from "node:assert/strict";
import { test } from "node:test";
import { hashPassword, User } from "quintet/auth";
import { requestAnswered } from "quintet/http";
import { PASSWORD, tokenApp } from "./token-app.ts";

/** Dear enough to stand out from everything else that a request does. */
const COST = { memoryKib: 4096, passes: 1, lanes: 1 };
const ROUNDS = 40;
const manyTries = { account: { free: 10_000 }, address: { free: 10_000 } };

async function timedApp(send: () => void = () => undefined) {
  const api = await tokenApp({
    auth: {
      passwords: { cost: COST },
      lockout: manyTries,
      basic: true,
      endpoints: "/auth",
      mailer: { send },
      origin: "https://shop.example",
    },
  });
  await api.run(async () => {
    const passwordHash = await hashPassword(PASSWORD, COST);
    await User.where({ id: api.ada.id }).update({ passwordHash });
    await User.create({ username: "keyless", email: "keyless@example.com" });
    const closed = { username: "closed", email: "closed@example.com", isActive: false };
    await User.create({ ...closed, passwordHash });
  });
  const json = (path: string, body: object) =>
    api.server.fetch(
      new Request(`http://localhost${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    );
  return Object.assign(api, { json });
}

/** How long each takes, in turn, so that whatever else the machine does falls on all of them alike. */
async function timesOf(...works: readonly (() => Promise<Response>)[]): Promise<number[][]> {
  const times: number[][] = works.map(() => []);
  for (let round = -5; round < ROUNDS; round++) {
    for (const [index, work] of works.entries()) {
      const startMs = performance.now();
      await (await work()).text();
      if (round >= 0) times[index]!.push(performance.now() - startMs);
    }
  }
  return times;
}

/** The chance that one of the first takes longer than one of the others: a half where nothing can be told. */
function chanceOfLonger(one: readonly number[], other: readonly number[]): number {
  const longer = one.flatMap((a) => other.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)));
  return longer.reduce<number>((sum, each) => sum + each, 0) / longer.length;
}

function assertAlike(times: readonly number[][]): void {
  for (const one of times.slice(1)) {
    const chance = chanceOfLonger(times[0]!, one);
    assert.ok(chance > 0.2 && chance < 0.8, `told apart with a chance of ${chance.toFixed(2)}`);
  }
}

test("the measure tells an answer with a hash from one without", async () => {
  await using api = await timedApp();
  const [withHash, without] = await timesOf(
    () => api.json("/auth/sign-in", { name: "ada", password: "wrong" }),
    () => api.ask("/open"),
  );
  assert.ok(chanceOfLonger(withHash!, without!) > 0.85);
});

const names = ["ada", "nobody", "nobody@example.com", "keyless", "closed"];

test("the time of a sign-in does not tell whether there is such a user", async () => {
  await using api = await timedApp();
  const works = names.map((name) => () => api.json("/auth/sign-in", { name, password: "wrong" }));
  assertAlike(await timesOf(...works));
});

test("nor does that of the token endpoint, nor that of HTTP Basic", async () => {
  await using api = await timedApp();
  const password = "wrong";
  assertAlike(
    await timesOf(...names.map((username) => () => api.send("/token", { username, password }))),
  );
  const basic = (name: string) => `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;
  const works = names.map((name) => () => api.ask("/open", { authorization: basic(name) }));
  assertAlike(await timesOf(...works));
});

test("nor does that of asking for a reset", async () => {
  await using api = await timedApp();
  // Here client and server share a thread, so that the client would wait for what is done behind the answer;
  // what somebody elsewhere can measure ends when the answer is out.
  let outMs = 0;
  using _ = requestAnswered.subscribe(() => void (outMs = performance.now()));
  const emails = ["ada@example.com", "nobody@example.com", "closed@example.com"];
  const times: number[][] = emails.map(() => []);
  for (let round = -5; round < ROUNDS; round++) {
    for (const [index, email] of emails.entries()) {
      const startMs = performance.now();
      await (await api.json("/auth/password-reset", { email })).text();
      if (round >= 0) times[index]!.push(outMs - startMs);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
  assert.ok(times.every((some) => some.every((ms) => ms > 0)));
  assertAlike(times);
});

test("a mail that cannot be sent tells nobody whether there is such a user", async () => {
  await using api = await timedApp(() => {
    throw new Error("the mail server is away");
  });
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
