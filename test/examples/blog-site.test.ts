import assert from "node:assert/strict";
import { describe } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { app } from "quintet/app";
import { auth, hashPassword, type AuthMail, User } from "quintet/auth";
import { database } from "quintet/db";
import { http } from "quintet/http";
import { appTest, factory, sequence, type TestClient } from "quintet/testing";
import {
  Category,
  Comment,
  Notification,
  Post,
  Subscription,
  Tag,
} from "../../examples/blog/models.ts";
import { blog } from "../../examples/blog/module.ts";
import { problemPage } from "../../examples/blog/site/problem-page.ts";
import { postgres } from "../services.ts";

const DAY_MS = 86_400_000;
const daysAgo = (days: number): Date => new Date(Date.now() - days * DAY_MS);
const PASSWORD = "violet-otter-7-lamp";
const CHEAP = { memoryKib: 64, passes: 1, lanes: 1 };
const passwordHash = await hashPassword(PASSWORD, CHEAP);
const BROWSER = { headers: { accept: "text/html,*/*;q=0.8" } };

const mails: AuthMail[] = [];
const site = app({
  modules: [
    database({ url: "sqlite::memory:" }),
    http({ keys: ["only-a-key-of-tests-that-is-long-enough-for-it"], problemPage }),
    auth({
      signUp: true,
      verifyEmail: false,
      passwords: { cost: CHEAP },
      origin: "https://blog.example",
      mailer: { send: (mail) => void mails.push(mail) },
    }),
    blog,
  ],
});

const user = factory(User, {
  username: sequence((n) => `writer${n}`),
  email: sequence((n) => `writer${n}@example.com`),
  passwordHash,
  emailVerifiedAt: new Date(),
});
const published = factory(Post, { author: user, status: "published" });
const draft = factory(Post, { author: user });
const comment = factory(Comment, { author: user, post: published });

/** Titles of the posts on a page, in their order. */
function titlesIn(page: string): string[] {
  return [...page.matchAll(/<h2><a href="[^"]*">([^<]*)</g)].map(([, title]) => title!);
}

/** What stands in an input, or at it. */
function fieldIn(page: string, name: string): string {
  const [, field = ""] =
    new RegExp(
      `<div class="field">((?:(?!<div class="field">).)*name="${name}".*?)</div>`,
      "s",
    ).exec(page) ?? [];
  return field;
}

/** Signs in as a browser does; what it sends afterwards has its session and the token of its forms. */
async function signIn(client: TestClient, { username }: User) {
  const json = { name: username, password: PASSWORD };
  const { json: told } = await client.post("/auth/sign-in", { json });
  return (path: string, values: Record<string, string> | [string, string][] = {}) =>
    client.post(path, {
      ...BROWSER,
      body: new URLSearchParams([...new URLSearchParams(values), ["csrf_token", told.csrf_token]]),
    });
}

for (const [name, url, skip] of [
  ["SQLite", "sqlite::memory:", false],
  ["PostgreSQL", postgres.url, postgres.missing],
] as const) {
  const test = appTest(site, { url });

  describe(`the site of the blog on ${name}`, { skip }, () => {
    test("published posts come by ten, the newest first, and others not at all", async ({
      client,
    }) => {
      const author = await user.create();
      await published.createMany(12, (n) => ({ title: `P${n}`, publishedAt: daysAgo(n), author }));
      await draft.create({ title: "Draft", author });
      await draft.create({ title: "Archived", status: "archived", author });
      for (const path of ["/", "/posts", "/posts?utm_source=letter"]) {
        const { status, text, headers } = await client.get(path);
        assert.equal(status, 200);
        assert.match(headers.get("content-type")!, /^text\/html/);
        const first = ["P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10"];
        assert.deepEqual(titlesIn(text), first);
        assert.ok(text.includes(">Page 1<") && !text.includes('rel="prev"'));
        assert.ok(text.includes('<a rel="next" href="/posts?page=2">'));
      }
      const { text } = await client.get("/posts?page=2");
      assert.deepEqual(titlesIn(text), ["P11", "P12"]);
      assert.ok(text.includes('<a rel="prev" href="/posts?page=1">') && !text.includes('"next"'));
      assert.equal((await client.get("/posts?page=3")).status, 404);
      for (const query of ["page=0", "page=x", "category=x", `search=${"x".repeat(201)}`])
        assert.equal((await client.get(`/posts?${query}`)).status, 400, query);
    });

    test("the search looks into titles, texts and tags, finds each post once, and takes % literally", async ({
      client,
    }) => {
      const [tools, toolbox] = await Tag.createMany([{ name: "tools" }, { name: "old toolbox" }]);
      const tagged = await published.create({ title: "Tagged twice", publishedAt: daysAgo(1) });
      await tagged.related("tags").set([tools!, toolbox!]);
      await published.create({ title: "On TOOLS", content: "More tools", publishedAt: daysAgo(2) });
      await published.create({
        title: "Text",
        content: "A tool of 100% steel",
        publishedAt: daysAgo(3),
      });
      await published.create({ title: "Other", content: "1000 words", publishedAt: daysAgo(4) });
      await draft.create({ title: "Tool draft" });
      const found = async (search: string) => {
        const { status, text } = await client.get("/", { query: { search } });
        assert.equal(status, 200);
        return titlesIn(text);
      };
      assert.deepEqual(await found("tool"), ["Tagged twice", "On TOOLS", "Text"]);
      assert.deepEqual(await found("toolbox"), ["Tagged twice"]);
      assert.deepEqual(await found("100%"), ["Text"]);
      assert.deepEqual(await found("  other  "), ["Other"]);
      assert.equal((await found("")).length, 4);
      assert.match((await client.get("/?search=tool")).text, /<h1[^>]*>3 posts on “tool”<\/h1>/);
      assert.match((await client.get("/?search=other")).text, /<h1[^>]*>One post on “other”<\/h1>/);
      const { text } = await client.get("/posts?search=zeppelin");
      assert.match(text, /<h1[^>]*>Nothing on “zeppelin”<\/h1>/);
      assert.ok(text.includes('value="zeppelin"'));
    });

    test("a category narrows the list and the search, and stays in the links to other pages", async ({
      client,
    }) => {
      const [books, music] = await Category.createMany([{ name: "Books" }, { name: "Music" }]);
      await published.createMany(11, (n) => ({
        title: `Book ${n}`,
        category: books!,
        publishedAt: daysAgo(n),
      }));
      await published.create({ title: "Song", category: music!, publishedAt: daysAgo(1) });
      const query = { category: books!.id, search: "book" };
      const { text } = await client.get("/posts", { query });
      assert.equal(titlesIn(text).length, 10);
      assert.match(text, /<h1[^>]*>Posts on “book” in Books<\/h1>/);
      assert.ok(text.includes(`/posts?search=book&amp;category=${books!.id}&amp;page=2`));
      assert.match(text, /category=\d+" aria-current="page">Books</);
      assert.deepEqual(titlesIn((await client.get(`/?category=${music!.id}`)).text), ["Song"]);
      assert.deepEqual(titlesIn((await client.get("/?category=999999")).text), []);
    });

    test("a post has its text as Markdown, its tags and its comments", async ({ client }) => {
      const author = await user.create({ username: "ines" });
      const about = await published.create({
        title: "Cold & slow",
        content: "# One\n\n## Half\n\nTwo *three* [four](https://example.com/)\n\n```\nfive\n```",
        author,
        publishedAt: new Date("2026-03-01T08:00:00Z"),
      });
      await about.related("tags").create({ name: "field notes" });
      const { id } = await comment.create({ post: about, content: "First\nsecond" });
      const { status, text } = await client.get("/posts/cold-slow");
      assert.equal(status, 200);
      for (const part of [
        "<title>Cold &amp; slow · The Interval</title>",
        "<h1>Cold &amp; slow</h1>",
        '<a rel="author" href="/authors/ines">ines</a>',
        ">1 March 2026</time>",
        "<h2>One</h2>\n<h2>Half</h2>\n<p>Two <em>three</em> <a",
        'href="https://example.com/" rel="ugc nofollow noopener">four</a>',
        '<pre tabindex="0"><code>five\n</code></pre>',
        '<a href="/posts?search=field%20notes">field notes</a>'.replace("%20", "+"),
        `<li id="comment-${id}">`,
        '<p class="said">First\nsecond</p>',
        '<a href="/account/sign-in?next=%2Fposts%2Fcold-slow">Sign in</a> to say something',
      ])
        assert.ok(text.includes(part), part);
      assert.doesNotMatch(text, /<script|<textarea|Archive|Edit</);
    });

    test("long discussions come by fifty comments", async ({ client }) => {
      const about = await published.create({ title: "Busy" });
      const author = await user.create();
      await comment.createMany(51, (n) => ({ post: about, author, content: `said ${n}.` }));
      const { text } = await client.get("/posts/busy");
      assert.equal(text.match(/class="said"/g)?.length, 50);
      const [, more = ""] = /href="([^"]*)#comments">More comments/.exec(text) ?? [];
      const second = (await client.get(more.replaceAll("&amp;", "&"))).text;
      assert.deepEqual(second.match(/said \d+\./g), ["said 51."]);
    });

    test("nothing that people write becomes markup or a script", async ({ client }) => {
      const evil = `<img src=x onerror="alert(1)">'"</textarea></title><script>alert(2)</script>`;
      const category = await Category.create({ name: evil, description: evil });
      const about = await published.create({
        title: evil,
        slug: "evil",
        category,
        content: [
          evil,
          "[a](javascript:alert(3)) [b](data:text/html,x) [c](vbscript:x) <javascript:alert(4)>",
          '[d](https://e.example/"onmouseover="x) ![e](https://tracker.example/x.png)',
          '```"><script>\n</code></pre><script>alert(5)</script>\n```',
          "| <b>x</b> |\n|---|\n| <script> |",
        ].join("\n\n"),
      });
      await about.related("tags").create({ name: evil.slice(0, 50) });
      await comment.create({ post: about, content: evil });
      const query = { search: evil };
      const pages = [
        await client.get("/"),
        await client.get("/posts/evil"),
        await client.get("/", { query }),
        await client.get("/", { query: { ...query, category: category.id } }),
        await client.get(`/authors/${(await about.author).username}`),
        await client.as({ id: about.authorId }).get("/posts/evil/edit"),
      ];
      for (const { status, text } of pages) {
        assert.equal(status, 200);
        assert.ok(text.includes("&lt;img src=x onerror="), "it is shown as text");
        assert.doesNotMatch(text, /<script|<img|<b>|href="(?:javascript|vbscript|data):/i);
        assert.doesNotMatch(text.replaceAll(/="[^"]*"/g, ""), /<[^>]* on\w+/i);
      }
    });

    test("drafts and archived posts are there for their author and for staff alone", async ({
      client,
    }) => {
      const { authorId } = await draft.create({ title: "Secret" });
      const other = await user.create();
      for (const status of ["draft", "archived"] as const) {
        await Post.where({ slug: "secret" }).update({ status });
        for (const reader of [client, client.as({ id: other.id })]) {
          const { status, text } = await reader.get("/posts/secret", BROWSER);
          assert.equal(status, 404);
          assert.match(text, /There is no such post/);
          assert.doesNotMatch(text, /Secret/);
        }
        for (const reader of [{ id: authorId }, { id: other.id, isStaff: true }]) {
          const { status, text } = await client.as(reader).get("/posts/secret");
          assert.equal(status, 200);
          assert.match(text, />Edit<.*>Publish</s);
        }
      }
    });

    test("a list costs two queries and a post three, and one more where somebody is signed in", async ({
      client,
    }) => {
      const category = await Category.create({ name: "Books" });
      const author = await user.create();
      const posts = await published.createMany(12, (n) => ({
        title: `Post ${n}`,
        author,
        category,
      }));
      for (const post of posts) await post.related("tags").create({ name: `tag of ${post.id}` });
      await comment.createMany(3, { post: posts[0]!, author });
      const budgets = { "/": 2, "/posts?search=post&page=2": 2, [`/posts/${posts[0]!.slug}`]: 3 };
      const ask = async (more: number) => {
        for (const [path, queries] of Object.entries(budgets))
          assert.equal((await client.get(path, { maxQueries: queries + more })).status, 200, path);
      };
      await ask(0);
      const member = await user.create();
      await signIn(client, member);
      await ask(1);
      assert.match((await client.get("/")).text, new RegExp(`>${member.username}</a>`));
    });

    test("who is signed in comments; the author of the post is notified", async ({ client }) => {
      const about = await published.create({ title: "Open" });
      const reader = await user.create({ username: "rosa" });
      const send = await signIn(client, reader);
      const said = await send("/posts/open", { content: "I have <b>tried</b> it." });
      const { id, content, authorId } = await Comment.all().get();
      assert.deepEqual([content, authorId], ["I have <b>tried</b> it.", reader.id]);
      assert.equal(said.status, 303);
      assert.equal(said.headers.get("location"), `/posts/open#comment-${id}`);
      const { text } = await client.get("/posts/open");
      assert.match(text, /role="status">Your comment is there\.</);
      assert.match(text, /I have &lt;b&gt;tried&lt;\/b&gt; it\./);

      const author = client.as({ id: about.authorId });
      const told = await author.get("/notifications");
      assert.match(told.text, /rosa has commented on “Open”/);
      assert.ok(told.text.includes(`href="/posts/open#comment-${id}"`));
      assert.match((await client.get("/notifications")).text, /Nobody has commented/);
    });

    test("a comment that is empty, too long, of nobody or forged is refused", async ({
      client,
    }) => {
      await published.create({ title: "Open" });
      const body = () => new URLSearchParams({ content: "Hello" });
      const nobody = await client.post("/posts/open", { ...BROWSER, body: body() });
      assert.equal(nobody.status, 401);
      assert.match(nobody.text, /href="\/account\/sign-in\?next=%2Fposts%2Fopen">Sign in</);
      const send = await signIn(client, await user.create());
      const forged = await client.post("/posts/open", { ...BROWSER, body: body() });
      assert.equal(forged.status, 403);
      assert.match(forged.text, /<h1>Not for you<\/h1>/);
      const empty = await send("/posts/open", { content: "" });
      assert.equal(empty.status, 422);
      assert.match(
        fieldIn(empty.text, "content"),
        /aria-invalid="true".*class="error".*is missing/s,
      );
      const long = await send("/posts/open", { content: `${"x".repeat(5000)}end` });
      assert.equal(long.status, 422);
      assert.match(fieldIn(long.text, "content"), /xend<\/textarea>.*class="error".*at most 5/s);
      await draft.create({ title: "Closed" });
      assert.equal((await send("/posts/closed", { content: "Hello" })).status, 404);
      assert.equal(await Comment.count(), 0);
    });

    test("one's own draft takes no comments", async ({ client }) => {
      const author = await user.create();
      await draft.create({ title: "Mine", author });
      const send = await signIn(client, author);
      assert.equal((await send("/posts/mine", { content: "Hello" })).status, 403);
      assert.doesNotMatch((await client.get("/posts/mine")).text, /<textarea/);
      assert.equal(await Comment.count(), 0);
    });

    test("a comment is deleted by who has written it and by staff", async ({ client }) => {
      const about = await published.create({ title: "Open" });
      const mine = await user.create();
      const [first, second] = await comment.createMany(2, { post: about, author: mine });
      const path = (one: Comment | undefined) => `/comments/${one!.id}/delete`;
      const other = client.as({ id: about.authorId });
      assert.equal((await other.post(path(first))).status, 403);
      assert.doesNotMatch((await other.get("/posts/open")).text, /\/delete"/);
      assert.match((await client.as({ id: mine.id }).get("/posts/open")).text, /\/delete"/);
      assert.equal((await client.as({ id: mine.id }).post(path(first))).status, 303);
      assert.equal((await client.as({ id: 0, isStaff: true }).post(path(second))).status, 303);
      assert.equal(await Comment.count(), 0);
      assert.equal((await other.post(path(first))).status, 404);
    });

    test("a post is written as a draft, changed, published and archived", async ({ client }) => {
      const author = await user.create();
      const category = await Category.create({ name: "Books" });
      const reader = await user.create({ email: "reader@example.com" });
      await Subscription.create({ author, reader });
      const send = await signIn(client, author);
      mails.length = 0;
      const { text: empty } = await client.get("/write");
      assert.match(fieldIn(empty, "category"), /<option value="\d+">Books<\/option>/);

      const words = { title: "On paper", content: "It *folds*.", category: String(category.id) };
      const made = await send("/write", {
        ...words,
        tags: "paper, folds, paper,",
        status: "draft",
      });
      assert.deepEqual([made.status, made.headers.get("location")], [303, "/posts/on-paper"]);
      const [post] = await Post.all().with("tags");
      assert.deepEqual(
        [
          post!.title,
          post!.status,
          post!.authorId,
          post!.categoryId,
          post!.tags.map((tag) => tag.name),
        ],
        ["On paper", "draft", author.id, category.id, ["folds", "paper"]],
      );
      assert.match((await client.get("/posts/on-paper")).text, /Saved as a draft/);
      assert.match((await client.get("/my-posts")).text, /href="\/write".*Draft.*Books/s);
      assert.deepEqual(titlesIn((await client.get("/")).text), []);

      const { text } = await client.get("/posts/on-paper/edit");
      assert.match(fieldIn(text, "title"), /value="On paper"/);
      assert.match(fieldIn(text, "content"), /\nIt \*folds\*\.<\/textarea>/);
      assert.match(fieldIn(text, "category"), / selected>Books</);
      assert.match(fieldIn(text, "tags"), /value="folds, paper"/);
      const next = { title: "On paper", content: "It tears.", category: "", tags: "paper" };
      await send("/posts/on-paper/edit", { ...next, status: "published" });
      const [changed] = await Post.all().with("tags");
      assert.deepEqual(
        [changed!.content, changed!.status, changed!.categoryId, changed!.tags.length],
        ["It tears.", "published", null, 1],
      );
      assert.deepEqual(titlesIn((await client.get("/")).text), ["On paper"]);
      assert.deepEqual(
        mails.map(({ to }) => to),
        ["reader@example.com"],
      );

      await send("/posts/on-paper/status", { status: "archived" });
      assert.deepEqual(titlesIn((await client.get("/")).text), []);
      await send("/posts/on-paper/status", { status: "published" });
      assert.deepEqual(titlesIn((await client.get("/")).text), ["On paper"]);
      assert.equal(mails.length, 1, "subscribers are told of a post once");
    });

    test("a post that is wrong is shown again with its words and the reasons", async ({
      client,
    }) => {
      const author = await user.create();
      const send = await signIn(client, author);
      const refused = async (values: Record<string, string>, path = "/write") => {
        const answer = await send(path, {
          title: "Kept",
          content: "Kept words",
          status: "draft",
          ...values,
        });
        assert.equal(answer.status, 422);
        assert.match(fieldIn(answer.text, "content"), /Kept words<\/textarea>|is missing/);
        return answer.text;
      };
      const bare = await refused({ title: "", content: "" });
      assert.match(fieldIn(bare, "title"), /Title is missing\./);
      assert.match(fieldIn(bare, "content"), /Text is missing\./);
      assert.match(bare, /role="alert"><ul><li><a href="#f-title">Title is missing\./);
      assert.match(fieldIn(await refused({ title: "x".repeat(201) }), "title"), /at most 200/);
      assert.match(
        fieldIn(await refused({ category: "999999" }), "category"),
        /one of the choices/,
      );
      const tags = await refused({ tags: `fine, ${"x".repeat(51)}` });
      assert.match(fieldIn(tags, "tags"), /value="fine, x{51}".*at most 50/s);
      await refused({ status: "famous" });
      assert.deepEqual([await Post.count(), await Tag.count()], [0, 0]);
      const { slug } = await draft.create({ title: "Old", author });
      await refused({ title: "" }, `/posts/${slug}/edit`);
      assert.equal((await Post.all().get()).title, "Old");
    });

    test("nobody changes what others have written, and readers do not write", async ({
      client,
    }) => {
      await published.create({ title: "Theirs" });
      for (const path of ["/write", "/my-posts", "/notifications", "/posts/theirs/edit"])
        assert.equal((await client.get(path)).status, 401, path);
      const reader = await user.create();
      await reader.related("groups").clear();
      const send = await signIn(client, reader);
      const values = { title: "Mine now", content: "x", status: "archived" };
      assert.equal((await client.get("/posts/theirs/edit")).status, 403);
      assert.equal((await send("/posts/theirs/edit", values)).status, 403);
      assert.equal((await send("/posts/theirs/status", { status: "draft" })).status, 403);
      assert.equal((await client.get("/write")).status, 403);
      for (const path of ["/", "/my-posts"])
        assert.doesNotMatch((await client.get(path)).text, /href="\/write"/, path);
      assert.equal((await send("/write", values)).status, 403);
      assert.deepEqual(await Post.all().pluck("title"), ["Theirs"]);
      assert.equal((await Post.all().get()).status, "published");
      const staff = client.as({ id: (await user.create()).id, isStaff: true });
      assert.equal((await staff.get("/posts/theirs/edit")).status, 200);
    });

    test("an author has a page, and readers subscribe there", async ({ client }) => {
      const author = await user.create({ username: "ines" });
      await published.createMany(11, (n) => ({ title: `P${n}`, author, publishedAt: daysAgo(n) }));
      await draft.create({ author });
      const reader = await user.create({ username: "rosa" });
      const send = await signIn(client, reader);
      const page = async (path = "/authors/ines") =>
        (await client.get(path, { maxQueries: 4 })).text;
      assert.equal(titlesIn(await page()).length, 10);
      const [, older = ""] = /rel="next" href="([^"]*)"/.exec(await page()) ?? [];
      assert.deepEqual(titlesIn(await page(older)), ["P11"]);
      assert.equal((await page()).match(/>ines</g)?.length, 1, "the name stands once");
      for (let times = 0; times < 2; times++)
        await send("/authors/ines/subscription", { wanted: "true" });
      assert.deepEqual(await Subscription.all().pluck("readerId"), [reader.id]);
      assert.match(await page(), />Unsubscribe</);
      await send("/authors/ines/subscription", { wanted: "false" });
      assert.equal(await Subscription.count(), 0);
      assert.match(await page(), />Subscribe</);
      for (const nobody of ["rosa", "nobody"]) {
        assert.equal((await client.get(`/authors/${nobody}`)).status, 404, nobody);
        const sent = await send(`/authors/${nobody}/subscription`, { wanted: "true" });
        assert.equal(sent.status, 404, nobody);
      }
    });

    test("notifications are marked as read, one or all, and only one's own", async ({ client }) => {
      const [mine, other] = await user.createMany(2);
      const { id } = await comment.create();
      await Notification.all().delete();
      const make = (recipient: User) =>
        Notification.create({ recipient, comment: id, message: "Somebody has said something" });
      const [first, , theirs] = [await make(mine!), await make(mine!), await make(other!)];
      const unread = () => Notification.where({ isRead: false }).order("id").pluck("id");
      const send = await signIn(client, mine!);
      const { text } = await client.get("/notifications", { maxQueries: 2 });
      assert.equal(text.match(/class="unread"/g)?.length, 2);
      await send(`/notifications/${theirs.id}/read`);
      await send(`/notifications/${first.id}/read`);
      assert.equal((await unread()).length, 2);
      await send("/notifications/read");
      assert.deepEqual(await unread(), [theirs.id]);
      assert.doesNotMatch((await client.get("/notifications")).text, /unread|Mark all/);
    });

    test("what is not there is a page for people and a document for programs", async ({
      client,
    }) => {
      const page = await client.get("/nothing/here", BROWSER);
      assert.equal(page.status, 404);
      assert.match(page.text, /<h1>Nothing is here<\/h1>/);
      assert.equal((await client.get("/nothing/here")).json.code, "HTTP_NOT_FOUND");
      const wrong = await client.get("/posts?page=x", BROWSER);
      assert.equal(wrong.status, 400);
      assert.match(wrong.text, /class="masthead".*>Sign in</s);
      assert.match(
        wrong.text,
        /<h1>Something does not fit<\/h1>\s*<ul><li>page must be [^<]+<\/li>/,
      );
      await signIn(client, await user.create());
      assert.match((await client.get("/nothing/here", BROWSER)).text, />Sign out</);
    });

    test("somebody opens an account, signs in, writes and signs out, by forms alone", async ({
      client,
    }) => {
      const send = async (path: string, values: Record<string, string>, at = path) => {
        const { text } = await client.get(at);
        const [, token = ""] = /name="csrf_token" value="([^"]+)"/.exec(text) ?? [];
        const body = new URLSearchParams({ ...values, csrf_token: token });
        return client.post(path, { ...BROWSER, body });
      };
      const account = { username: "rosa", email: "rosa@example.com", password: PASSWORD };
      const wrong = await send("/account/sign-up", { ...account, email: "rosa" });
      assert.equal(wrong.status, 422);
      assert.match(fieldIn(wrong.text, "email"), /aria-invalid="true".*class="error"/s);
      assert.match(fieldIn(wrong.text, "username"), /value="rosa"/);
      assert.doesNotMatch(wrong.text, new RegExp(PASSWORD));
      const opened = await send("/account/sign-up", account);
      assert.deepEqual([opened.status, /<h1>Sign in now</.test(opened.text)], [200, true]);
      // The account is opened when the answer is out.
      while (!(await User.exists())) await pause(5);
      assert.deepEqual(await User.all().pluck("username"), ["rosa"]);

      const at = "/account/sign-in?next=%2Fwrite";
      const refused = await send(at, { name: "rosa", password: "wrong-password" });
      assert.equal(refused.status, 422);
      assert.match(refused.text, /The name or the password is wrong\./);
      assert.equal((await client.get("/write")).status, 401);
      const entered = await send(at, { name: "rosa", password: PASSWORD });
      assert.deepEqual([entered.status, entered.headers.get("location")], [303, "/write"]);
      const values = { title: "First", content: "Words", status: "draft" };
      assert.equal((await send("/write", values)).headers.get("location"), "/posts/first");
      assert.equal((await send("/account/sign-out", {}, "/")).status, 303);
      assert.equal((await client.get("/write")).status, 401);
      assert.equal((await client.get("/posts/first")).status, 404);
    });

    test("the pages of accounts stand in the frame of the site", async ({ client }) => {
      const { text } = await client.get("/account/sign-in");
      assert.match(text, /class="masthead".*<h1>Sign in<\/h1>.*name="password"/s);
    });
  });
}
