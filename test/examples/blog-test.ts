import { app } from "quintet/app";
import { apiDocs } from "quintet/api";
import {
  assignRole,
  auth,
  type AuthMail,
  currentTokens,
  hashPassword,
  removeRole,
  User,
} from "quintet/auth";
import { database } from "quintet/db";
import { http } from "quintet/http";
import { appTest, factory, sequence, type AppTest, type TestClient } from "quintet/testing";
import { Category, Comment, Post } from "../../examples/blog/models.ts";
import { blog } from "../../examples/blog/module.ts";
import { blogTokens } from "../../examples/blog/tokens.ts";
import { postgres } from "../services.ts";

export const PASSWORD = "violet-otter-7-lamp";
const CHEAP = { memoryKib: 64, passes: 1, lanes: 1 };
const secretKey = "only-a-key-of-tests-that-is-long-enough-for-it";

/** What was sent; a test that looks at it empties it first. */
export const mails: AuthMail[] = [];

const site = app({
  modules: [
    database({ url: "sqlite::memory:" }),
    http({ keys: [secretKey], trustedProxies: ["127.0.0.1"] }),
    auth({
      signUp: true,
      verifyEmail: false,
      passwords: { cost: CHEAP },
      tokens: blogTokens({ host: "localhost", port: 8000, secretKey, oldSecretKeys: [] }),
      mailer: {
        send: (mail) => {
          if (mail.to.startsWith("full@")) throw new Error("the mailbox is full");
          mails.push(mail);
        },
      },
    }),
    blog,
    apiDocs(),
  ],
});

/** The tests of the blog, on each database. */
export const blogTests: readonly (readonly [name: string, test: AppTest, skip: string | false])[] =
  [
    ["SQLite", appTest(site), false],
    ["PostgreSQL", appTest(site, { url: postgres.url }), postgres.missing],
  ];

export const user = factory(User, {
  username: sequence((n) => `user${n}`),
  email: sequence((n) => `user${n}@example.com`),
  passwordHash: await hashPassword(PASSWORD, CHEAP),
  emailVerifiedAt: new Date(),
});
export const category = factory(Category);
export const post = factory(Post, { author: user });
export const published = post.with({ status: "published" });
export const comment = factory(Comment, { author: user, post: published });

/** Somebody, and a client that is signed in by their token. */
export async function person(
  client: TestClient,
  values: Parameters<typeof user.create>[0] = {},
): Promise<{ row: User; token: string; as: TestClient }> {
  const row = await user.create(values);
  const { accessToken: token } = await currentTokens.get()!.issue(row);
  return { row, token, as: client.as(row) };
}

/** Somebody who sees what others write. */
export async function editor(client: TestClient): ReturnType<typeof person> {
  const made = await person(client);
  await assignRole(made.row, "editor");
  return made;
}

/** Somebody who reads and does not write. */
export async function reader(client: TestClient): ReturnType<typeof person> {
  const made = await person(client);
  await removeRole(made.row, "author");
  return made;
}

export const titles = (rows: readonly { readonly title: string }[]): string[] =>
  rows.map(({ title }) => title);
