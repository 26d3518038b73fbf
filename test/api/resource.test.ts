import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type Blog, Category, Comment, Post, startBlog, Tag, User } from "./blog-app.ts";
import { postgres } from "../services.ts";

describe("on SQLite", () => suite("sqlite:./test.db"));
describe("on PostgreSQL", { skip: postgres.missing }, () => suite(postgres.url));

function suite(kind: string): void {
  let blog: Blog;
  const codes = (body: { problems: readonly { path: string; code: string }[] }): string[] =>
    body.problems.map(({ path, code }) => `${path} ${code}`);
  const titles = (body: { results: readonly { title: string }[] }): string[] =>
    body.results.map(({ title }) => title);

  before(async () => {
    blog = await startBlog(kind);
    await blog.run(async () => {
      await User.createMany([
        { username: "ann", email: "ann@example.com" },
        { username: "bob", email: "bob@example.com" },
        { username: "staff", email: "s@example.com" },
        { username: "ghost", email: "g@example.com", isHidden: true },
      ]);
      await Category.createMany([{ name: "news" }, { name: "secret", isSecret: true }]);
      const tag = await Tag.create({ name: "node" });
      const first = await Post.create({
        title: "First",
        content: "hello world",
        status: "published",
        author: 1,
        category: 1,
        views: 3,
        createdAt: new Date("2026-01-01T00:00:00Z"),
      });
      await first.related("tags").add(tag);
      await Post.create({ title: "Second", status: "published", author: 2, category: 2, views: 9 });
      await Post.create({ title: "Draft of ann", author: 1, views: 7 });
      await Post.create({ title: "Of ghost", status: "published", author: 4, category: 1 });
      await Comment.createMany([
        { body: "good", post: 1 },
        { body: "spam", post: 1, isApproved: false },
        { body: "on draft", post: 3 },
      ]);
    });
  });

  after(() => blog.stop());

  describe("a list", () => {
    test("asks only for those rows that the rule grants and the request can mean", async () => {
      for (const [query, expected, hasAlternatives] of [
        ["status=draft", ["Draft of ann"], false],
        ["status=draft&author=2", [], false],
        ["author=2", ["Second"], false],
        ["status=published&page_size=5", ["Of ghost", "Second", "First"], true],
      ] as const) {
        const { body } = await blog.get(`/posts?${query}`, "ann");
        assert.deepEqual(titles(body), expected, query);
        assert.equal(blog.statements[0]!.includes(" or "), hasAlternatives, query);
      }
    });

    test("has count, links and rows in the names of the wire, and takes 3 statements", async () => {
      const { status, body } = await blog.get("/posts?page_size=5&status=published", "staff");
      assert.equal(status, 200);
      assert.equal(body.count, 3);
      assert.deepEqual([body.next, body.previous], [null, null]);
      const first = body.results.at(-1);
      assert.deepEqual(Object.keys(first), [
        "id",
        "title",
        "slug",
        "content",
        "status",
        "views",
        "published_at",
        "created_at",
        "updated_at",
        "author",
        "category",
        "tags",
      ]);
      assert.equal(first.author, "ann");
      assert.deepEqual(first.category, { id: 1, name: "news" });
      assert.deepEqual(first.tags, [{ id: 1, name: "node" }]);
      assert.equal(first.created_at, "2026-01-01T00:00:00.000Z");
      assert.ok(blog.statements.length <= 3, blog.statements.join("\n"));
    });

    test("links to the pages beside it and keeps the other parameters", async () => {
      const { body } = await blog.get("/posts?page=1&page_size=1&ordering=title", "staff");
      assert.equal(body.previous, null);
      assert.equal(body.next, "http://localhost/api/posts?page=2&page_size=1&ordering=title");
      const second = await blog.ask("GET", body.next.replace("http://localhost/api", ""), "staff");
      assert.deepEqual(titles(second.body), ["First"]);
      assert.ok(second.body.previous.includes("page=1"));
      assert.ok(blog.statements.length <= 3);
      const beyond = await blog.get("/posts?page=99&page_size=1", "staff");
      assert.deepEqual([beyond.status, beyond.body.results, beyond.body.next], [200, [], null]);
      assert.equal(beyond.body.previous, "http://localhost/api/posts?page=4&page_size=1");
    });

    test("has only what the user may see, counted as well", async () => {
      assert.equal((await blog.get("/posts")).body.count, 3);
      assert.equal((await blog.get("/posts", "ann")).body.count, 4);
      assert.equal((await blog.get("/posts", "bob")).body.count, 3);
      assert.equal((await blog.get("/posts", "staff")).body.count, 4);
    });

    test("is filtered, searched and sorted by what is declared", async () => {
      const of = async (query: string): Promise<string[]> =>
        titles((await blog.get(`/posts?page_size=5&${query}`, "staff")).body);
      assert.deepEqual(await of("status=draft"), ["Draft of ann"]);
      assert.deepEqual(await of("author=2"), ["Second"]);
      assert.deepEqual(await of("category__name=news&ordering=title"), ["First", "Of ghost"]);
      assert.deepEqual(await of("tags__name=node"), ["First"]);
      assert.deepEqual(await of("category__is_null=true"), ["Draft of ann"]);
      assert.deepEqual(await of("views__gt=3&ordering=-views"), ["Second", "Draft of ann"]);
      assert.deepEqual(await of("views__in=3,9&ordering=views"), ["First", "Second"]);
      assert.deepEqual(await of("created_at__lte=2026-01-02T00:00:00Z"), ["First"]);
      assert.deepEqual(await of("search=HELLO"), ["First"]);
      assert.deepEqual(await of("search=ann%20draft"), ["Draft of ann"]);
      assert.deepEqual(await of("search=bob"), ["Second"]);
      assert.deepEqual(await of("search=nothing"), []);
    });

    test("refuses what it does not know, naming what it does", async () => {
      const refused = async (query: string, path: string, code: string): Promise<string> => {
        const { status, body } = await blog.get(`/posts?${query}`, "staff");
        assert.equal(status, 400, query);
        assert.deepEqual(codes(body), [`${path} ${code}`]);
        assert.equal(body.problems[0].in, "query");
        assert.deepEqual(blog.statements, []);
        return body.problems[0].message as string;
      };
      assert.match(await refused("statuss=draft", "statuss", "unknown"), /known are .*status/);
      await refused("content=x", "content", "unknown");
      await refused("password=x", "password", "unknown");
      await refused("status=gone", "status", "choice");
      await refused("page=0", "page", "min");
      await refused("page_size=6", "page_size", "max");
      await refused("author=x", "author", "type");
      await refused("views__gte=3", "views__gte", "unknown");
      assert.match(await refused("ordering=content", "ordering.0", "choice"), /created_at/);
      await refused("__proto__=1", "__proto__", "unknown");
      const fields = await blog.get("/posts?fields=id,internal_note", "staff");
      assert.equal(fields.status, 400);
      assert.equal(fields.body.code, "API_NAME_REFUSED");
      assert.match(fields.body.detail, /internal_note.*id, title/);
      const expand = await blog.get("/posts?expand=category", "staff");
      assert.equal(expand.body.code, "API_NAME_REFUSED");
      assert.match(expand.body.detail, /author, comments/);
    });

    test("shows fewer fields and expanded relations when asked to", async () => {
      const { body } = await blog.get("/posts/1?fields=id,title,author&expand=author", "staff");
      assert.deepEqual(body, { id: 1, title: "First", author: { id: 1, username: "ann" } });
      const whole = await blog.get("/posts/1?expand=comments&fields=comments", "staff");
      assert.deepEqual(whole.body.comments.map((one: { body: string }) => one.body).toSorted(), [
        "good",
        "spam",
      ]);
    });

    test("by limit and offset", async () => {
      const { body } = await blog.get("/comments?limit=1&offset=1&ordering=id", "staff");
      assert.equal(body.count, 3);
      assert.equal(body.results[0].body, "spam");
      assert.equal(body.next, "http://localhost/api/comments?limit=1&offset=2&ordering=id");
      assert.equal(body.previous, "http://localhost/api/comments?limit=1&offset=0&ordering=id");
      const beyond = await blog.get("/comments?limit=2&offset=50", "staff");
      assert.equal(beyond.body.previous, "http://localhost/api/comments?limit=2&offset=1");
      assert.equal((await blog.get("/comments?limit=11", "staff")).status, 400);
    });

    test("by cursor, with computed values", async () => {
      await blog.run(async () => void (await Category.create({ name: "zoo" })));
      const first = await blog.get("/categories", "staff");
      assert.deepEqual(
        first.body.results.map(({ name, shout }: Record<string, string>) => [name, shout]),
        [
          ["news", "news!"],
          ["secret", "secret!"],
        ],
      );
      assert.equal(first.body.previous, null);
      const next = await blog.get(first.body.next.replace("http://localhost/api", ""), "staff");
      assert.deepEqual(
        next.body.results.map(({ name }: Record<string, string>) => name),
        ["zoo"],
      );
      assert.equal(next.body.next, null);
      assert.equal((await blog.get("/categories?after=nonsense", "staff")).status, 400);
      const both = await blog.get("/categories?after=a&before=b", "staff");
      assert.equal(both.status, 400);
      assert.deepEqual(both.body.problems, [
        {
          path: "",
          code: "rule",
          message: "a page comes after a cursor or before one, not both",
          in: "query",
        },
      ]);
    });
  });

  describe("one row", () => {
    test("is there for those who may see it, by at most 2 statements", async () => {
      const { status, body } = await blog.get("/posts/1");
      assert.equal(status, 200);
      assert.equal(body.title, "First");
      assert.ok(blog.statements.length <= 2, blog.statements.join("\n"));
    });

    test("is not there for others, nor is a key that cannot be", async () => {
      for (const [path, user] of [
        ["/posts/3", ""],
        ["/posts/3", "bob"],
        ["/posts/99", "staff"],
        ["/posts/x", "staff"],
        ["/posts/1e400", "staff"],
        ["/categories/secret", "ann"],
      ] as const) {
        const { status, body } = await blog.get(path, user);
        assert.equal(status, 404, path);
        assert.equal(body.code, "NOT_FOUND");
      }
      assert.equal((await blog.get("/posts/3", "ann")).status, 200);
      assert.equal((await blog.get("/categories/news")).status, 200);
    });

    test("never shows what is secret", async () => {
      const { body } = await blog.get("/users/1", "staff");
      assert.deepEqual(body, { id: 1, username: "ann" });
    });
  });

  describe("related rows that the user may not see", () => {
    test("are not shown in a row", async () => {
      const anonymous = await blog.get("/posts/2");
      assert.equal(anonymous.body.category, null);
      assert.equal((await blog.get("/posts/4")).body.author, null);
      const expanded = await blog.get("/posts/1?expand=comments&fields=comments");
      assert.deepEqual(
        expanded.body.comments.map((one: { body: string }) => one.body),
        ["good"],
      );
      const ofDraft = await blog.get("/comments?ordering=id");
      assert.deepEqual(
        ofDraft.body.results.map((one: { post: unknown }) => one.post),
        [{ id: 1, title: "First" }, null],
      );
    });

    test("cannot be found out by filters, searches or the order", async () => {
      const count = async (path: string, user = ""): Promise<number> =>
        (await blog.get(path, user)).body.count;
      assert.equal(await count("/posts?category=2", "staff"), 1);
      assert.equal(await count("/posts?category=2"), 0);
      assert.equal(await count("/posts?category__name=secret"), 0);
      assert.equal(await count("/posts?search=ghost", "staff"), 1);
      assert.equal(await count("/posts?search=ghos"), 1, "by its title, not by its author");
      assert.equal(await count("/comments?search=draft", "staff"), 1);
      assert.equal(await count("/comments?search=draft", "bob"), 0);
      assert.equal(await count("/comments?post__title=Draft%20of%20ann"), 0);
      const { status, body } = await blog.get("/comments?ordering=post__title", "bob");
      assert.equal(status, 400);
      assert.equal(body.code, "API_NAME_REFUSED");
      assert.equal((await blog.get("/comments?ordering=post__title", "staff")).status, 200);
    });

    test("cannot be pointed at", async () => {
      const values = { title: "Pointing", category_id: 2 };
      const refused = await blog.ask("POST", "/posts", "ann", values);
      assert.equal(refused.status, 400);
      assert.deepEqual(codes(refused.body), ["category_id reference"]);
      assert.equal((await blog.ask("PATCH", "/posts/1", "ann", { category_id: 2 })).status, 400);
      const comment = { body: "x", post_id: 3 };
      assert.equal((await blog.ask("POST", "/comments", "bob", comment)).status, 400);
    });
  });

  describe("making a row", () => {
    test("answers with it and its address; slug, author and tags are set", async () => {
      const { status, body, headers } = await blog.ask("POST", "/posts", "ann", {
        title: "New one",
        category_id: 1,
        tag_names: ["node", "new tag", "node"],
      });
      assert.equal(status, 201);
      assert.equal(headers.get("location"), `/api/posts/${body.id}`);
      assert.equal(body.slug, "new-one");
      assert.equal(body.author, "ann");
      assert.equal(body.status, "draft");
      assert.deepEqual(body.tags.map(({ name }: { name: string }) => name).toSorted(), [
        "new tag",
        "node",
      ]);
      assert.equal((await blog.get(`/posts/${body.id}`)).status, 404);
      assert.equal((await blog.ask("DELETE", `/posts/${body.id}`, "ann")).status, 204);
      assert.equal((await blog.get(`/posts/${body.id}`, "ann")).status, 404);
    });

    test("is refused before the body is looked at: 401 for nobody, 403 for somebody", async () => {
      assert.equal((await blog.ask("POST", "/posts", "", {})).status, 401);
      assert.equal((await blog.ask("POST", "/categories", "", {})).status, 401);
      assert.equal((await blog.ask("POST", "/categories", "ann", { name: "x" })).status, 403);
      assert.deepEqual(blog.statements, []);
      assert.equal((await blog.ask("POST", "/users", "staff", {})).status, 405);
    });

    test("takes no keys that are not for it, with the nearest that is", async () => {
      const { status, body } = await blog.ask("POST", "/posts", "ann", {
        titel: "x",
        title: "x",
        id: 1000,
        slug: "own",
        views: 1000,
        author_id: 2,
        authorId: 2,
        author: 2,
        categoryId: 1,
        published_at: "2026-01-01T00:00:00Z",
        created_at: "2026-01-01T00:00:00Z",
        is_staff: true,
      });
      assert.equal(status, 400);
      const { read_only: readOnly, unknown } = Object.groupBy(
        body.problems as { path: string; code: string }[],
        ({ code }) => code,
      );
      const shown = ["author", "author_id", "created_at", "id", "published_at", "slug", "views"];
      assert.deepEqual(readOnly!.map(({ path }) => path).toSorted(), shown);
      assert.equal(unknown!.length, 11 - shown.length);
      assert.equal(body.problems.length, 11);
      const hint = body.problems.find(({ path }: { path: string }) => path === "titel").hint;
      assert.match(hint, /title/);
      assert.deepEqual(blog.statements, []);
    });

    test("tells all that is wrong at once", async () => {
      const { status, body } = await blog.ask("POST", "/posts", "ann", {
        title: "x".repeat(201),
        status: "gone",
        category_id: "one",
        tag_names: { a: 1 },
      });
      assert.equal(status, 400);
      assert.deepEqual(codes(body).toSorted(), [
        "category_id type",
        "status choice",
        "tag_names type",
        "title max",
      ]);
    });

    test("in a list: all or none", async () => {
      const before = await blog.run(() => Post.count());
      const made = await blog.ask("POST", "/posts/bulk", "bob", [{ title: "A" }, { title: "B" }]);
      assert.equal(made.status, 201);
      assert.deepEqual(
        made.body.map(({ title, author }: Record<string, string>) => [title, author]),
        [
          ["A", "bob"],
          ["B", "bob"],
        ],
      );
      const wrong = await blog.ask("POST", "/posts/bulk", "bob", [
        { title: "C" },
        { title: "D", category_id: 2 },
      ]);
      assert.equal(wrong.status, 400);
      assert.deepEqual(codes(wrong.body), ["1.category_id reference"]);
      const many = Array.from({ length: 4 }, () => ({ title: "E" }));
      assert.equal((await blog.ask("POST", "/posts/bulk", "bob", many)).status, 400);
      assert.equal((await blog.ask("POST", "/posts/bulk", "", many)).status, 401);
      assert.equal(await blog.run(() => Post.count()), before + 2);
      await blog.run(async () => void (await Post.where({ title: ["A", "B"] }).delete()));
    });
  });

  describe("changing a row", () => {
    test("PATCH changes what is given, PUT empties what is not", async () => {
      const patched = await blog.ask("PATCH", "/posts/1", "ann", { content: "changed" });
      assert.equal(patched.status, 200);
      assert.equal(patched.body.content, "changed");
      assert.deepEqual(patched.body.category, { id: 1, name: "news" });
      assert.equal(patched.body.tags.length, 1);
      const put = await blog.ask("PUT", "/posts/1", "ann", { title: "First", status: "published" });
      assert.equal(put.status, 200);
      assert.deepEqual([put.body.content, put.body.category, put.body.tags], ["", null, []]);
      assert.equal((await blog.ask("PUT", "/posts/1", "ann", { content: "x" })).status, 400);
      const back = { content: "hello world", category_id: 1, tag_names: ["node"] };
      assert.equal((await blog.ask("PATCH", "/posts/1", "ann", back)).status, 200);
    });

    test("is 404 for what one may not see, 403 for what one may not do, 401 for nobody", async () => {
      for (const method of ["PATCH", "DELETE"]) {
        const body = method === "PATCH" ? { title: "mine" } : undefined;
        assert.equal((await blog.ask(method, "/posts/1", "", body)).status, 401);
        assert.equal((await blog.ask(method, "/posts/1", "bob", body)).status, 403);
        assert.equal((await blog.ask(method, "/posts/3", "bob", body)).status, 404);
        assert.equal((await blog.ask(method, "/posts/99", "staff", body)).status, 404);
      }
      const title = await blog.run(async () => (await Post.get(1)).title);
      assert.equal(title, "First");
    });
  });

  describe("actions", () => {
    test("on one go by update where the policy has no rule of their name", async () => {
      assert.equal((await blog.ask("POST", "/posts/3/publish")).status, 401);
      assert.equal((await blog.ask("POST", "/posts/3/publish", "bob")).status, 404);
      assert.equal((await blog.ask("POST", "/posts/1/publish", "bob")).status, 403);
      const { status, body } = await blog.ask("POST", "/posts/3/publish", "ann");
      assert.equal(status, 200);
      assert.equal(body.status, "published");
      assert.equal(body.published_at, "2026-01-01T00:00:00.000Z");
      assert.equal(body.author, "ann");
      await blog.run(async () => void (await Post.where({ id: 3 }).update({ status: "draft" })));
    });

    test("on many have the rows that the user may read", async () => {
      const anonymous = await blog.get("/posts/popular");
      assert.deepEqual(
        anonymous.body.map(({ title }: { title: string }) => title),
        ["Second"],
      );
      assert.ok(blog.statements.length <= 3);
      const own = await blog.get("/posts/popular?min_views=7", "ann");
      assert.deepEqual(
        own.body.map(({ title }: { title: string }) => title),
        ["Second", "Draft of ann"],
      );
      assert.equal((await blog.get("/posts/popular?minViews=7")).status, 400);
    });

    test("on the list are lists of what they leave: filtered, sorted and in pages as the request asks", async () => {
      const page = await blog.get("/posts/read?page_size=1", "ann");
      assert.deepEqual([page.body.count, titles(page.body)], [3, ["Second"]]);
      assert.match(page.body.next, /\/posts\/read\?page_size=1&page=2$/);
      assert.ok(blog.statements.length <= 3);
      for (const [query, user, expected] of [
        ["", "", ["Second", "First"]],
        ["?ordering=views", "", ["First", "Second"]],
        ["?status=draft", "ann", ["Draft of ann"]],
      ] as const)
        assert.deepEqual(titles((await blog.get(`/posts/read${query}`, user)).body), expected);
      assert.deepEqual(codes((await blog.get("/posts/read?colour=red")).body), ["colour unknown"]);
    });

    test("may say 403 of a row that the user may not see, but 404 of one that is not there", async () => {
      for (const [key, user, status] of [
        [3, "bob", 403],
        [3, "", 401],
        [99, "bob", 404],
      ] as const)
        assert.equal((await blog.ask("POST", `/posts/${key}/archive`, user)).status, status);
      assert.equal((await blog.ask("POST", "/posts/3/archive", "ann")).body.status, "archived");
      await blog.run(async () => void (await Post.where({ id: 3 }).update({ status: "draft" })));
    });

    test("go by a rule of their own name, and answer what they declare", async () => {
      assert.equal((await blog.get("/posts/stats")).status, 401);
      assert.equal((await blog.get("/posts/stats", "ann")).status, 403);
      const { body } = await blog.get("/posts/stats", "staff");
      assert.deepEqual(body, { total_views: 4, statuses: ["x"] });
    });

    test("take bodies by the names of the wire", async () => {
      const wrong = await blog.ask("POST", "/posts/1/rename", "ann", { newTitle: "x" });
      assert.equal(wrong.status, 400);
      const long = await blog.ask("POST", "/posts/1/rename", "ann", { new_title: "x".repeat(11) });
      assert.deepEqual(codes(long.body), ["new_title max"]);
      const right = await blog.ask("POST", "/posts/1/rename", "ann", { new_title: "First" });
      assert.equal(right.status, 204);
    });
  });
}
