import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  action,
  cursors,
  describeResource,
  named,
  pages,
  resource,
  type Resource,
} from "quintet/api";
import { app, module } from "quintet/app";
import { silentLog } from "quintet/core";
import { type AnyModel, database, int, json, list, model, policy, text } from "quintet/db";
import { group, http } from "quintet/http";
import {
  Category,
  categoryPolicy,
  Comment,
  models,
  Post,
  postPolicy,
  posts,
  startBlog,
  User,
} from "./blog-app.ts";

interface Found {
  readonly id: string;
  readonly message: string;
}

/** What is told of an app with these resources, none of which ever serves. */
async function problemsOf(...resources: readonly Resource[]): Promise<Found[]> {
  const made = app({
    log: silentLog,
    modules: [
      http({ requestLog: false }),
      database({ url: "sqlite::memory:" }),
      module("blog", { models, routes: [group("/api", resources)] }),
    ],
  });
  const problems = await made.check();
  if (problems.some(({ level }) => level === "error"))
    await assert.rejects(made.start(), { code: "APP_CHECK_FAILED" });
  return problems.map(({ id, message }) => ({ id, message }));
}

describe("an app with a resource", () => {
  test("does not start without a policy", async () => {
    const open = resource(Post, {} as never) as Resource;
    const [problem, ...more] = await problemsOf(open);
    assert.deepEqual(more, []);
    assert.equal(problem!.id, "API_POLICY_MISSING");
    assert.match(problem!.message, /The resource posts has no policy/);
  });

  test("does not start with a resource of a model that no module lists", async () => {
    class Stray extends model("stray", { name: text() }) {}
    const strays = resource(Stray, {
      policy: policy(Stray, { read: () => true }),
      filter: ["name"],
    });
    const problems = await problemsOf(strays);
    assert.deepEqual(
      problems.map(({ id }) => id),
      ["API_MODEL_UNLISTED"],
    );
    assert.match(problems[0]!.message, /The resource strays is of the model "stray", which no/);
  });

  test("does not start with the policy of another model", async () => {
    const [problem] = await problemsOf(resource(Post, { policy: categoryPolicy }));
    assert.equal(problem!.id, "API_POLICY_OF_ANOTHER");
  });

  test("is told all that its options name and is not there, at once", async () => {
    const [problem] = await problemsOf(
      // A model that the compiler knows is checked by it, too: test/types/resources.ts.
      resource(Post as AnyModel, {
        policy: postPolicy,
        fields: { autor: "username" },
        readOnly: ["slugg", "views"],
        createOnly: ["titel", "views", "tags"],
        filter: ["statuss", { title: ["like" as "eq"] }, "author.password"],
        search: ["author.nam", "views"],
        orderBy: ["tags.name"],
        defaultOrder: "-titel",
        writeOnly: ["titel"],
        expand: { comment: [] },
        open: ["athor"],
        write: { tagNames: named("tagz") },
        lookup: "title",
      }),
    );
    assert.equal(problem!.id, "API_RESOURCE_INVALID");
    for (const part of [
      'fields: "autor" is no field of "post". Did you mean "author"?',
      'readOnly: "slugg" is no field of "post". Did you mean "slug"?',
      'createOnly: "titel" is no field of "post". Did you mean "title"?',
      'createOnly: "tags" is to many, and set by no column',
      'createOnly: "views" is read-only, so that no request may set it at all',
      'filter: "post" has no "statuss". Did you mean "status"?',
      'filter: "title" cannot be compared by "like"',
      'filter: "author.password" is secret',
      'search: "user" has no "nam"',
      'search: "views" is no text to look for words in',
      'orderBy: "tags.name" goes over many rows',
      'defaultOrder: "titel" is no column of "post". Did you mean "title"?',
      'writeOnly: "titel" is no column of "post". Did you mean "title"?',
      'expand: "comment" is no relation of "post". Did you mean "comments"?',
      'open: "athor" is no relation of "post". Did you mean "author"?',
      'write: "tagz" is no to-many relation of "post". Did you mean "tags"?',
      'lookup: "title" is no unique column of "post"',
    ]) {
      assert.ok(problem!.message.includes(part), `${part}\n${problem!.message}`);
    }
  });

  test("does not start where a list would tell what is write-only", async () => {
    const [problem] = await problemsOf(
      resource(Post, {
        policy: postPolicy,
        writeOnly: ["internalNote"],
        filter: ["internalNote", { internalNote: ["startsWith"] }],
        search: ["internalNote"],
        orderBy: ["internalNote"],
        defaultOrder: "internalNote",
        pagination: cursors(),
      }),
    );
    assert.equal(problem!.id, "API_RESOURCE_INVALID");
    assert.deepEqual(problem!.message.split("\n").slice(1), [
      '- filter: "internalNote" is write-only',
      '- filter: "internalNote" is write-only',
      '- search: "internalNote" is write-only',
      '- orderBy: "internalNote" is write-only',
      '- pages by cursor would tell "internalNote", which is write-only',
    ]);
  });

  test("does not start with a filter that no address can say", async () => {
    class Sheet extends model("sheet", {
      page: int(),
      search: text(),
      extra: json().nullable(),
      lines: list(text()),
    }) {}
    const sheets = resource(Sheet, {
      policy: policy(Sheet, { read: () => true }),
      filter: ["page", "search", "extra", { extra: ["isNull"], lines: ["in"] }],
      search: ["search"],
    });
    const made = app({
      log: silentLog,
      modules: [
        http({ requestLog: false }),
        database({ url: "sqlite::memory:" }),
        module("sheets", { models: [Sheet], routes: [sheets] }),
      ],
    });
    const [problem, ...more] = await made.check();
    assert.deepEqual(more, []);
    assert.deepEqual(problem!.message.split("\n").slice(1), [
      '- filter: "extra" cannot be compared by "eq", only by isNull',
      '- filter: "lines" cannot be compared by "in", only by isNull',
      '- filter: "page" is a parameter that this list has for something else',
      '- filter: "search" is a parameter that this list has for something else',
    ]);
  });

  test("does not start with an action on the list that changes something", async () => {
    const [problem] = await problemsOf(
      resource(Post, {
        policy: policy(Post, { read: () => true, empty: () => true }),
        actions: {
          empty: action
            .post("empty")
            .on("list")
            .run(({ rows }) => rows),
        },
      }),
    );
    assert.equal(problem!.id, "API_RESOURCE_INVALID");
    assert.match(problem!.message, /the action "empty" is on the list, so it is a GET/);
  });

  test("does not start with pages of a size that cannot be", async () => {
    const sizes = [{ size: 200, max: 100 }, { size: 0 }, { size: 2.5 }, { size: 20, max: 0 }];
    for (const each of sizes) {
      const [problem] = await problemsOf(
        resource(Post, { policy: postPolicy, pagination: pages(each) }),
      );
      assert.equal(problem!.id, "API_RESOURCE_INVALID");
      assert.match(problem!.message, /pages\(\{ size: .* size is not over max/);
    }
    assert.deepEqual(pages({ size: 200 }), { kind: "pages", size: 200, max: 200 });
  });

  test("does not start with an action on many that no rule is for", async () => {
    const [problem] = await problemsOf(
      resource(Post, {
        policy: policy(Post, { read: () => true }),
        actions: {
          import: action
            .post("import")
            .on("many")
            .run(() => undefined),
        },
      }),
    );
    assert.equal(problem!.id, "API_RESOURCE_INVALID");
    assert.match(problem!.message, /the action "import" goes by no rule/);
  });

  test("does not start where it asks by name for what the policy has no rule for", async () => {
    const [problem] = await problemsOf(
      resource(Post, {
        policy: policy(Post, { read: () => true }),
        only: ["list", "replace"],
        bulk: ["create"],
        delete: () => undefined,
      }),
    );
    assert.equal(problem!.id, "API_RESOURCE_INVALID");
    for (const part of [
      'only: "replace": the policy has no rule "update"',
      'bulk: "create": the policy has no rule "create"',
      'delete: the policy has no rule "delete"',
    ]) {
      assert.ok(problem!.message.includes(part), `${part}\n${problem!.message}`);
    }
    assert.ok(!problem!.message.includes('"list"'), problem!.message);
  });

  test("does not start where secret columns are shown or lists by cursor go by related columns", async () => {
    const [problem] = await problemsOf(
      resource(Comment, {
        policy: policy(Comment, { read: () => true }),
        pagination: cursors(),
        orderBy: ["post.title"],
      }),
    );
    assert.match(problem!.message, /orderBy: "post.title" .*cursor/);
  });
});

describe("names", () => {
  test("are camelCase where the app says so, and addresses are made from the routes' names", async () => {
    const blog = await startBlog("sqlite:./test.db", [posts], { naming: "camelCase" });
    try {
      await blog.run(async () => {
        await User.create({ username: "ann", email: "a" });
      });
      const made = await blog.ask("POST", "/posts", "ann", { title: "T", tagNames: ["a"] });
      assert.equal(made.status, 201, JSON.stringify(made.body));
      assert.ok("createdAt" in made.body && !("created_at" in made.body));
      assert.equal((await blog.get("/posts?pageSize=1&ordering=-createdAt", "ann")).status, 200);
      assert.equal((await blog.get("/posts?page_size=1", "ann")).status, 400);
      const snake = await blog.ask("POST", "/posts", "ann", { title: "T", tag_names: ["a"] });
      assert.equal(snake.body.problems[0].hint, "tagNames");
      assert.equal(
        blog.server.names.includes("posts.publish") && blog.server.names.includes("posts.list"),
        true,
      );
    } finally {
      await blog.stop();
    }
  });

  test("of a resource come from its model", () => {
    const made = resource(Category, { policy: categoryPolicy });
    assert.deepEqual([made.prefix, made.name], ["/categories", "categories"]);
  });
});

test("a resource describes itself as data", () => {
  const described = describeResource(
    posts as Resource,
    app({ modules: [module("blog", { models })] }),
    "snake_case",
  );
  assert.deepEqual(
    described.output.map(({ name, isMany, fields }) => [
      name,
      isMany,
      fields?.map((one) => one.name),
    ]),
    [
      ["id", false, undefined],
      ["title", false, undefined],
      ["slug", false, undefined],
      ["content", false, undefined],
      ["status", false, undefined],
      ["views", false, undefined],
      ["published_at", false, undefined],
      ["created_at", false, undefined],
      ["updated_at", false, undefined],
      ["author", false, undefined],
      ["category", false, ["id", "name"]],
      ["tags", true, ["id", "name"]],
    ],
  );
  assert.deepEqual(Object.keys(described.input.create.fields), [
    "title",
    "content",
    "status",
    "internalNote",
    "categoryId",
    "tagNames",
  ]);
  assert.deepEqual(described.pagination, { kind: "pages", size: 2, max: 5 });
  assert.deepEqual(
    described.actions.map(({ name, rule, action: { method } }) => [name, method, rule]),
    [
      ["publish", "POST", "update"],
      ["popular", "GET", "read"],
      ["read", "GET", "read"],
      ["archive", "POST", "update"],
      ["stats", "GET", "stats"],
      ["rename", "POST", "update"],
    ],
  );
});
