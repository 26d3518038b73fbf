import assert from "node:assert/strict";
import { module } from "quintet/app";
import {
  currentMailer,
  hashPassword,
  type Mailer,
  mailFailed,
  type MailFailure,
  resetPassword,
  signUp,
  User,
} from "quintet/auth";
import { clock, fakeClock, memoryLog } from "quintet/core";
import { on } from "quintet/events";
import { appTest } from "quintet/testing";
import { CHEAP, eachDatabase, GOOD, Inbox, shop, signInAt } from "./shop.ts";

const inbox = new Inbox();

async function ada(): Promise<User> {
  inbox.mails.length = 0;
  return User.create({
    username: "ada",
    email: "ada@example.com",
    passwordHash: await hashPassword(GOOD, CHEAP),
    emailVerifiedAt: new Date(),
  });
}

const sent = { detail: "If all is well, you will get a mail." };

eachDatabase(shop([], { signUp: true, mailer: inbox }), (test) => {
  test("an account is opened, confirmed by a link, and then used", async ({ client }) => {
    inbox.mails.length = 0;
    const json = { username: "Grace", email: "ＧRACE@Example.com ", password: GOOD };
    const answer = await client.post("/auth/sign-up", { json });
    assert.equal(answer.status, 202, answer.text);
    assert.deepEqual(answer.json, sent);
    await inbox.wait(1);
    assert.equal(inbox.mails[0]!.purpose, "verifyEmail");
    assert.equal(inbox.mails[0]!.to, "grace@example.com");
    assert.match(inbox.mails[0]!.text, /^https:\/\/shop\.example\/account\/verify\?token=/m);
    const early = await signInAt(client, "grace");
    assert.equal(early.status, 403);
    assert.equal(early.json.code, "AUTH_EMAIL_UNVERIFIED");
    const token = inbox.token();
    assert.equal((await client.post("/auth/verify-email", { json: { token } })).status, 204);
    assert.equal((await client.post("/auth/verify-email", { json: { token } })).status, 400);
    assert.equal((await signInAt(client, "grace")).status, 200);
  });

  test("what somebody has written begins no other header of a mail", async () => {
    inbox.mails.length = 0;
    const text = "One\r\ntwo";
    await currentMailer().send({
      purpose: "newPost",
      to: "ada@example.com\nCc: eve@example.com",
      subject: "A title\r\nBcc: eve@example.com",
      text,
    });
    assert.deepEqual(inbox.mails, [
      {
        purpose: "newPost",
        to: "ada@example.com Cc: eve@example.com",
        subject: "A title Bcc: eve@example.com",
        text,
      },
    ]);
  });

  test("nobody makes themselves more than a user by signing up (mass assignment)", async ({
    client,
  }) => {
    inbox.mails.length = 0;
    const base = { username: "eve", email: "eve@example.com", password: GOOD };
    for (const more of [
      { isStaff: true },
      { is_staff: true },
      { isSuperuser: true },
      { emailVerifiedAt: "2026-01-01T00:00:00Z" },
      { id: 1 },
      { groups: [1] },
      { passwordHash: "x" },
      { __proto__: null, constructor: { isStaff: true } },
    ]) {
      const answer = await client.post("/auth/sign-up", { json: { ...base, ...more } });
      assert.equal(answer.status, 400, JSON.stringify(more));
    }
    const fields = { ...base, isStaff: "true", isSuperuser: "on" };
    const page = await client.get("/account/sign-up");
    const csrf_token = /name="csrf_token" value="([\w-]+)"/.exec(page.text)![1]!;
    await client.post("/account/sign-up", { body: new URLSearchParams({ ...fields, csrf_token }) });
    await inbox.wait(1);
    const eve = (await User.where({ username: "eve" }).first())!;
    assert.deepEqual([eve.isStaff, eve.isSuperuser, eve.emailVerifiedAt], [false, false, null]);
  });

  test("signing up does not tell whether a name or an address is taken", async ({ client }) => {
    await ada();
    const answers = [];
    for (const [username, email] of [
      ["new", "new@example.com"],
      ["other", "ada@example.com"],
      ["ADA", "third@example.com"],
    ] as const) {
      const { status, text } = await client.post("/auth/sign-up", {
        json: { username, email, password: GOOD },
      });
      answers.push(`${status} ${text}`);
    }
    assert.deepEqual(new Set(answers), new Set([`202 ${JSON.stringify(sent)}`]));
    await inbox.wait(3);
    const told = inbox.mails.map(({ purpose, to }) => `${purpose} ${to}`).toSorted();
    assert.deepEqual(told, [
      "accountExists ada@example.com",
      "nameTaken third@example.com",
      "verifyEmail new@example.com",
    ]);
    assert.equal(await User.count(), 2);
  });

  test("no name differs from another by what cannot be seen, or is no part of an address", async ({
    client,
  }) => {
    const signUpAs = async (username: string) => {
      const json = { username, email: "eve@example.com", password: GOOD };
      const { status, json: body } = await client.post("/auth/sign-up", { json });
      return [status, body.problems?.[0].code];
    };
    for (const name of [
      "ad\u200bmin",
      "\u202eadmin",
      "admin\ufe0f",
      "admin\u3164",
      "ad\u0007min",
      ".",
    ])
      assert.deepEqual(await signUpAs(name), [400, "pattern"], JSON.stringify(name));
    assert.deepEqual(await signUpAs("Łucja-Ünal.王"), [202, undefined]);
  });

  test("a password is reset once, by the newest of links, and ends sessions", async ({
    client,
  }) => {
    await ada();
    await signInAt(client);
    const json = { email: "ADA@example.com" };
    assert.deepEqual((await client.post("/auth/password-reset", { json })).json, sent);
    await inbox.wait(1);
    const token = inbox.token();
    const weak = { token, password: "short" };
    assert.equal((await client.post("/auth/password-reset/confirm", { json: weak })).status, 400);
    const next = { token, password: "another-otter-9-lamp" };
    assert.equal((await client.post("/auth/password-reset/confirm", { json: next })).status, 204);
    const again = await client.post("/auth/password-reset/confirm", { json: next });
    assert.equal(again.json.code, "AUTH_LINK_INVALID");
    assert.equal((await client.get("/auth/me")).status, 401);
    assert.equal((await signInAt(client, "ada", next.password)).status, 200);
  });

  test("no password is set without the link that was sent for it", async ({ client }) => {
    await ada();
    const account = { username: "grace", email: "grace@example.com", password: GOOD };
    await client.post("/auth/sign-up", { json: account });
    await inbox.wait(1);
    const toVerify = inbox.token();
    const password = "another-otter-9-lamp";
    for (const token of ["", "x", toVerify, toVerify.toUpperCase(), "A".repeat(43)]) {
      const json = { token, password };
      const { status, json: told } = await client.post("/auth/password-reset/confirm", { json });
      assert.deepEqual([status, told.code], [400, "AUTH_LINK_INVALID"], token);
    }
    assert.equal((await signInAt(client, "grace", password)).status, 401);
    assert.equal(
      (await client.post("/auth/verify-email", { json: { token: toVerify } })).status,
      204,
    );
  });

  test("a link dies with the password, with the address and with its time", async ({
    client,
    app,
  }) => {
    const user = await ada();
    const ask = async (): Promise<string> => {
      const count = inbox.mails.length + 1;
      await client.post("/auth/password-reset", { json: { email: user.email } });
      await inbox.wait(count);
      return inbox.token();
    };
    const refused = async (token: string): Promise<void> => {
      const work = app.run(() => resetPassword(token, "another-otter-9-lamp"));
      await assert.rejects(work, { code: "AUTH_LINK_INVALID" });
    };
    const time = fakeClock();
    await clock.run(time, async () => {
      const first = await ask();
      await user.assign({ passwordHash: await hashPassword("x", CHEAP) }).save();
      await refused(first);
      await time.advance("2m");
      const second = await ask();
      assert.notEqual(second, first);
      await user.assign({ email: "ada@example.org" }).save();
      await refused(second);
      await time.advance("2m");
      const third = await ask();
      await time.advance("61m");
      await refused(third);
      await refused("");
      await refused("a".repeat(5_000));
    });
  });

  test("asking again and again sends one mail a minute, and none to strangers", async ({
    client,
  }) => {
    await ada();
    const answers = new Set<string>();
    const last = "grace@example.com";
    await User.create({ username: "grace", email: last, passwordHash: "!" });
    const twice = ["ada@example.com", "ada@example.com"];
    const forged = ["ada@example.com@evil.example", '"ada@example.com"@evil.example', "ada"];
    const asked = [...twice, "nobody@example.com", "@", ...forged, last];
    for (const email of asked) {
      const { status, text } = await client.post("/auth/password-reset", { json: { email } });
      answers.add(`${status} ${text}`);
    }
    await inbox.wait(2);
    assert.equal(answers.size, 1);
    assert.deepEqual(inbox.mails.map(({ to }) => to).sort(), ["ada@example.com", last]);
  });

  test("who asks for one mail after the other has to wait, and is told no more than others", async ({
    client,
  }) => {
    await ada();
    const ask = (path: string, json: object) => client.post(path, { json });
    const password = GOOD;
    const answers: string[] = [];
    for (let count = 0; count < 12; count++) {
      const reset = await ask("/auth/password-reset", { email: `${count}@example.com` });
      const account = { username: `new${count}`, email: `${count}@example.com`, password };
      const opened = await ask("/auth/sign-up", account);
      answers.push(`${reset.status} ${opened.status}`);
    }
    assert.deepEqual(answers, [
      ...Array.from({ length: 10 }, () => "202 202"),
      ...Array.from({ length: 2 }, () => "429 429"),
    ]);
    const [known, unknown] = [
      await ask("/auth/password-reset", { email: "ada@example.com" }),
      await ask("/auth/password-reset", { email: "nobody@example.com" }),
    ];
    assert.deepEqual([known.status, known.json.code], [429, "AUTH_TOO_MANY_ATTEMPTS"]);
    assert.deepEqual([unknown.status, unknown.json.code], [429, "AUTH_TOO_MANY_ATTEMPTS"]);
    assert.ok(Number(known.headers.get("retry-after")) > 0);
    // Of those who were let in; the others wrote nothing.
    await inbox.wait(10);
    assert.equal(await User.count(), 11);
  });

  test("links do not lead where a request says that it is", async ({ client }) => {
    await ada();
    await client.post("/auth/password-reset", {
      json: { email: "ada@example.com" },
      headers: { host: "evil.example", "x-forwarded-host": "evil.example" },
    });
    await inbox.wait(1);
    assert.match(inbox.mails[0]!.text, /https:\/\/shop\.example\/account\/reset\?token=/);
  });

  test("a password has to be long, uncommon and unlike its owner", async ({ app }) => {
    const problems = async (password: string): Promise<string[]> => {
      const input = { username: "grace", email: "hopper@navy.example", password };
      try {
        await app.run(() => signUp(input));
        return [];
      } catch (error) {
        return (error as { problems: { message: string }[] }).problems.map(
          ({ message }) => message,
        );
      }
    };
    assert.deepEqual(await problems("kt9-vq2x"), ["must have 10 characters or more"]);
    assert.deepEqual(await problems("x".repeat(300)), ["must have 256 characters or fewer"]);
    for (const common of [
      "password123",
      "P@ssw0rd2026!",
      "qwertyuiop",
      "1234567890",
      "aaaaaaaaaaaa",
      "letmein1234",
      "abcdefghijkl",
      "Sommer2026!!",
      "monkeymonkey",
      "iloveyou12",
      // Of the published list, as they are and with something around them.
      "1q2w3e4r5t6y",
      "q1w2e3r4t5y6",
      "trustno1trustno1",
      "!!Dragonfly2024",
      "Tottenham1882",
    ]) {
      assert.deepEqual(await problems(common), ["is one that is tried first"], common);
    }
    assert.deepEqual(await problems("xx-Grace-71-yy"), ["is too much like your name or address"]);
    assert.deepEqual(await problems("my-hopper-is-91"), ["is too much like your name or address"]);
    assert.deepEqual(await problems(GOOD), []);
    for (const fine of ["correct horse battery", "my dog ate 3 cakes", "8731-92-cat-55-1920"]) {
      assert.deepEqual(await problems(fine), [], fine);
    }
  });
});

const failures: MailFailure[] = [];
const broken: Mailer = {
  send: () => {
    throw new Error("the mail server is away");
  },
};
const watch = module("watch", {
  receivers: [on(mailFailed, (failure) => void failures.push(failure))],
});
const log = memoryLog();

appTest(shop([], { mailer: broken }, [watch]), { log })(
  "a mail that cannot be sent is told of, and undoes nothing",
  async ({ client }) => {
    const user = await ada();
    const { json } = await signInAt(client);
    const changed = await client.post("/auth/password", {
      json: { current: GOOD, next: "another-otter-9-lamp" },
      headers: { "x-csrf-token": json.csrf_token },
    });
    assert.equal(changed.status, 200, changed.text);
    const told = failures.map(({ purpose, to }) => ({ purpose, to }));
    assert.deepEqual(told, [{ purpose: "passwordChanged", to: user.email }]);
    assert.equal((failures[0]!.error as Error).message, "the mail server is away");
    const lines = log.entries.filter(({ message }) => message === "a mail could not be sent");
    assert.deepEqual(
      lines.map(({ level }) => level),
      ["error"],
    );
  },
);

let isRefusing = false;
const faults = module("faults", {
  receivers: [
    on(User.saving, async ({ row, isNew }) => {
      if (isRefusing && !isNew) throw new Error(`cannot write ${row.username} now`);
    }),
  ],
});

eachDatabase(shop([], { signUp: true, mailer: inbox }, [faults]), (test) => {
  test("an address that could not be confirmed is confirmed by the same link later", async ({
    client,
  }) => {
    inbox.mails.length = 0;
    const account = { username: "grace", email: "grace@example.com", password: GOOD };
    await client.post("/auth/sign-up", { json: account });
    await inbox.wait(1);
    const json = { token: inbox.token() };
    isRefusing = true;
    assert.equal((await client.post("/auth/verify-email", { json })).status, 500);
    isRefusing = false;
    assert.equal((await signInAt(client, "grace")).json.code, "AUTH_EMAIL_UNVERIFIED");
    assert.equal((await client.post("/auth/verify-email", { json })).status, 204);
    assert.equal((await signInAt(client, "grace")).status, 200);
  });
});
