// 1,000 rows as model instances against the driver's own objects, both drivers; a list with relations and
// single rows against hand-written statements, on SQLite.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { comparePair, reportFigure } from "../pairs.ts";
import { postgresBench } from "../postgres.ts";
import { openBlog, Post, postValues } from "./blog-data.ts";

const folder = mkdtempSync(join(tmpdir(), "quintet-bench-"));
const file = join(folder, "blog.db");
const blog = await openBlog(`sqlite:${file}`, 10_000);
const byHand = new DatabaseSync(file);
byHand.exec("pragma synchronous = normal; pragma foreign_keys = on");

await blog.run(async () => {
  const all = byHand.prepare("select * from post order by id limit 1000");
  await comparePair({
    name: "1,000 rows as instances, SQLite",
    times: 40,
    bar: "<= 1.5",
    ours: times(() => Post.all().order("id").limit(1000)),
    reference: times(() => all.all()),
  });
  await list();
  await singleRows();
  const before = blog.plans.built;
  for (let n = 2; n < 50; n++) {
    await Post.where({ status: "published", author: n, title: { icontains: `${n}` } })
      .order("-publishedAt")
      .page(n);
  }
  const after = blog.plans.built - before;
  reportFigure(
    "statements built for 48 runs of one shape of list and count",
    "statements",
    after,
    "<= 2",
  );
});

await blog.close();
byHand.close();
rmSync(folder, { recursive: true });
await onPostgres();

async function list(): Promise<void> {
  const posts =
    byHand.prepare(`select p.*, u.username, u.email, c.name from post p join user u on u.id = p.author_id
    left join category c on c.id = p.category_id where p.status = ? order by p.published_at desc limit 20 offset ?`);
  const tags =
    byHand.prepare(`select pt.post_id, t.id, t.name from post_tag pt join tag t on t.id = pt.tag_id
    where pt.post_id in (select value from json_each(?))`);
  const readList = (): unknown => {
    const rows = posts.all("published", 40);
    const byPost = new Map<unknown, unknown[]>();
    for (const { post_id, ...tag } of tags.all(JSON.stringify(rows.map((row) => row["id"])))) {
      const own = byPost.get(post_id);
      if (own) own.push(tag);
      else byPost.set(post_id, [tag]);
    }
    return rows.map(({ username, email, name, author_id, category_id, ...row }) => ({
      ...row,
      author: { id: author_id, username, email },
      category: category_id === null ? null : { id: category_id, name },
      tags: byPost.get(row["id"]) ?? [],
    }));
  };
  await comparePair({
    name: "list of 20 posts with author, category and tags, SQLite",
    times: 1000,
    bar: ">= 0.6",
    ours: times(() =>
      Post.where({ status: "published" })
        .with("author", "category", "tags")
        .order("-publishedAt")
        .limit(20)
        .offset(40),
    ),
    reference: times(readList),
  });
}

async function singleRows(): Promise<void> {
  let n = 0;
  const next = (): number => (n = (n % 9000) + 1);
  const get = byHand.prepare("select * from post where id = ?");
  await comparePair({
    name: "get by key, SQLite",
    times: 5000,
    bar: ">= 0.5",
    ours: times(() => Post.get(next())),
    reference: times(() => get.get(next())),
  });
  const insert =
    byHand.prepare(`insert into post (title, slug, content, views, status, published_at, created_at, updated_at, author_id, category_id)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  // `run`, since `get` with `returning` never ends the statement, so that the log is never checkpointed.
  const insertByHand = (): unknown => {
    const { title, slug, content, status, publishedAt, createdAt, author, category } =
      postValues(next());
    return insert.run(
      title,
      slug,
      content,
      0,
      status,
      publishedAt.toISOString(),
      createdAt.toISOString(),
      new Date().toISOString(),
      author,
      category,
    );
  };
  await comparePair({
    name: "insert, SQLite",
    times: 1000,
    bar: ">= 0.5",
    ours: times(() => Post.create(postValues(next()))),
    reference: times(insertByHand),
  });
  const update = byHand.prepare("update post set title = ?, updated_at = ? where id = ?");
  await comparePair({
    name: "update one column, SQLite",
    times: 1000,
    bar: ">= 0.5",
    ours: times(() => Post.where({ id: next() }).update({ title: `Title ${n}` })),
    reference: times(() => update.run(`Title ${n}`, new Date().toISOString(), next())),
  });
  const row = await Post.get(1);
  await comparePair({
    name: "save one changed column, SQLite",
    times: 1000,
    bar: ">= 0.5",
    ours: times(() => {
      row.title = `Title ${next()}`;
      return row.save();
    }),
    reference: times(() => update.run(`Title ${next()}`, new Date().toISOString(), 1)),
  });
}

async function onPostgres(): Promise<void> {
  await using server = await postgresBench();
  const shared = await openBlog(server.url, 1000);
  const client = new pg.Client(server.url);
  await client.connect();
  await shared.run(() =>
    comparePair({
      name: "1,000 rows as instances, PostgreSQL",
      times: 20,
      bar: "<= 1.5",
      ours: times(() => Post.all().order("id").limit(1000)),
      reference: times(() =>
        client.query({ name: "rows", text: "select * from post order by id limit 1000" }),
      ),
    }),
  );
  await client.end();
  await shared.close();
}

function times(run: () => unknown): (count: number) => Promise<void> {
  return async (count) => {
    for (let n = 0; n < count; n++) await run();
  };
}
