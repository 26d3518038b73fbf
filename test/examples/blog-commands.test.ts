import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test as nodeTest } from "node:test";
import { app } from "quintet/app";
import { database } from "quintet/db";
import { http } from "quintet/http";
import { callCommand, type CalledCommand, clock, fakeClock } from "quintet/testing";
import { cleanup } from "../../examples/blog/cleanup.ts";
import { exportData } from "../../examples/blog/export-data.ts";
import { healthcheck } from "../../examples/blog/healthcheck.ts";
import { Post, Tag } from "../../examples/blog/models.ts";
import { postgres } from "../services.ts";
import { blogTests, category, PASSWORD, post, published, titles, user } from "./blog-test.ts";

const NOW = new Date("2026-11-20T09:00:00Z");

/** What a command writes into a file. */
async function exported(options: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "quintet-export-"));
  const output = join(folder, "posts");
  await callCommand(exportData, { options: { ...options, output } });
  const text = await readFile(output, "utf8");
  await rm(folder, { recursive: true });
  return text;
}

for (const [name, test, skip] of blogTests) {
  describe(`the commands of the blog on ${name}`, { skip }, () => {
    test("export_data writes the posts of some days and of a status, as JSON or CSV", async () => {
      const ada = await user.create({ username: "ada" });
      const news = await category.create({ name: "News" });
      const at = (day: string) => ({
        createdAt: new Date(`${day}T23:59:59Z`),
        updatedAt: NOW,
        publishedAt: NOW,
      });
      const first = await published.create({
        title: "One",
        content: 'She said "no", and\nleft',
        author: ada,
        category: news,
        ...at("2026-11-01"),
      });
      await first
        .related("tags")
        .add(...(await Tag.createMany([{ name: "brass" }, { name: "steam" }])));
      await post.create({ title: "Two", author: ada, ...at("2026-11-02"), publishedAt: null });
      await published.create({ title: "Three", author: ada, ...at("2026-11-03") });

      const json = JSON.parse(await exported());
      assert.deepEqual(json[0], {
        id: first.id,
        title: "One",
        slug: "one",
        status: "published",
        author: "ada",
        category: "News",
        tags: ["brass", "steam"],
        created_at: "2026-11-01T23:59:59.000Z",
        updated_at: "2026-11-20T09:00:00.000Z",
        published_at: "2026-11-20T09:00:00.000Z",
        content: 'She said "no", and\nleft',
      });
      for (const [options, expected] of [
        [{}, ["One", "Two", "Three"]],
        [{ status: "draft" }, ["Two"]],
        [{ from: "2026-11-02" }, ["Two", "Three"]],
        [{ to: "2026-11-02" }, ["One", "Two"]],
        [{ from: "2026-11-02", to: "2026-11-02", status: "published" }, []],
      ] as const)
        assert.deepEqual(titles(JSON.parse(await exported(options))), expected);

      const [header, line] = (await exported({ format: "csv" })).split("\r\n");
      assert.equal(
        header,
        "id,title,slug,status,author,category,tags,created_at,updated_at,published_at,content",
      );
      assert.equal(
        line,
        `${first.id},One,one,published,ada,News,"brass,steam",2026-11-01T23:59:59.000Z,` +
          '2026-11-20T09:00:00.000Z,2026-11-20T09:00:00.000Z,"She said ""no"", and\nleft"',
      );
    });

    test("export_data writes no formula that a spreadsheet would run", async () => {
      const titles = ["=1+1", "@SUM(A1)", "-2", "plain"];
      for (const title of titles) await post.create({ title, content: "+49 30 1234" });
      const lines = (await exported({ format: "csv" })).trim().split("\r\n").slice(1);
      assert.deepEqual(
        lines.map((line) => [line.split(",")[1], line.split(",").at(-1)]),
        ["'=1+1", "'@SUM(A1)", "'-2", "plain"].map((title) => [title, "'+49 30 1234"]),
      );
    });

    test("cleanup deletes sessions that are over and old drafts; a dry run says what it would", async ({
      client,
    }) => {
      const fake = fakeClock({ start: NOW });
      await clock.run(fake, async () => {
        const { username } = await user.create();
        await client.post("/auth/sign-in", { json: { name: username, password: PASSWORD } });
        await post.create({ title: "Old draft" });
        await published.create({ title: "Old post" });
        await fake.advance("91d");
        await post.create({ title: "New draft" });
        const dry = await callCommand(cleanup, { options: { dryRun: true } });
        assert.deepEqual(dry.printed, [
          [
            "line",
            "1 sessions and links that are over, 1 drafts older than 90 days would be deleted.",
          ],
        ]);
        assert.equal(await Post.count(), 3);
        const { printed } = await callCommand(cleanup);
        assert.deepEqual(printed, [
          ["success", "1 sessions and links that are over, 1 drafts older than 90 days deleted."],
        ]);
        assert.deepEqual(titles(await Post.all().order("id")), ["Old post", "New draft"]);
        const again = await callCommand(cleanup);
        assert.match(String(again.printed[0]![1]), /^0 sessions .* 0 drafts/);
      });
    });

    test("export_data tells of a file that cannot be written", async () => {
      const output = join(tmpdir(), "quintet-nowhere", "posts");
      await assert.rejects(callCommand(exportData, { options: { output } }), {
        code: "BLOG_CANNOT_WRITE",
        message: /quintet-nowhere/,
      });
    });
  });

  describe(`healthcheck on ${name}`, { skip }, () => {
    const url = name === "SQLite" ? "sqlite::memory:" : postgres.url;
    const check = (at: string, options = {}) =>
      callCommand(healthcheck, { options, app: app({ modules: [database({ url: at }), http()] }) });
    const states = ({ exitCode, printed }: CalledCommand) => {
      const rows = printed[0]![1] as { name: string; state: string; detail: string }[];
      return [exitCode, ...rows.map((row) => `${row.name} ${row.state}`)];
    };

    nodeTest(
      "asks the database and the disk, and fails where there is too little room",
      async () => {
        assert.deepEqual(states(await check(url)), [0, "database ok", "disk ok"]);
        const full = await check(url, { minFree: 2 ** 40 });
        assert.deepEqual(states(full), [1, "database ok", "disk failed"]);
        assert.match(JSON.stringify(full.printed), /"detail":"\d+ MiB free"/);
      },
    );

    nodeTest("tells of all that it asks while the database is away", async () => {
      const away = name === "SQLite" ? "sqlite:/dev/null/app.db" : "postgres://me@127.0.0.1:1/none";
      const told = await check(away);
      assert.deepEqual(states(told), [1, "database failed", "disk ok"]);
      assert.match(JSON.stringify(told.printed), /cannot be (?:opened|reached)/);
    });
  });
}
