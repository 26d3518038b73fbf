import assert from "node:assert/strict";
import { resolve } from "node:path";
import { describe } from "node:test";
import { app } from "quintet/app";
import { memoryLog } from "quintet/core";
import { currentDatabase, database } from "quintet/db";
import { http, startInProcess } from "quintet/http";
import { appTest, testClient } from "quintet/testing";
import { Documentation } from "../../examples/showcase/docs/documentation.ts";
import { highlight } from "../../examples/showcase/docs/highlight.ts";
import { renderPage } from "../../examples/showcase/docs/render-page.ts";
import { health } from "../../examples/showcase/health.ts";

// As a test: an app in development keeps a secret key in its folder.
process.env["QUINTET_ENV"] = "test";
const { default: showcase } = await import("../../examples/app.ts");
const test = appTest(showcase);

describe("the showcase", () => {
  test("has all examples under addresses of their own", async ({ client }) => {
    const kinds = { html: /^text\/html/, json: /^application\/json/, css: /^text\/css/ };
    for (const [path, kind] of [
      ["/", "html"],
      ["/posts", "html"],
      ["/account/sign-in", "html"],
      ["/tasks", "html"],
      ["/docs", "html"],
      ["/docs/api", "html"],
      ["/docs/static/docs.css", "css"],
      ["/openapi.json", "json"],
      ["/api/posts", "json"],
      ["/api/categories", "json"],
      ["/api/tasks", "json"],
      ["/api/v1/stats", "json"],
      ["/health", "json"],
      ["/ready", "json"],
    ] as const) {
      const { status, headers } = await client.get(path);
      assert.equal(status, 200, path);
      assert.match(headers.get("content-type")!, kinds[kind], path);
    }
  });

  test("lets each example tell of faults in its own form", async ({ client }) => {
    const problem = async (method: "delete" | "get" | "post", path: string) => {
      const { status, json } = await client[method](path);
      return [status, json.error ?? json.code];
    };
    assert.deepEqual(await problem("get", "/api/nowhere"), [404, "Endpoint not found"]);
    assert.deepEqual(await problem("get", "/api/v9/tasks"), [
      400,
      'There is no version "v9", only v1, v2.',
    ]);
    assert.deepEqual(await problem("delete", "/api/tasks/1"), [404, "Task not found"]);
    assert.deepEqual(await problem("get", "/api/posts/1"), [404, "NOT_FOUND"]);
    assert.deepEqual(await problem("get", "/api/users/me"), [401, "AUTH_SIGN_IN_REQUIRED"]);
    assert.deepEqual(await problem("get", "/api/posts?colour=red"), [400, "SCHEMA_INVALID"]);
  });

  test("is not ready while its database is away, and tells the log why", async () => {
    const modules = [database({ url: "sqlite::memory:" }), http(), health];
    const log = memoryLog();
    await using own = app({ modules, log });
    await using client = testClient(await startInProcess(own));
    assert.equal((await client.get("/ready")).status, 200);
    await own.run(() => currentDatabase.get()!.driver.close());
    const { status, text } = await client.get("/ready");
    assert.equal(status, 503);
    assert.doesNotMatch(text, /DB_|sqlite/i);
    assert.ok(log.entries.some(({ message }) => message === "the database does not answer"));
    assert.equal((await client.get("/health")).status, 200);
  });
});

describe("the documentation", () => {
  test("has links that lead to what is there", async ({ client }) => {
    const ids = new Map<string, ReadonlySet<string>>();
    const links: string[] = [];
    const queue = ["/docs"];
    for (const path of queue) {
      if (ids.has(path)) continue;
      const { status, text } = await client.get(path);
      assert.equal(status, 200, path);
      const found = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
      assert.equal(new Set(found).size, found.length, `${path} has an id twice`);
      assert.doesNotMatch(text, /<!--/, path);
      ids.set(path, new Set(found));
      const inText = /<article>([^]*)<\/article>/.exec(text)?.[1] ?? "";
      for (const [, link] of inText.matchAll(/ href="([^"]+)"/g)) {
        const { pathname, hash } = new URL(link!, `http://localhost${path}`);
        if (!pathname.startsWith("/docs")) continue;
        links.push(`${path} → ${pathname}${hash}`);
        queue.push(pathname);
      }
    }
    const broken = links.filter((link) => {
      const [, target = ""] = link.split(" → ");
      const [path = "", anchor] = target.split("#");
      return anchor !== undefined && !ids.get(path)!.has(anchor);
    });
    assert.deepEqual(broken, []);
    assert.ok(ids.size > 50, `${ids.size} pages`);
  });

  test("has a way to each page from the first one", async ({ client }) => {
    const { text } = await client.get("/docs");
    const named = new Set([...text.matchAll(/ href="(\/docs[^"#]*)"/g)].map(([, path]) => path));
    const { pages } = new Documentation(resolve(import.meta.dirname, "../.."));
    const addresses = pages.map(({ address }) => `/docs${address}`);
    const ofUsers = addresses.filter((address) =>
      /\/(guides|reference|coming-from)\//.test(address),
    );
    assert.ok(ofUsers.length > 40);
    assert.deepEqual(
      ofUsers.filter((address) => !named.has(address)),
      [],
    );
  });

  test("lets long names break after their joints, and nowhere else", () => {
    const page = renderPage("`API_RATE`, `a.b(c, d)` and `x < _y`", () => undefined);
    assert.equal(
      page.html,
      "<p><code>API_<wbr>RATE</code>, <code>a.<wbr>b(<wbr>c, d)</code> and <code>x &lt; _y</code></p>\n",
    );
  });

  test("shows source as it is, in colours", () => {
    assert.equal(
      highlight('const a = "<b>"; // 1 < 2', "ts"),
      '<span class="keyword">const</span> a = <span class="string">&quot;&lt;b&gt;&quot;</span>; <span class="comment">// 1 &lt; 2</span>',
    );
    assert.equal(highlight("<b>", "unknown"), "&lt;b&gt;");
  });
});
