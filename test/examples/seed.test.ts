import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type App, app, module } from "quintet";
import { auth, rolesOf, User, verifyPassword } from "quintet/auth";
import { defineSettings } from "quintet/config";
import { on } from "quintet/events";
import { slugify } from "quintet/schema";
import { appTest, callCommand, fakeClock, clock } from "quintet/testing";
import {
  Category,
  Comment,
  Notification,
  Post,
  Subscription,
  Tag,
} from "../../examples/blog/models.ts";
import { DEMO_ACCOUNTS } from "../../examples/blog/seed/people.ts";
import { Random } from "../../examples/blog/seed/random.ts";
import { seedData } from "../../examples/blog/seed/seed-data.ts";
import { themes } from "../../examples/blog/seed/themes/index.ts";
import { SEQUELS, TITLES, topicOf } from "../../examples/blog/seed/titles.ts";
import { writePost } from "../../examples/blog/seed/write-post.ts";
import { postgres } from "../services.ts";

const NOW = new Date("2026-11-20T09:00:00.000Z");
const DAY_MS = 86_400_000;

describe("the texts of the blog", () => {
  test("a million posts have slugs of their own", () => {
    const slugs = new Set(
      Array.from({ length: TITLES }, (_, number) => topicOf(number).title).map((title) =>
        slugify(title),
      ),
    );
    assert.equal(slugs.size, TITLES);
    assert.ok(TITLES * (SEQUELS.length + 1) >= 1_000_000);
    // A slug with a sequel is that of no other title: titles end with a town or a subject, sequels with neither.
    const ends = SEQUELS.map((sequel) => `-${slugify(sequel)}`);
    for (const end of ends) {
      assert.equal(ends.filter((other) => other.endsWith(end)).length, 1, end);
      assert.ok(![...slugs].some((slug) => slug.endsWith(end)), end);
    }
    const longest = Math.max(...[...slugs].map(({ length }) => length));
    assert.ok(longest + Math.max(...ends.map(({ length }) => length)) <= 100);
    assert.equal(topicOf(TITLES).title, `${topicOf(0).title} (${SEQUELS[0]})`);
  });

  test("a post is the same on every machine, and no two are alike", () => {
    const random = new Random(7);
    assert.deepEqual([random.below(1000), random.below(1000), random.below(1000)], [717, 165, 775]);
    const contents = Array.from({ length: 500 }, (_, number) =>
      writePost(number, new Random(number)),
    );
    assert.equal(new Set(contents.map(({ content }) => content)).size, 500);
    assert.equal(contents[3]!.title, "The first snow and the slow way to Cork");
    for (const { content } of contents) assert.doesNotMatch(content, /[{}]|undefined/);
  });

  test("no theme has a text twice, and each has what posts are made of", () => {
    for (const theme of themes) {
      const { titles, subjects, openings, middles, closings, comments } = theme;
      for (const texts of [titles, subjects, openings, middles, closings, comments])
        assert.equal(new Set(texts).size, texts.length, theme.category);
      assert.deepEqual(
        [titles.length, subjects.length, middles.length],
        [8, 16, 8],
        theme.category,
      );
    }
  });
});

const heard: string[] = [];
const listener = module("listener", {
  models: [Category, Tag, Post, Comment, Subscription, Notification],
  receivers: [on(Post.saved, ({ row }) => void heard.push(row.slug), { when: "inTransaction" })],
});
const blogOf = (profile: "production" | "test") => {
  const secretKey = "only of this test, and long enough";
  const values = settings.load({ env: {}, profile, override: { secretKey, allowedHosts: ["*"] } });
  return app({ settings: values, modules: [auth(), listener] });
};
const settings = defineSettings({ prefix: "SEED_", fields: {} });

for (const [name, url, skip] of [
  ["SQLite", "sqlite::memory:", false],
  ["PostgreSQL", postgres.url, postgres.missing],
] as const) {
  const testOfBlog = appTest(blogOf("test"), { url });
  const testOfProduction = appTest(blogOf("production"), { url });
  const seed = (own: App, options: { posts: number; clear?: boolean }) =>
    own.run(() => callCommand(seedData, { options }), [clock.as(fakeClock({ start: NOW }))]);

  describe(`seed_data on ${name}`, { skip }, () => {
    testOfBlog("fills an empty blog, once, and tells nobody", async ({ app: own }) => {
      const { exitCode, printed } = await seed(own, { posts: 60 });
      assert.equal(exitCode, 0);
      assert.deepEqual(printed[0], ["progress", "Posts 60/60"]);
      assert.match(String(printed[1]), /^success,60 posts, \d+ comments and \d+ tags of posts/);
      assert.equal(await Post.count(), 60);
      assert.equal(await Category.count(), themes.length);
      assert.ok(await Comment.exists());
      assert.ok(await Subscription.exists());
      const counts = await Category.all().pluck("postCount");
      const published = await Post.count({ status: "published" });
      assert.equal(
        counts.reduce((sum, count) => sum + count, 0),
        published,
      );
      assert.deepEqual(heard, []);

      assert.equal((await seed(own, { posts: 5 })).exitCode, 1);
      assert.equal(await Post.count(), 60);
      const first = await Post.all().order("id").pluck("slug");
      await Post.all().delete();
      assert.equal((await seed(own, { posts: 5 })).exitCode, 0);
      assert.equal((await seed(own, { posts: 5, clear: true })).exitCode, 0);
      assert.deepEqual(await Post.all().order("id").pluck("slug"), first.slice(0, 5));
    });

    testOfBlog(
      "spreads posts over the past year, each comment after its post",
      async ({ app: own }) => {
        await seed(own, { posts: 60 });
        const posts = await Post.all().order("createdAt").with("comments", "tags", "category");
        const ages = posts.map(({ createdAt }) => (NOW.getTime() - createdAt.getTime()) / DAY_MS);
        assert.ok(ages[0]! > 364 && ages[0]! < 367 && ages.at(-1)! > 0 && ages.at(-1)! < 8);
        for (const { createdAt, publishedAt, status, comments, tags, category } of posts) {
          assert.equal(publishedAt === null, status === "draft");
          assert.ok(publishedAt === null || (createdAt <= publishedAt && publishedAt <= NOW));
          assert.ok(comments.every((comment) => publishedAt! <= comment.createdAt));
          const theme = themes.find((one) => one.category === category!.name)!;
          assert.ok(tags.length > 0 && tags.every((tag) => theme.tags.includes(tag.name)));
        }
      },
    );

    testOfBlog(
      "opens the demo accounts, with roles and something to read",
      async ({ app: own }) => {
        await seed(own, { posts: 200 });
        assert.equal(await Notification.count(), 12);
        const unread = await Notification.where({ isRead: false }).with("recipient");
        assert.equal(unread.length, 4);
        for (const { recipient } of unread) assert.match(recipient.username, /^(author|other)$/);
        for (const { username, password, role, isAdmin } of DEMO_ACCOUNTS) {
          const [user] = await User.where({ username });
          assert.equal((await verifyPassword(password, user!.passwordHash)).isRight, true);
          assert.deepEqual(await rolesOf(user!), [role]);
          assert.deepEqual([user!.isStaff, user!.isSuperuser], [isAdmin, isAdmin]);
        }
        assert.equal(await User.count({ passwordHash: { not: "" } }), DEMO_ACCOUNTS.length);
      },
    );

    testOfProduction(
      "makes no account in production that anybody could sign in to",
      async ({ app: own }) => {
        await seed(own, { posts: 1 });
        assert.equal(await User.count({ passwordHash: { not: "" } }), 0);
        assert.equal(await User.exists({ username: "admin" }), false);
      },
    );
  });
}
