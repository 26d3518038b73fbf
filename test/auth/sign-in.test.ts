import assert from "node:assert/strict";
import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import { hashPassword, User, verifyPassword } from "quintet/auth";
import { get, respond } from "quintet/http";
import { CHEAP, eachDatabase, GOOD, shop, signInAt } from "./shop.ts";

const routes = [
  get("/who", { public: true }, ({ user }) => ({ name: user.name ?? null })),
  get("/mine", { signedIn: true }, ({ user }) => ({ name: user.name, id: user.id })),
  get("/news", { public: true }, () =>
    respond("news", { headers: { "cache-control": "public, max-age=60" } }),
  ),
];

async function ada(values: object = {}): Promise<User> {
  return User.create({
    username: "ada",
    email: "ada@example.com",
    passwordHash: await hashPassword(GOOD, CHEAP),
    emailVerifiedAt: new Date(),
    ...values,
  });
}

async function djangoTag(): Promise<string> {
  const { pbkdf2Sync } = await import("node:crypto");
  return pbkdf2Sync(GOOD, "seasalt", 1000, 32, "sha256").toString("base64");
}

eachDatabase(shop(routes), (test) => {
  test("signing in by name or address gives a cookie that nobody can read or send from elsewhere", async ({
    client,
  }) => {
    const user = await ada();
    for (const name of ["ada", "ADA", " ada@example.com ", "ＡDA@example.com"]) {
      const answer = await signInAt(client, name);
      assert.equal(answer.status, 200, answer.text);
      assert.deepEqual(answer.json.user, {
        id: user.id,
        username: "ada",
        email: "ada@example.com",
        is_staff: false,
        is_superuser: false,
      });
      const [line] = answer.headers.getSetCookie().filter((one) => one.startsWith("session="));
      assert.match(line!, /^session=[\w-]{43}; Path=\/; SameSite=Lax; Max-Age=2592000; HttpOnly$/);
      assert.equal(answer.headers.get("cache-control"), "no-store");
    }
    assert.deepEqual((await client.get("/who")).json, { name: "ada" });
    assert.ok((await User.get(user.id)).lastLogin);
  });

  test("what is shown to somebody in particular is for no shared cache, unless it says so", async ({
    client,
  }) => {
    await ada();
    const kept = async (path: string) => (await client.get(path)).headers.get("cache-control");
    assert.deepEqual([await kept("/who"), await kept("/news")], [null, "public, max-age=60"]);
    await signInAt(client);
    for (const path of ["/who", "/mine", "/nothing"])
      assert.equal(await kept(path), "private, no-cache", path);
    assert.equal(await kept("/news"), "public, max-age=60");
  });

  test("signing in costs at most four queries, and an authenticated request one", async ({
    client,
  }) => {
    await ada();
    const answer = await client.post("/auth/sign-in", {
      json: { name: "ada", password: GOOD },
      maxQueries: 4,
    });
    assert.equal(answer.status, 200);
    assert.equal((await client.get("/mine", { maxQueries: 1 })).status, 200);
    assert.equal((await client.get("/who", { maxQueries: 1 })).status, 200);
  });

  test("signing in costs one hash, whoever tries it", async ({ client, context }) => {
    await ada();
    const hashes = context.mock.method(crypto, "argon2");
    syncBuiltinESMExports();
    context.after(() => {
      hashes.mock.restore();
      syncBuiltinESMExports();
    });
    for (const [name, password] of [
      ["ada", GOOD],
      ["ada", "wrong"],
      ["nobody", GOOD],
    ] as const) {
      const before = hashes.mock.callCount();
      await signInAt(client, name, password);
      assert.equal(hashes.mock.callCount() - before, 1, `${name} ${password}`);
    }
  });

  test("wrong names, wrong passwords and closed accounts are told apart by nobody", async ({
    client,
  }) => {
    await ada();
    await User.create({
      username: "gone",
      email: "gone@example.com",
      passwordHash: await hashPassword(GOOD, CHEAP),
      isActive: false,
    });
    await User.create({ username: "odd", email: "odd@example.com", passwordHash: "md5$x$y" });
    const answers = [];
    for (const [name, password] of [
      ["ada", "wrong"],
      ["nobody", GOOD],
      ["gone", GOOD],
      ["odd", GOOD],
      ["ada", ""],
    ] as const) {
      const { status, json } = await signInAt(client, name, password);
      const { request_id: _, ...rest } = json;
      answers.push({ status, rest });
    }
    for (const answer of answers) assert.deepEqual(answer, answers[0]);
    assert.equal(answers[0]!.status, 401);
    assert.equal(answers[0]!.rest.code, "AUTH_BAD_CREDENTIALS");
  });

  test("Django's hashes are taken and made new, and costs that have changed too", async ({
    client,
  }) => {
    // make_password("violet-otter-7-lamp", salt="seasalt", hasher="pbkdf2_sha256") with 1000 iterations.
    const django = "pbkdf2_sha256$1000$seasalt$DJANGO_TAG";
    const user = await ada({ passwordHash: django.replace("DJANGO_TAG", await djangoTag()) });
    assert.equal((await signInAt(client)).status, 200);
    const now = (await User.get(user.id)).passwordHash;
    assert.match(now, /^\$argon2id\$v=19\$m=64,t=1,p=1\$/);
    assert.deepEqual(await verifyPassword(GOOD, now, CHEAP), { isRight: true, isOutdated: false });
    assert.deepEqual(await verifyPassword(GOOD, now), { isRight: true, isOutdated: true });
  });
});
