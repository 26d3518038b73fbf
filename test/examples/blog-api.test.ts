import assert from "node:assert/strict";
import { describe } from "node:test";
import { currentDatabase, type Database, sql, transaction } from "quintet/db";
import { introspect } from "quintet/db/migrations";
import { clock, fakeClock } from "quintet/testing";
import { Post, Tag } from "../../examples/blog/models.ts";
import {
  blogTests,
  category,
  comment,
  editor,
  person,
  post,
  published,
  reader,
  titles,
  user,
} from "./blog-test.ts";

const DAY_MS = 86_400_000;
const daysAgo = (days: number): Date => new Date(Date.now() - days * DAY_MS);

for (const [name, test, skip] of blogTests) {
  describe(`the API of the blog on ${name}: posts`, { skip }, () => {
    test("a list is 20 a page, the newest first, with author, category and tags as they are said", async ({
      client,
    }) => {
      const ada = await user.create({ username: "ada" });
      const news = await category.create({ name: "News", description: "What is new" });
      const at = new Date("2026-11-20T09:00:00Z");
      const rows = await published.createMany(21, (n) => ({
        title: `Post ${n}`,
        content: "Words",
        author: ada,
        category: news,
        createdAt: new Date(at.getTime() + n * 1000),
        updatedAt: at,
        publishedAt: at,
      }));
      const tag = await Tag.create({ name: "steam" });
      await rows[20]!.related("tags").add(tag);

      const { status, json } = await client.get("/api/posts", { maxQueries: 3 });
      assert.equal(status, 200);
      assert.deepEqual(Object.keys(json), ["count", "next", "previous", "results"]);
      assert.deepEqual([json.count, json.previous, json.results.length], [21, null, 20]);
      assert.match(json.next, /^http.*\/api\/posts\?page=2$/);
      assert.deepEqual(json.results[0], {
        id: rows[20]!.id,
        title: "Post 21",
        slug: "post-21",
        content: "Words",
        status: "published",
        author: "ada",
        category: { id: news.id, name: "News", description: "What is new", post_count: 21 },
        tags: [{ id: tag.id, name: "steam" }],
        created_at: "2026-11-20T09:00:21.000Z",
        updated_at: "2026-11-20T09:00:00.000Z",
        published_at: "2026-11-20T09:00:00.000Z",
      });
      const second = await client.get("/api/posts?page=2");
      assert.deepEqual([titles(second.json.results), second.json.next], [["Post 1"], null]);
      assert.equal(second.json.count, 21);
      assert.match(second.json.previous, /^http.*\/api\/posts\?page=1$/);
      const one = await client.get(`/api/posts/${rows[20]!.id}`, { maxQueries: 3 });
      assert.deepEqual(one.json, json.results[0]);
    });

    test("anonymous readers see what is published, authors their own besides, editors and staff all", async ({
      client,
    }) => {
      const [author, other] = [await person(client), await person(client)];
      const staff = await person(client, { isStaff: true });
      const rows = {
        out: await published.create({ title: "Out", author: author.row }),
        draft: await post.create({ title: "Draft", author: author.row }),
        old: await post.create({ title: "Old", author: author.row, status: "archived" }),
      };
      for (const [who, seen] of [
        [client, ["Out"]],
        [other.as, ["Out"]],
        [author.as, ["Old", "Draft", "Out"]],
        [(await editor(client)).as, ["Old", "Draft", "Out"]],
        [staff.as, ["Old", "Draft", "Out"]],
      ] as const) {
        const { json } = await who.get("/api/posts");
        assert.deepEqual(titles(json.results).sort(), [...seen].sort());
        assert.equal(json.count, seen.length);
        for (const row of Object.values(rows)) {
          const { status } = await who.get(`/api/posts/${row.id}`);
          assert.equal(status, seen.includes(row.title as never) ? 200 : 404, row.title);
        }
      }
    });

    test("a list is filtered, searched and sorted by what is named, and by nothing else", async ({
      client,
    }) => {
      const staff = await person(client, { isStaff: true });
      const [ada, bob] = await user.createMany(2);
      const news = await category.create();
      await post.create({ title: "Apples", content: "On trees", author: ada!, category: news });
      await published.create({
        title: "Bread",
        content: "Apple pie",
        author: bob!,
        createdAt: daysAgo(2),
      });
      await published.create({ title: "100% cheese", author: bob!, createdAt: daysAgo(1) });
      for (const [query, expected] of [
        ["status=draft", ["Apples"]],
        [`category=${news.id}`, ["Apples"]],
        [`author=${bob!.id}`, ["100% cheese", "Bread"]],
        ["search=apple", ["Apples", "Bread"]],
        ["search=0%25", ["100% cheese"]],
        ["status=published&search=apple", ["Bread"]],
        ["ordering=created_at", ["Bread", "100% cheese", "Apples"]],
        ["ordering=-updated_at", ["100% cheese", "Bread", "Apples"]],
        ["status=published&ordering=-published_at", ["100% cheese", "Bread"]],
      ] as const) {
        const { status, json } = await staff.as.get(`/api/posts?${query}`);
        assert.equal(status, 200, query);
        assert.deepEqual(titles(json.results), expected, query);
      }
      const drafts = await client.get("/api/posts?status=draft");
      assert.deepEqual([drafts.status, drafts.json.count], [200, 0], "to others there are none");
      for (const [query, name] of [
        ["colour=red", "colour"],
        ["title=Bread", "title"],
        ["ordering=title", "ordering.0"],
        ["ordering=created_at,slug", "ordering.1"],
        ["status=lost", "status"],
        ["author=ada", "author"],
        ["category=news", "category"],
        ["page=0", "page"],
      ] as const) {
        const { status, json } = await client.get(`/api/posts?${query}`);
        const paths = json.problems?.map(({ path }: { path: string }) => path);
        assert.deepEqual([status, json.code, paths], [400, "SCHEMA_INVALID", [name]], query);
      }
    });

    test("a post is written with category_id and tag_names; slug and dates are not the client's", async ({
      client,
    }) => {
      const { row, as } = await person(client, { username: "ada" });
      const news = await category.create();
      await Tag.create({ name: "steam" });
      const json = {
        title: "Hello, World!",
        content: "Words",
        category_id: news.id,
        tag_names: ["steam", "brass"],
      };
      const made = await as.post("/api/posts", { json });
      assert.equal(made.status, 201);
      assert.equal(made.headers.get("location"), `/api/posts/${made.json.id}`);
      const { slug, status, author, published_at: publishedAt, tags } = made.json;
      assert.deepEqual([slug, status, author, publishedAt], ["hello-world", "draft", "ada", null]);
      assert.deepEqual(tags.map(({ name: tag }: Tag) => tag).sort(), ["brass", "steam"]);
      assert.equal((await Post.get(made.json.id)).authorId, row.id);

      const changed = await as.patch(`/api/posts/${made.json.id}`, {
        json: { tag_names: ["brass"] },
      });
      assert.deepEqual(titles([changed.json]), ["Hello, World!"]);
      assert.deepEqual(changed.json.tags.length, 1);
      const put = await as.put(`/api/posts/${made.json.id}`, {
        json: { title: "Bye", content: "x" },
      });
      assert.deepEqual(
        [put.json.title, put.json.slug, put.json.category, put.json.tags],
        ["Bye", "hello-world", null, []],
      );
      for (const wrong of [
        { slug: "mine" },
        { published_at: "2026-01-01T00:00:00Z" },
        { created_at: "2026-01-01T00:00:00Z" },
        { updated_at: "2026-01-01T00:00:00Z" },
        { id: 7 },
        { author: "bob" },
        { category_id: 999_999 },
        { title: "" },
        { title: "x".repeat(201) },
        { status: "lost" },
        { tag_names: ["x".repeat(51)] },
      ])
        assert.equal(
          (await as.post("/api/posts", { json: { ...json, ...wrong } })).status,
          400,
          JSON.stringify(wrong),
        );
      assert.deepEqual([await Post.count(), await Tag.count()], [1, 2]);
    });

    test("who is not signed in or only reads writes nothing", async ({ client }) => {
      const json = { title: "Mine", content: "x", tag_names: ["new"] };
      assert.equal((await client.post("/api/posts", { json })).status, 401);
      assert.equal((await (await reader(client)).as.post("/api/posts", { json })).status, 403);
      assert.deepEqual([await Post.count(), await Tag.count()], [0, 0]);
    });

    test("only the author and staff change, publish and delete a post, by whatever request", async ({
      client,
    }) => {
      const [author, other] = [await person(client), await editor(client)];
      const staff = await person(client, { isStaff: true });
      const requests = [
        ["PATCH", "", { title: "New" }],
        ["PATCH", "", { status: "archived" }],
        ["PATCH", "", { status: "published" }],
        ["PUT", "", { title: "New", content: "x", status: "published" }],
        ["DELETE", "", undefined],
      ] as const;
      for (const [method, path, json] of requests) {
        const { id } = await published.create({ author: author.row });
        const ask = async (who: typeof client) =>
          (await who.send(method, `/api/posts/${id}${path}`, { ...(json && { json }) })).status;
        assert.deepEqual([await ask(client), await ask(other.as)], [401, 403], method);
        assert.equal(await ask(author.as), method === "DELETE" ? 204 : 200);
        const { id: second } = await published.create({ author: author.row });
        const byStaff = await staff.as.send(method, `/api/posts/${second}`, {
          ...(json && { json }),
        });
        assert.equal(byStaff.status, method === "DELETE" ? 204 : 200);
      }
      const { id: draft } = await post.create({ author: author.row });
      const publish = (who: typeof client) => who.post(`/api/posts/${draft}/publish`);
      assert.equal((await publish(other.as)).status, 403);
      assert.equal((await publish(staff.as)).json.status, "published");
      // What they may not see is not there for them.
      const { id } = await post.create({ author: author.row });
      const stranger = (await person(client)).as;
      const hidden = await stranger.patch(`/api/posts/${id}`, { json: { status: "published" } });
      assert.equal(hidden.status, 404);
    });

    test("publish is 403 for another's post, 400 for one that is out, and dates the first time", async ({
      client,
    }) => {
      const [author, other] = [await person(client), await person(client)];
      const { id } = await post.create({ author: author.row });
      const publish = (who: typeof client) => who.post(`/api/posts/${id}/publish`);
      assert.equal((await publish(client)).status, 401);
      assert.equal((await publish(other.as)).status, 403);
      assert.equal((await Post.get(id)).publishedAt, null);
      const start = new Date("2026-11-20T09:00:00Z");
      const first = await clock.run(fakeClock({ start }), () => publish(author.as));
      assert.deepEqual(
        [first.status, first.json.status, first.json.published_at],
        [200, "published", "2026-11-20T09:00:00.000Z"],
      );
      assert.equal((await publish(author.as)).status, 400);
      assert.equal((await publish(other.as)).status, 403);
      assert.equal((await author.as.post("/api/posts/999999/publish")).status, 404);
      for (const status of ["archived", "published"])
        await author.as.patch(`/api/posts/${id}`, { json: { status } });
      assert.deepEqual((await Post.get(id)).publishedAt, start);
    });

    test("a post has a date when it is published by whatever path, and without one it is refused", async ({
      client,
    }) => {
      const { row, as } = await person(client);
      const json = { title: "Out", content: "x", status: "published" };
      assert.ok((await as.post("/api/posts", { json })).json.published_at);
      const { id } = await post.create({ author: row });
      assert.ok(
        (await as.patch(`/api/posts/${id}`, { json: { status: "published" } })).json.published_at,
      );
      await post.createMany(2, { author: row });
      await Post.where({ status: "draft" }).update({ status: "published" });
      assert.equal(await Post.count({ publishedAt: null }), 0);
      await assert.rejects(
        transaction(() => sql`update post set published_at = null where id = ${id}`),
        { code: "DB_CHECK_VIOLATION" },
      );
    });

    test("there are lists of what is published and of one's own", async ({ client }) => {
      const author = await person(client);
      await post.create({ title: "Draft", author: author.row, createdAt: daysAgo(1) });
      await published.create({ title: "Mine", author: author.row });
      await published.create({ title: "Other", createdAt: daysAgo(2) });
      const listed = async (who: typeof client, path: string) => {
        const { status, json } = await who.get(path);
        return status === 200 ? [json.count, titles(json.results)] : status;
      };
      assert.deepEqual(await listed(author.as, "/api/posts/published"), [2, ["Mine", "Other"]]);
      assert.deepEqual(await listed(client, "/api/posts/published?search=oth"), [1, ["Other"]]);
      assert.deepEqual(await listed(author.as, "/api/posts/my_posts"), [2, ["Mine", "Draft"]]);
      assert.deepEqual(await listed(author.as, "/api/posts/my_posts?status=draft"), [1, ["Draft"]]);
      assert.equal(await listed(client, "/api/posts/my_posts"), 401);
    });

    test("popular is what had the most comments in the last days", async ({ client }) => {
      const news = await category.create({ name: "News", description: "New" });
      const [calm, busy, draft] = [
        await published.create({ title: "Calm", category: news }),
        await published.create({ title: "Busy" }),
        await post.create({ title: "Draft" }),
      ];
      await published.create({ title: "Silent" });
      const at = (days: number) => ({ createdAt: daysAgo(days) });
      await comment.createMany(2, { post: busy, ...at(1) });
      await comment.createMany(3, { post: draft, ...at(1) });
      await comment.create({ post: calm, ...at(2) });
      await comment.createMany(4, { post: calm, ...at(20) });
      const popular = async (query: string) =>
        titles((await client.get(`/api/posts/popular${query}`, { maxQueries: 3 })).json);
      assert.deepEqual(await popular(""), ["Busy", "Calm"]);
      assert.deepEqual(await popular("?days=30"), ["Calm", "Busy"]);
      assert.deepEqual(await popular("?limit=1"), ["Busy"]);
      const [, shown] = (await client.get("/api/posts/popular")).json;
      assert.deepEqual(shown, (await client.get(`/api/posts/${calm.id}`)).json);
      for (const { id } of await published.createMany(10)) await comment.create({ post: id });
      assert.equal((await popular("")).length, 10);
      assert.equal((await popular("?limit=100")).length, 12);
      for (const query of ["?days=0", "?limit=1000", "?day=3"])
        assert.equal((await client.get(`/api/posts/popular${query}`)).status, 400, query);
    });

    test("authors see their own totals, staff those of all", async ({ client }) => {
      const author = await person(client, { username: "ada" });
      const staff = await person(client, { isStaff: true });
      const [news, empty] = [
        await category.create({ name: "News" }),
        await category.create({ name: "Empty" }),
      ];
      const tags = await Tag.createMany(
        Array.from({ length: 11 }, (_, n) => ({ name: `tag${n + 10}` })),
      );
      const publishedAt = new Date("2026-10-05T10:00:00Z");
      const first = await published.create({ author: author.row, category: news, publishedAt });
      await first.related("tags").add(...tags);
      const second = await post.create({ author: author.row, category: news });
      await second.related("tags").add(tags[10]!);
      const another = await published.create({
        category: empty,
        publishedAt: new Date("2026-09-30T23:00:00Z"),
      });
      await another.related("tags").add(tags[0]!);

      const { status, json: problem } = await client.get("/api/posts/analytics");
      assert.deepEqual([status, problem.detail], [401, "Sign in to do this."]);
      const { json } = await author.as.get("/api/posts/analytics");
      const { top_tags: topTags, ...rest } = json;
      assert.deepEqual(rest, {
        total_posts: 2,
        published_posts: 1,
        draft_posts: 1,
        posts_by_category: [{ id: news.id, name: "News", count: 2 }],
      });
      assert.deepEqual(
        [topTags.length, topTags[0]],
        [10, { id: tags[10]!.id, name: "tag20", count: 2 }],
      );

      for (const path of ["authors", "categories", "monthly"]) {
        assert.equal((await client.get(`/api/analytics/${path}`)).status, 401);
        assert.equal((await author.as.get(`/api/analytics/${path}`)).status, 403);
      }
      const told = async (path: string) => (await staff.as.get(`/api/analytics/${path}`)).json;
      assert.deepEqual((await told("authors")).authors[0], {
        id: author.row.id,
        username: "ada",
        total_posts: 2,
        published_posts: 1,
        draft_posts: 1,
      });
      assert.deepEqual(
        (await told("categories")).categories.map((one: Record<string, unknown>) => [
          one["name"],
          one["total_posts"],
          one["published_posts"],
          one["draft_posts"],
        ]),
        [
          ["News", 2, 1, 1],
          ["Empty", 1, 1, 0],
        ],
      );
      assert.deepEqual((await told("monthly")).months, [
        { month: "2026-10-01T00:00:00.000Z", published_posts: 1 },
        { month: "2026-09-01T00:00:00.000Z", published_posts: 1 },
      ]);
    });

    test("a post outlives its category, and goes with its author", async ({ client }) => {
      const staff = await person(client, { isStaff: true });
      const { row } = await person(client);
      const news = await category.create();
      const { id } = await published.create({ author: row, category: news });
      assert.equal((await client.get(`/api/posts/${id}`)).json.category.id, news.id);
      assert.equal((await staff.as.delete(`/api/categories/${news.id}`)).status, 204);
      assert.equal((await client.get(`/api/posts/${id}`)).json.category, null);
      await row.delete();
      assert.equal((await client.get(`/api/posts/${id}`)).status, 404);
    });

    test("the database has the indexes of the lists, and the check of the date", async () => {
      const { driver } = currentDatabase.get() as Database;
      const { schema } = await introspect(driver);
      const { indexes, checks, uniques } = schema.get("post")!;
      const columns = indexes.map((index) => index.columns.join(", "));
      for (const wanted of ["status, published_at", "author_id, created_at"])
        assert.ok(columns.includes(wanted), wanted);
      const partial = indexes.filter(({ whereSql }) => whereSql !== undefined);
      assert.deepEqual(
        partial.map((index) => index.columns),
        [["published_at"]],
      );
      assert.match(partial[0]!.whereSql!, /status.* = 'published'/);
      assert.deepEqual(
        [checks.map((check) => check.name), uniques.map((unique) => unique.columns)],
        [["published_has_date"], [["slug"]]],
      );
    });

    test("a category knows how many of its posts are published, whatever becomes of them", async ({
      client,
    }) => {
      const { row, as } = await person(client);
      const [one, two] = [await category.create(), await category.create()];
      const counts = async () =>
        (await client.get("/api/categories")).json.results.map(
          (each: { post_count: number }) => each.post_count,
        );
      const { id } = await post.create({ author: row, category: one });
      assert.deepEqual(await counts(), [0, 0]);
      await as.post(`/api/posts/${id}/publish`);
      assert.deepEqual(await counts(), [1, 0]);
      await as.patch(`/api/posts/${id}`, { json: { title: "New" } });
      await as.patch(`/api/posts/${id}`, { json: { category_id: two.id } });
      assert.deepEqual(await counts(), [0, 1]);
      await published.createMany(2, { author: row, category: one });
      await as.patch(`/api/posts/${id}`, { json: { status: "archived" } });
      assert.deepEqual(await counts(), [2, 0]);
      await row.delete();
      assert.deepEqual([await Post.count(), await counts()], [0, [0, 0]]);
    });
  });
}
