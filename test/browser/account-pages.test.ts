import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Page } from "playwright-core";
import { app } from "quintet/app";
import { auth, hashPassword, User } from "quintet/auth";
import { silentLog } from "quintet/core";
import { currentDatabase, database, type Database } from "quintet/db";
import { createAll } from "quintet/db/migrations";
import { http, serverOf } from "quintet/http";
import { noBrowser, openBrowser } from "./chromium.ts";
import { faultsOf } from "./faults.ts";

const PASSWORD = "violet-otter-7-lamp";
const CHEAP = { memoryKib: 64, passes: 1, lanes: 1 };
const browser = noBrowser === false ? await openBrowser() : undefined;
after(() => browser?.close());

async function withAccounts(use: (page: Page) => Promise<void>): Promise<void> {
  await using site = app({
    log: silentLog,
    modules: [
      http({ port: 0, keys: ["only-a-key-of-tests-that-is-long-enough-for-it"] }),
      database({ url: "sqlite::memory:" }),
      auth({
        signUp: true,
        passwords: { cost: CHEAP },
        apiKeys: { scopes: { "posts:read": "Read posts" } },
        mailer: { send: () => undefined },
      }),
    ],
  });
  await site.start();
  await site.run(async () => {
    const { driver, tables } = currentDatabase.get() as Database;
    await createAll(driver, tables.all);
    const passwordHash = await hashPassword(PASSWORD, CHEAP);
    const rest = { passwordHash, emailVerifiedAt: new Date() };
    await User.create({ username: "ada", email: "ada@example.com", ...rest });
  });
  const context = await browser!.newContext({
    baseURL: serverOf(site).origin!,
    viewport: { width: 320, height: 640 },
  });
  try {
    await use(await context.newPage());
  } finally {
    await context.close();
  }
}

test(
  "nothing is wrong with the pages of accounts on a small screen, in light and in dark",
  { skip: noBrowser },
  () =>
    withAccounts(async (page) => {
      const faults: string[] = [];
      const look = async (what: string): Promise<void> => {
        for (const fault of await faultsOf(page)) faults.push(`${what}: ${fault}`);
      };
      await page.goto("/account/sign-in");
      await look("sign in");
      await send(page, { name: "ada", password: "wrong" });
      await look("a wrong password");
      await page.goto("/account/sign-up");
      await look("sign up");
      await send(page, { username: "a".repeat(140), email: "x", password: "short" });
      await look("a wrong sign-up");
      await page.goto("/account/forgot");
      await look("forgotten");
      await send(page, { email: "nobody@example.com" });
      await look("a mail is sent");
      await page.goto("/account/reset?token=none");
      await look("reset");
      await page.goto("/account/verify?token=none");
      await look("verify");

      for (let times = 0; times < 2; times++) {
        await page.context().clearCookies();
        await page.goto("/account/sign-in");
        await send(page, { name: "ada", password: PASSWORD });
      }
      assert.equal(await page.title(), "Your account");
      await look("account");
      await page.goto("/account/password");
      await look("password");
      await page.goto("/account/confirm");
      await look("confirm");
      await page.goto("/account/keys");
      await look("keys");
      await send(page, { name: "a".repeat(100), scopes: "posts:read" });
      await look("a key is made");
      await page.goto("/account/keys");
      await look("a long name of a key");
      assert.deepEqual(faults, []);
    }),
);

/** Fills in the form of the page by the labels of its inputs, and sends it with the keyboard. */
async function send(page: Page, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await page.fill(`[name="${name}"]`, value);
  const [last = ""] = Object.keys(values).slice(-1);
  await Promise.all([page.waitForEvent("load"), page.press(`[name="${last}"]`, "Enter")]);
}
