import assert from "node:assert/strict";
import { describe } from "node:test";
import { User, verifyPassword } from "quintet/auth";
import { currentEvents } from "quintet/events";
import { clock, fakeClock, type TestClient } from "quintet/testing";
import { Post, Subscription, Tag } from "../../examples/blog/models.ts";
import { blogTests, mails, PASSWORD, person, post, published, user } from "./blog-test.ts";

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split(".")[1]!, "base64url").toString());

for (const [name, test, skip] of blogTests) {
  describe(`the API of the blog on ${name}: who asks`, { skip }, () => {
    test("a name and a password give tokens that say who it is; they are renewed and revoked", async ({
      client,
    }) => {
      const { id } = await user.create({
        username: "ada",
        email: "ada@example.com",
        isStaff: true,
      });
      const get = (body: object) => client.post("/api/token", { json: body });
      const wrong = await get({ username: "ada", password: "wrong-password" });
      assert.deepEqual([wrong.status, wrong.json.code], [401, "AUTH_BAD_CREDENTIALS"]);
      const { status, json } = await get({ username: "ada", password: PASSWORD });
      assert.equal(status, 200);
      assert.deepEqual(Object.keys(json), ["access", "refresh"]);
      const said = (token: string) => {
        const { sub, username, email, is_staff: isStaff } = claimsOf(token);
        return [sub, username, email, isStaff];
      };
      const who = [String(id), "ada", "ada@example.com", true];
      assert.deepEqual(said(json.access), who);
      const me = await client.get("/api/users/me", bearer(json.access));
      assert.deepEqual(me.json, { id, username: "ada", email: "ada@example.com", is_staff: true });
      const renewed = await client.post("/api/token/refresh", {
        json: { refresh: json.refresh },
      });
      assert.equal(renewed.status, 200);
      assert.deepEqual(Object.keys(renewed.json), ["access", "refresh"]);
      assert.deepEqual(said(renewed.json.access), who);
      assert.equal((await client.get("/api/users/me", bearer(renewed.json.access))).status, 200);
      const { refresh } = renewed.json;
      assert.equal((await client.post("/api/token/revoke", { json: { refresh } })).status, 204);
      const after = await client.post("/api/token/refresh", { json: { refresh } });
      assert.equal(after.status, 401);
      assert.equal((await client.get("/api/users/me")).status, 401);
    });

    test("a list and a post cost three queries at most, whoever asks", async ({ client }) => {
      const { row, token } = await person(client);
      const staff = await person(client, { isStaff: true });
      const tag = await Tag.create({ name: "steam" });
      const posts = await published.createMany(21, { author: row });
      await posts[0]!.related("tags").add(tag);
      for (const given of [{}, bearer(token), bearer(staff.token)])
        for (const path of ["", "?page=2", "/published", `/${posts[0]!.id}`])
          assert.equal(
            (await client.get(`/api/posts${path}`, { ...given, maxQueries: 3 })).status,
            200,
          );
      const own = await client.get("/api/posts/my_posts", { ...bearer(token), maxQueries: 3 });
      assert.equal(own.json.count, 21);
    });

    test("a password is set by its owner and by staff, and a superuser's by superusers alone", async ({
      client,
    }) => {
      const [ada, bob] = [await person(client), await person(client)];
      const staff = await person(client, { isStaff: true });
      const root = await person(client, { isStaff: true, isSuperuser: true });
      const set = async (who: TestClient, { id }: User, password = "seven-brass-engines") =>
        (await who.post(`/api/users/${id}/set_password`, { json: { password } })).status;
      assert.equal(await set(client, ada.row), 401);
      assert.equal(await set(bob.as, ada.row), 403);
      assert.equal(await set(staff.as, root.row), 403);
      assert.equal(await set(ada.as, ada.row, "short"), 400);
      for (const who of [ada, staff, root]) assert.equal(await set(who.as, ada.row), 200);
      assert.equal(await set(root.as, root.row), 200);
      assert.equal(
        (await staff.as.post("/api/users/999999/set_password", { json: { password: "x" } })).status,
        404,
      );
      const { passwordHash } = await User.get(ada.row.id);
      assert.equal((await verifyPassword("seven-brass-engines", passwordHash)).isRight, true);
    });

    test("of 120 anonymous requests at once 100 pass, each client for itself; the rest is told when to come back", async ({
      client,
    }) => {
      const fake = fakeClock({ start: "2026-11-20T09:00:00Z" });
      await clock.run(fake, async () => {
        const ask = (address: string) =>
          client.get("/api/tags", { headers: { "x-forwarded-for": address } });
        const answers = await Promise.all(Array.from({ length: 120 }, () => ask("203.0.113.7")));
        const refused = answers.filter(({ status }) => status === 429);
        assert.equal(refused.length, 20);
        assert.equal(refused[0]!.json.code, "API_THROTTLED");
        const wait = Number(refused[0]!.headers.get("retry-after"));
        assert.ok(wait > 3500 && wait <= 3660, `${wait}`);
        assert.equal((await ask("203.0.113.8")).status, 200);
        // What a client writes into the header itself stands before what the proxy has added.
        assert.equal((await ask("198.51.100.9, 203.0.113.7")).status, 429);
        const headers = { "x-forwarded-for": "203.0.113.7" };
        const staff = await person(client, { isStaff: true });
        const { token } = await person(client);
        assert.equal((await staff.as.get("/api/tags", { headers })).status, 200);
        const signedIn = { headers: { ...headers, ...bearer(token).headers } };
        assert.equal((await client.get("/api/tags", signedIn)).status, 200);
        await fake.advance(`${wait}s`);
        assert.equal((await ask("203.0.113.7")).status, 200);
      });
    });
  });

  describe(`the API of the blog on ${name}: at once`, { skip }, () => {
    const twice = <T>(ask: () => Promise<T>): Promise<T[]> => Promise.all([ask(), ask(), ask()]);

    test(
      "of several that publish a post one does, and subscribers get one mail",
      { commits: true },
      async ({ client }) => {
        const { row, as } = await person(client);
        const reading = await user.create();
        await Subscription.create({ reader: reading, author: row });
        const { id } = await post.create({ author: row });
        mails.length = 0;
        const answers = await twice(() => as.post(`/api/posts/${id}/publish`));
        assert.deepEqual(
          answers.map(({ status }) => status).toSorted((a, b) => a - b),
          [200, 400, 400],
        );
        const { id: second } = await post.create({ author: row });
        await twice(() => as.patch(`/api/posts/${second}`, { json: { status: "published" } }));
        await currentEvents.get()!.settled();
        assert.deepEqual(
          mails.map(({ to }) => to),
          [reading.email, reading.email],
        );
      },
    );

    test(
      "posts of one title get slugs of their own, and a tag is made once",
      { commits: true },
      async ({ client }) => {
        const { as } = await person(client);
        const json = { title: "Steam", content: "x", tag_names: ["new"] };
        const answers = await twice(() => as.post("/api/posts", { json }));
        assert.deepEqual(
          answers.map(({ status }) => status),
          [201, 201, 201],
        );
        const slugs = answers.map((answer) => answer.json.slug as string);
        assert.equal(new Set(slugs).size, 3);
        for (const slug of slugs) assert.match(slug, /^steam(-\d)?$/);
        assert.deepEqual([await Tag.count(), await Post.count({ tags: { name: "new" } })], [1, 3]);
      },
    );
  });
}
