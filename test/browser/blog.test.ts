import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import type { BrowserContextOptions, Page } from "playwright-core";
import { app } from "quintet/app";
import { auth, hashPassword, User } from "quintet/auth";
import { silentLog } from "quintet/core";
import { currentDatabase, database, type Database } from "quintet/db";
import { createAll } from "quintet/db/migrations";
import { http, serverOf } from "quintet/http";
import { Category, Comment, Post } from "../../examples/blog/models.ts";
import { blog } from "../../examples/blog/module.ts";
import { problemPage } from "../../examples/blog/site/problem-page.ts";
import { noBrowser, openBrowser } from "./chromium.ts";
import { faultsOf, misfitsOf } from "./faults.ts";

const PASSWORD = "violet-otter-7-lamp";
const CHEAP = { memoryKib: 64, passes: 1, lanes: 1 };
const CONTENT = `It began with *waiting*, as [bread](https://example.com/) does.

## What the cold does

- the first fold tears,
- the second holds.

> Write down the temperature.

\`\`\`ts
${"const hours = 84 / degrees; ".repeat(8)}
\`\`\`

| Room | First rise |
|---|---|
| 14 °C | ${"twelve hours ".repeat(12)} |
`;

const browser = noBrowser === false ? await openBrowser() : undefined;
after(() => browser?.close());

/** The blog with some posts, in a browser. */
async function withBlog(
  options: BrowserContextOptions,
  use: (page: Page, run: <T>(fn: () => T) => T) => Promise<void>,
): Promise<void> {
  const site = app({
    log: silentLog,
    modules: [
      database({ url: "sqlite::memory:" }),
      http({
        port: 0,
        keys: ["only-a-key-of-tests-that-is-long-enough-for-it"],
        problemPage,
      }),
      auth({ signUp: true, verifyEmail: false, passwords: { cost: CHEAP } }),
      blog,
    ],
  });
  await using running = await site.start();
  const run = <T>(fn: () => T): T => running.run(fn);
  await run(seed);
  const baseURL = serverOf(running).origin!;
  const context = await browser!.newContext({ ...options, baseURL });
  try {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("requestfinished", (request) => {
      if (!request.url().startsWith(baseURL)) complaints.push(`asked ${request.url()}`);
    });
    await use(page, run);
    const expected = /^Failed to load resource: the server responded with a status of 4(?:04|22)/;
    assert.deepEqual(
      complaints.filter((one) => !expected.test(one)),
      [],
    );
  } finally {
    await context.close();
  }
}

async function seed(): Promise<void> {
  const { driver, tables } = currentDatabase.get() as Database;
  await createAll(driver, tables.all);
  const author = await User.create({
    username: "ines",
    email: "ines@example.com",
    passwordHash: await hashPassword(PASSWORD, CHEAP),
  });
  const categories = await Category.createMany([
    { name: "Baking", description: "Flour, water and time." },
    { name: "Walking" },
  ]);
  for (let n = 12; n > 0; n--) {
    const post = await Post.create({
      title: `The patience of sourdough in a cold kitchen, part ${n}`,
      content: CONTENT,
      author,
      category: categories[n % 2]!,
      status: "published",
      publishedAt: new Date(Date.now() - n * 86_400_000),
    });
    await post.related("tags").create({ name: `part ${n}` });
    await Comment.create({ post, author, content: "More next month.\nI promise." });
  }
}

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto("/account/sign-in");
  await page.fill("[name=name]", name);
  await page.fill("[name=password]", PASSWORD);
  await page.click("main button");
}

const titles = (page: Page): Promise<string[]> => page.locator(".item h2").allTextContents();

test(
  "without JavaScript: sign up, write, publish, comment, search, page, sign out",
  { skip: noBrowser },
  async () => {
    await withBlog({ javaScriptEnabled: false }, async (page, run) => {
      await page.goto("/");
      await page.click("text=Join");
      await page.fill("[name=username]", "rosa");
      await page.fill("[name=email]", "rosa@example.com");
      await page.fill("[name=password]", PASSWORD);
      await page.click("main button");
      // The account is opened when the answer is out.
      while (!(await run(() => User.exists({ username: "rosa" })))) await wait(5);
      await signIn(page, "rosa");

      await page.click("text=Write");
      await page.fill("[name=content]", "On a *borrowed* telescope.");
      await page.click("text=Publish");
      assert.equal(await page.textContent(".error"), "Title is missing.");
      assert.equal(await page.inputValue("[name=content]"), "On a *borrowed* telescope.");
      await page.fill("[name=title]", "Notes by night");
      await page.selectOption("[name=category]", "Walking");
      await page.fill("[name=tags]", "astronomy, letters");
      await page.click("text=Save the draft");
      assert.match((await page.textContent(".flash"))!, /Saved as a draft/);
      await page.click(".tools >> text=Publish");
      assert.equal(await page.textContent(".prose em"), "borrowed");

      await page.fill("[name=content]", "And the moon?");
      await page.click("text=Post the comment");
      assert.match(page.url(), /\/posts\/notes-by-night#comment-\d+$/);
      assert.equal(await page.textContent(".said"), "And the moon?");

      await page.click(".brand");
      assert.equal((await titles(page))[0], "Notes by night");
      assert.equal((await titles(page)).length, 10);
      await page.click("text=Older");
      assert.equal((await titles(page)).length, 3);
      await page.fill("[name=search]", "ASTRONOMY");
      await page.press("[name=search]", "Enter");
      assert.deepEqual(await titles(page), ["Notes by night"]);
      await page.click(".finder >> text=Baking");
      assert.equal(await page.textContent("h1"), "Nothing on “ASTRONOMY” in Baking");

      await page.click("text=Sign out");
      await page.goto("/posts/notes-by-night");
      assert.equal(await page.locator("textarea, .tools").count(), 0);
    });
  },
);

test("no word is so long that a page gets wider, and no name", { skip: noBrowser }, async () => {
  const word = "W".repeat(180);
  const username = "w".repeat(150);
  await withBlog({ viewport: { width: 320, height: 640 } }, async (page, run) => {
    const [category, author] = await run(async () => {
      const author = await User.create({
        username,
        email: "wide@example.com",
        passwordHash: await hashPassword(PASSWORD, CHEAP),
      });
      const category = await Category.create({ name: "C".repeat(100), description: word });
      const post = await Post.create({
        title: word,
        slug: "wide",
        content: `${word}\n\n> ${word}\n\n- ${word} \`${word}\`\n\n| ${word} |\n|---|\n| ${word} |`,
        author,
        category,
        status: "published",
      });
      await post.related("tags").create({ name: "T".repeat(50) });
      await Comment.create({
        post,
        author: await User.where({ username: "ines" }).get(),
        content: word,
      });
      return [category, author];
    });
    const pages = [
      "/",
      `/posts?search=${word}&category=${category.id}`,
      "/posts/wide",
      `/authors/${author.username}`,
      "/my-posts",
      "/notifications",
      "/posts/wide/edit",
      "/account",
    ];
    await signIn(page, username);
    for (const width of [320, 390, 1280]) {
      await page.setViewportSize({ width, height: 640 });
      for (const path of pages) {
        await page.goto(path);
        assert.deepEqual([path, width, await misfitsOf(page)], [path, width, []]);
      }
    }
  });
});

test("the first key leads past the navigation", { skip: noBrowser }, async () => {
  await withBlog({}, async (page) => {
    await page.goto("/");
    await page.keyboard.press("Tab");
    assert.equal(await page.textContent(":focus"), "Skip to the text");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.equal(await page.textContent(":focus"), "Everything");
  });
});

const POST = "/posts/the-patience-of-sourdough-in-a-cold-kitchen-part-1";
const PAGES: Readonly<Record<string, string>> = {
  "the list": "/",
  "results of a search": "/posts?search=cold&category=1",
  "a search without results": "/posts?search=zeppelin",
  "a post": POST,
  "an author": "/authors/ines",
  "signing up": "/account/sign-up",
  "what is not there": "/nothing",
  "my posts": "/my-posts",
  notifications: "/notifications",
  "the editor": `${POST}/edit`,
};

test(
  "all pages fit, stand still and are accessible, narrow and wide, light and dark",
  { skip: noBrowser },
  async () => {
    // Colours that are on their way to others have no contrast of their own.
    await withBlog(
      { viewport: { width: 320, height: 640 }, reducedMotion: "reduce" },
      async (page) => {
        const faults: string[] = [];
        const look = async (name: string) => {
          faults.push(...(await faultsOf(page)).map((fault) => `${name}: ${fault}`));
        };
        for (const [name, path] of Object.entries(PAGES)) {
          if (name === "my posts") await signIn(page, "ines");
          await page.goto(path);
          await look(name);
        }
        await page.fill("[name=title]", "");
        await page.click("text=Save");
        await look("a form with errors");
        await page.setViewportSize({ width: 1440, height: 900 });
        for (const path of ["/", POST, `${POST}/edit`]) {
          await page.goto(path);
          faults.push(...(await misfitsOf(page)).map((fault) => `${path}, wide: ${fault}`));
        }
        assert.deepEqual(faults, []);
      },
    );
  },
);
