import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { module } from "quintet/app";
import { flash, get, html, notFound, redirect, render, staticFiles } from "quintet/http";
import type { HttpOptions } from "quintet/http";
import { serve, type Served } from "./serve.ts";

let root = "";
const put = async (name: string, text: string): Promise<void> => {
  await mkdir(join(root, name, ".."), { recursive: true });
  await writeFile(join(root, name), text);
};

before(async () => {
  root = await mkdtemp(join(tmpdir(), "quintet-templates-"));
  await put("site/layouts/base.eta", `<title><%= it.title %></title><main><%~ it.body %></main>`);
  await put(
    "site/posts/list.eta",
    `<% layout("layouts/base", { title: "Posts & more" }) %>
<% for (const post of it.posts) { %><%~ include("./item", { post }) %><% } %>`,
  );
  await put("site/posts/item.eta", `<li title="<%= it.post.title %>"><%= it.post.title %></li>`);
  await put("site/shared/footer.eta", "the site's footer");
  await put("blog/shared/footer.eta", "the blog's footer");
  await put("blog/blog/show.eta", `<%~ include("shared/footer") %>`);
  await put(
    "site/helpers.eta",
    `<a href="<%= url("posts.show", { id: 3 }) %>"><%= formatDate(it.at) %></a><link href="<%= asset("app.css") %>"><script nonce="<%= nonce() %>"></script><%= html\`<b>\${"<"}</b>\` %>|<%= undefined %>|<%= shout("a") %>|<a href="<%= safeUrl("javascript:x") %>"><%= csrf() %>`,
  );
  await put("site/row.eta", `<p title="<%= it.row %>"><%= it.row %><%= [it.row] %></p>`);
  await put("site/fails.eta", `line one\n<% const a = 1 %>\n<%= it.nobody.name %>\n`);
  await put("site/outer.eta", `one\ntwo\n<%~ include("fails") %>`);
  await put("site/gone.eta", `<% it.stop() %>`);
  await put(
    "site/flashes.eta",
    `<% for (const one of flashes()) { %><p class="<%= one.kind %>"><%= one.text %></p><% } %>`,
  );
  await put("static/app.css", "body {}");
});
after(() => rm(root, { recursive: true, force: true }));

const assets = (): ReturnType<typeof staticFiles> =>
  staticFiles("/static", { folder: join(root, "static") });

async function site(
  options: HttpOptions = {},
  extra: Parameters<typeof serve>[0] = [],
): Promise<Served> {
  const files = assets();
  const blog = module("blog", { templates: [join(root, "blog")] });
  return serve(
    [
      files,
      get("/posts", () =>
        render("posts/list", { posts: [{ title: `"><script>` }, { title: "b" }] }),
      ),
      get("/posts/:id", { name: "posts.show" }, () => "post"),
      get("/helpers", () => render("helpers", { at: new Date("2026-11-20T09:16:00Z") })),
      get("/blog", () => render("blog/show")),
      get("/fails", () => render("fails")),
      get("/outer", () => render("outer")),
      get("/gone", () =>
        render("gone", {
          stop: () => {
            throw notFound("no such post");
          },
        }),
      ),
      get("/flashes", () => render("flashes")),
      get("/say", () => {
        flash("success", "Saved <b>");
        flash("error", "but late");
        return redirect("/flashes");
      }),
      get("/any", ({ request }) => render(new URLSearchParams(request.search).get("name") ?? "")),
      ...extra,
    ],
    {
      assets: files,
      templates: {
        folders: [join(root, "site")],
        helpers: { shout: (text: string) => html`<i>${text.toUpperCase()}</i>` },
      },
      keys: ["a-key-of-the-tests-that-is-long-enough-0123"],
      ...options,
    },
    [blog],
  );
}

test("templates write the same values as the tag: a row is what people see of it", async () => {
  const row = { toString: () => `"Tea" & more` };
  const page = get("/row", () => render("row", { row }));
  const wrong = get("/wrong", () => render("row", { row: { title: "a" } }));
  const late = get("/late", () => render("row", { row: Promise.resolve("a") }));
  await using server = await site({}, [page, wrong, late]);
  const seen = "&quot;Tea&quot; &amp; more";
  assert.equal(await (await server.fetch("/row")).text(), `<p title="${seen}">${seen}${seen}</p>`);
  for (const path of ["/wrong", "/late"]) {
    const answer = await server.fetch(path);
    const { code } = (await answer.json()) as { code: string };
    assert.deepEqual([answer.status, code], [500, "HTTP_TEMPLATE_FAILED"], path);
  }
});

test("a page has a layout and partials, and every value is escaped", async () => {
  await using app = await site();
  const answer = await app.fetch("/posts");
  assert.equal(answer.headers.get("content-type"), "text/html; charset=utf-8");
  assert.equal(
    (await answer.text()).replaceAll(/\s*\n\s*/g, ""),
    '<title>Posts &amp; more</title><main><li title="&quot;&gt;&lt;script&gt;">&quot;&gt;&lt;script&gt;</li><li title="b">b</li></main>',
  );
});

test("templates call the helpers of the framework and of the app", async () => {
  await using app = await site();
  const answer = await app.fetch("/helpers");
  const text = await answer.text();
  const nonce = /nonce="([\w-]+)"/.exec(text)![1]!;
  assert.ok(answer.headers.get("content-security-policy")!.includes(nonce));
  assert.match(
    text,
    /^<a href="\/posts\/3">20 Nov 2026, 09:16<\/a><link href="\/static\/app\.css\?v=\w{12}">/,
  );
  assert.ok(text.endsWith('<b>&lt;</b>||<i>A</i>|<a href="about:blank#blocked">'));
});

test("the app's template hides that of a module", async () => {
  await using app = await site();
  assert.equal(await (await app.fetch("/blog")).text(), "the site's footer");
});

const failures = async (app: Served, path: string): Promise<{ code: string; message: string }> => {
  const answer = await app.fetch(path);
  assert.equal(answer.status, 500);
  assert.doesNotMatch(
    await answer.text(),
    /quintet-templates|nobody/,
    "the client sees none of it",
  );
  const error = app.log.entries.findLast(({ fields }) => fields["error"] instanceof Error)!;
  return error.fields["error"] as { code: string; message: string };
};

test("a template that fails says its file and line, that of the partial included", async () => {
  await using app = await site();
  for (const path of ["/fails", "/outer"]) {
    const { code, message } = await failures(app, path);
    assert.equal(code, "HTTP_TEMPLATE_FAILED");
    assert.match(message, /fails\.eta:3 has failed: Cannot read properties of undefined/);
  }
});

test("what a template throws for the client reaches it", async () => {
  await using app = await site();
  const answer = await app.fetch("/gone");
  assert.equal(answer.status, 404);
});

test("a template that is not there is named with its neighbours, and no name leaves the folders", async () => {
  await using app = await site();
  const { code, message } = await failures(app, "/any?name=posts/lst");
  assert.equal(code, "HTTP_TEMPLATE_NOT_FOUND");
  assert.match(message, /Did you mean "posts\/list"/);
  for (const name of ["../static/app.css", "/etc/passwd", "posts/../../secret", ".."]) {
    const answer = await app.fetch(`/any?name=${encodeURIComponent(name)}`);
    assert.equal(((await answer.json()) as { code: string }).code, "HTTP_TEMPLATE_NOT_FOUND", name);
  }
});

test("in development templates are read each time, in production once", async () => {
  for (const [development, expected] of [
    [true, "new"],
    [false, "old"],
  ] as const) {
    await put("site/changing.eta", "old");
    await using app = await site({ development }, [get("/changing", () => render("changing"))]);
    await (await app.fetch("/changing")).text();
    await put("site/changing.eta", "new");
    assert.equal(await (await app.fetch("/changing")).text(), expected);
  }
});

test("mistakes in templates are told at the start, with file and line, all at once", async () => {
  await put("site/bad/close.eta", "one\ntwo <%= it.name");
  await put("site/bad/code.eta", "one\n\n<%= it.name + %>\nfour");
  try {
    await assert.rejects(site(), (error: Error) => {
      assert.match(error.message, /close\.eta:2 cannot be compiled: unclosed tag/);
      assert.match(error.message, /code\.eta:3 cannot be compiled: Unexpected token/);
      return true;
    });
  } finally {
    await rm(join(root, "site/bad"), { recursive: true });
  }
});

test("names in templates that no route has are told at the start, and nothing else that looks like one", async () => {
  await put(
    "site/links.eta",
    `<a href="<%= url("posts.show", { id: 1 }) %>">
<% if (it.isNew) { %><a href="<%= url('posts.shew', { id: url("nowhere") }) %>"><% } %>
url("text") <%= it.url("data") %> <%= url("posts." + it.action) %> <%= url(\`\${it.name}\`) %>`,
  );
  const told = async (options: HttpOptions): Promise<string[]> => {
    await using app = await site(options);
    const warnings = app.log.entries.filter(({ level }) => level === "warn");
    assert.ok(warnings.every(({ fields }) => fields["check"] === "http.template_route"));
    return warnings.map(({ message }) => message);
  };
  try {
    const [shew, nowhere, ...others] = await told({});
    assert.match(shew!, /links\.eta:2 asks .* "posts\.shew", .*Did you mean "posts\.show"\?/);
    assert.match(nowhere!, /links\.eta:2 asks .* "nowhere", and no route has this name\.$/);
    assert.deepEqual(others, []);
    const helpers = { url: (name: string) => name, shout: String };
    const own = { folders: [join(root, "site")], helpers };
    assert.deepEqual(await told({ templates: own }), [], "a url() of the app's own is its own");
  } finally {
    await rm(join(root, "site/links.eta"));
  }
});

test("folders that are not there and options that are misspelt are told at the start", async () => {
  await using app = await serve([staticFiles("/static", { folder: join(root, "no-static") })], {
    templates: { folders: [join(root, "no-templates")] },
  });
  const warnings = app.log.entries.filter(({ level }) => level === "warn");
  assert.deepEqual(
    warnings.map(({ fields }) => fields["check"]),
    ["http.template_folder", "http.static_folder"],
  );
  await assert.rejects(
    serve([], { templates: { folder: ["x"] } as never }),
    /Did you mean "folders"/,
  );
  await assert.rejects(serve([], { keys: ["short"] }), /CORE_BAD_KEYS|secret keys cannot be used/);
});

test("a message is shown on the next page, once", async () => {
  await using app = await site();
  const said = await app.fetch("/say");
  assert.equal(said.status, 303);
  const [line = ""] = said.headers.getSetCookie();
  const shown = await app.fetch("/flashes", { headers: { cookie: line.split(";")[0]! } });
  assert.equal(
    (await shown.text()).trim(),
    '<p class="success">Saved &lt;b&gt;</p><p class="error">but late</p>',
  );
  assert.match(shown.headers.getSetCookie()[0]!, /^flash=; .*Max-Age=0/);
  const forged = await app.fetch("/flashes", { headers: { cookie: "flash=abc" } });
  assert.equal((await forged.text()).trim(), "");
});

test("many long messages fit, the newest ones", async () => {
  const shout = get("/shout", () => {
    for (let n = 0; n < 30; n++) flash("info", `${n} ${"ü".repeat(1000)}`);
    return redirect("/flashes");
  });
  await using app = await site({}, [shout]);
  const said = await app.fetch("/shout");
  assert.equal(said.status, 303);
  const cookie = said.headers.getSetCookie()[0]!.split(";")[0]!;
  assert.ok(cookie.length <= 4096);
  const text = await (await app.fetch("/flashes", { headers: { cookie } })).text();
  assert.match(text, />29 ü/);
});
