import { describe } from "node:test";
import { app, module, type App, type Module } from "quintet/app";
import { auth, type AuthMail, type AuthOptions } from "quintet/auth";
import { http, type Group, type Route } from "quintet/http";
import {
  appTest,
  type AppTest,
  type AppTestInput,
  type TestClient,
  type TestResponse,
} from "quintet/testing";
import { postgres } from "../services.ts";

/** Keys of cookies in tests. */
export const KEYS = ["only-a-key-of-tests-that-is-long-enough-for-it"];
/** A password that all rules take. */
export const GOOD = "violet-otter-7-lamp";
/** Cheap, so that tests of other things than hashes are fast. */
export const CHEAP = { memoryKib: 64, passes: 1, lanes: 1 };

/** Mails that were sent, the newest last. */
export class Inbox {
  readonly mails: AuthMail[] = [];

  send(mail: AuthMail): void {
    this.mails.push(mail);
  }

  /** Waits for the work behind the answers. */
  async wait(count: number): Promise<void> {
    for (let tries = 0; tries < 400 && this.mails.length < count; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** What the newest link holds. */
  token(): string {
    return /token=([\w-]+)/.exec(this.mails.at(-1)?.text ?? "")?.[1] ?? "";
  }
}

/** An app with auth() and these routes. */
export function shop(
  routes: readonly (Route | Group)[],
  options: AuthOptions = {},
  modules: readonly Module[] = [],
) {
  return app({
    modules: [
      http({ keys: KEYS }),
      auth({ passwords: { cost: CHEAP }, origin: "https://shop.example", ...options }),
      module("site", { routes }),
      ...modules,
    ],
  });
}

/** Signs in by JSON; gives the answer. */
export function signInAt(client: TestClient, name = "ada", password = GOOD): Promise<TestResponse> {
  return client.post("/auth/sign-in", { json: { name, password } });
}

/** The name and value of a cookie that an answer sets. */
export function cookieOf(response: TestResponse, name: string): string | undefined {
  const line = response.headers.getSetCookie().find((one) => one.startsWith(`${name}=`));
  return line?.slice(name.length + 1, line.indexOf(";"));
}

/** As `appTest`: each test runs on each kind of database. */
export function eachDatabaseTest(of: App): AppTest {
  const onSqlite = appTest(of);
  const onPostgres = appTest(of, { url: postgres.url });
  return (name: string, fn: unknown) => {
    onSqlite(`${name} (SQLite)`, fn as (input: AppTestInput) => unknown);
    const options = { skip: postgres.missing };
    onPostgres(`${name} (PostgreSQL)`, options, fn as (input: AppTestInput) => unknown);
  };
}

/** Declares a suite of tests of an app once for each kind of database. */
export function eachDatabase(of: App, suite: (test: AppTest) => void): void {
  describe("on SQLite", () => suite(appTest(of)));
  describe("on PostgreSQL", { skip: postgres.missing }, () =>
    suite(appTest(of, { url: postgres.url })),
  );
}
