import assert from "node:assert/strict";
import { describe } from "node:test";
import { currentEvents } from "quintet/events";
import { Post, Subscription } from "../../examples/blog/models.ts";
import { blogTests, comment, mails, person, post, published, reader, user } from "./blog-test.ts";

for (const [name, test, skip] of blogTests) {
  describe(`the API of the blog on ${name}: what is around posts`, { skip }, () => {
    test("categories and tags are read by all and written by staff; a post may name a new tag", async ({
      client,
    }) => {
      const staff = await person(client, { isStaff: true });
      const author = await person(client);
      for (const path of ["/api/categories", "/api/tags"]) {
        const json = { name: "steam" };
        assert.equal((await client.post(path, { json })).status, 401);
        assert.equal((await author.as.post(path, { json })).status, 403);
        const { id } = (await staff.as.post(path, { json })).json;
        assert.equal((await staff.as.post(path, { json })).status, 409);
        assert.equal((await author.as.patch(`${path}/${id}`, { json })).status, 403);
        assert.equal((await author.as.delete(`${path}/${id}`)).status, 403);
        assert.equal((await client.get(`${path}/${id}`)).json.name, "steam");
        assert.equal(
          (await staff.as.patch(`${path}/${id}`, { json: { name: "iron" } })).json.name,
          "iron",
        );
        assert.equal((await staff.as.delete(`${path}/${id}`)).status, 204);
      }
      const written = await author.as.post("/api/posts", {
        json: { title: "Brass", content: "x", tag_names: ["brass"] },
      });
      assert.equal(written.json.tags[0].name, "brass");
      const names = { "/api/categories": 100, "/api/tags": 50 };
      for (const [path, max] of Object.entries(names)) {
        const fits = await staff.as.post(path, { json: { name: "x".repeat(max) } });
        assert.equal(fits.status, 201, path);
        const long = await staff.as.post(path, { json: { name: "y".repeat(max + 1) } });
        assert.deepEqual([long.status, long.json.problems[0].path], [400, "name"], path);
      }
      const made = await staff.as.post("/api/categories", {
        json: { name: "News", description: "What is new" },
      });
      const { id, created_at } = made.json;
      const told = { id, name: "News", description: "What is new", post_count: 0, created_at };
      assert.deepEqual(made.json, told);
      const wrong = await staff.as.post("/api/categories", { json: { name: "x", post_count: 9 } });
      assert.deepEqual([wrong.status, wrong.json.problems[0].path], [400, "post_count"]);
    });

    test("comments are read where their post is, written by who is signed in, taken back by their author", async ({
      client,
    }) => {
      const [author, other, staff] = [
        await person(client, { username: "ada" }),
        await reader(client),
        await person(client, { isStaff: true }),
      ];
      const out = await published.create({ author: author.row });
      const draft = await post.create({ author: author.row });
      await comment.create({ post: draft, author: author.row });
      const json = { post_id: out.id, content: "Good" };
      assert.equal((await client.post("/api/comments", { json })).status, 401);
      const made = await other.as.post("/api/comments", { json });
      const { id, created_at: _at, ...rest } = made.json;
      assert.deepEqual(
        [made.status, rest],
        [201, { content: "Good", post_id: out.id, author: other.row.username }],
      );
      const onDraft = await other.as.post("/api/comments", {
        json: { post_id: draft.id, content: "?" },
      });
      assert.equal(onDraft.status, 400);
      for (const [who, count] of [
        [client, 1],
        [other.as, 1],
        [author.as, 2],
        [staff.as, 2],
      ] as const)
        assert.equal((await who.get("/api/comments")).json.count, count);
      assert.equal((await client.get(`/api/comments?post=${out.id}`)).json.count, 1);
      const change = async (who: typeof client) =>
        (await who.patch(`/api/comments/${id}`, { json: { content: "Better" } })).status;
      assert.deepEqual(
        [
          await change(client),
          await change(author.as),
          await change(staff.as),
          await change(other.as),
        ],
        [401, 403, 403, 200],
      );
      const second = await comment.create({ post: out, author: other.row });
      assert.equal((await author.as.delete(`/api/comments/${second.id}`)).status, 403);
      assert.equal((await staff.as.delete(`/api/comments/${second.id}`)).status, 204);
      assert.equal((await other.as.delete(`/api/comments/${id}`)).status, 204);
    });

    test("a comment of somebody else is a notification, which its recipient marks as read", async ({
      client,
    }) => {
      const [author, other] = [await person(client), await person(client, { username: "bob" })];
      const { id } = await published.create({ title: "Steam", author: author.row });
      const write = (who: typeof client) =>
        who.post("/api/comments", { json: { post_id: id, content: "Good" } });
      await write(author.as);
      const { json: made } = await write(other.as);
      await other.as.patch(`/api/comments/${made.id}`, { json: { content: "Better" } });
      const { json } = await author.as.get("/api/notifications");
      assert.equal(json.count, 1);
      const [{ created_at: _at, ...told }] = json.results;
      assert.deepEqual(told, {
        id: told.id,
        message: "bob has commented on “Steam”",
        is_read: false,
        comment: { id: made.id, post: { id, title: "Steam", slug: "steam" } },
      });
      const read = `/api/notifications/${told.id}/read`;
      assert.equal((await client.get("/api/notifications")).status, 401);
      assert.equal((await client.post(read)).status, 401);
      assert.equal((await other.as.get("/api/notifications")).json.count, 0);
      assert.equal((await other.as.post(read)).status, 404);
      const { json: seen } = await author.as.post(read);
      assert.deepEqual(seen, { ...json.results[0], is_read: true });
      assert.deepEqual((await author.as.get(`/api/notifications/${told.id}`)).json, seen);
      assert.equal((await author.as.get("/api/notifications?is_read=false")).json.count, 0);
    });

    test("a subscriber whose mail is refused keeps nobody else from theirs", async () => {
      const author = await user.create();
      const [full, other] = [await user.create({ email: "full@example.com" }), await user.create()];
      for (const reading of [full, other]) await Subscription.create({ reader: reading, author });
      mails.length = 0;
      await published.create({ author });
      await currentEvents.get()!.settled();
      assert.deepEqual(
        mails.map(({ to }) => to),
        [other.email],
      );
    });

    test("subscribers get one mail for a post, when it is first published by whatever path", async ({
      client,
    }) => {
      const author = await person(client, { username: "ada" });
      const reading = await reader(client);
      await user.create();
      const subscribed = await reading.as.post("/api/subscriptions", {
        json: { author_id: author.row.id },
      });
      assert.equal(subscribed.status, 201);
      const again = await reading.as.post("/api/subscriptions", {
        json: { author_id: author.row.id },
      });
      assert.equal(again.status, 409);
      assert.equal((await author.as.get("/api/subscriptions")).json.count, 0);
      const sent = async (work: () => Promise<unknown>): Promise<string[]> => {
        mails.length = 0;
        await work();
        await currentEvents.get()!.settled();
        return mails.map(({ to, subject }) => `${to}: ${subject}`);
      };
      const told = (title: string) => [`${reading.row.email}: ada has published “${title}”`];
      const create = (title: string, status: string) =>
        author.as.post("/api/posts", { json: { title, content: "x", status } });
      const patch = (id: number, json: object) => author.as.patch(`/api/posts/${id}`, { json });
      assert.deepEqual(await sent(() => create("One", "published")), told("One"));
      assert.deepEqual(await sent(() => create("Two", "draft")), []);
      const { id } = await Post.where({ title: "Two" }).get();
      assert.deepEqual(await sent(() => author.as.post(`/api/posts/${id}/publish`)), told("Two"));
      assert.deepEqual(await sent(() => patch(id, { title: "Two!" })), []);
      assert.deepEqual(
        await sent(async () => {
          await patch(id, { status: "archived" });
          await patch(id, { status: "published" });
        }),
        [],
      );
      await post.create({ title: "Three", author: author.row });
      assert.deepEqual(
        await sent(() => Post.where({ title: "Three" }).update({ status: "published" })),
        told("Three"),
      );
      await published.create({ title: "Another's" });
      const own = (await reading.as.get("/api/subscriptions")).json.results[0];
      assert.equal((await reading.as.delete(`/api/subscriptions/${own.id}`)).status, 204);
      assert.deepEqual(await sent(() => create("Four", "published")), []);
    });
  });
}
