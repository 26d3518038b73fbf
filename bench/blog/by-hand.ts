// The blog's API by hand: node:http and prepared statements of node:sqlite, no framework. Prints its port.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { type CategoryRow, frameOf, homePage } from "./home-page.ts";
import { listen } from "./listen.ts";
import { readPost, Refused, slugOf } from "./posted.ts";
import { readToken } from "./token.ts";

const SIZE = 20;
const [file = "", frameFile = ""] = process.argv.slice(2);
const frame = frameOf(readFileSync(frameFile, "utf8"));
const db = new DatabaseSync(file);
db.exec("pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on");

const COLUMNS = `p.id, p.title, p.slug, p.content, p.status, p.created_at, p.updated_at, p.published_at,
  u.username, c.id as category, c.name, c.description, c.post_count`;
const FROM = `from post p join user u on u.id = p.author_id left join category c on c.id = p.category_id`;
const VISIBLE = `(p.status = 'published' or p.author_id = ?)`;
const SEARCH = `(p.title like ? escape '\\' or p.content like ? escape '\\')`;
const ORDER = "order by p.created_at desc, p.id desc";
// Of an "or" SQLite would sort all rows; so the first of each kind are put together.
const first = (condition: string, where: string): string =>
  `select * from (select p.id, p.created_at from post p where ${condition} ${where} ${ORDER} limit ?)`;
const newest = (where = ""): string => `select ${COLUMNS} ${FROM} where p.id in (
  select id from (
    ${first("p.status = 'published'", where)} union ${first("p.author_id = ?", where)}
  ) order by created_at desc, id desc limit ${SIZE} offset ?
) ${ORDER}`;

const sql = {
  user: db.prepare("select id, is_active from user where id = ?"),
  count: db.prepare(`select count(*) as n from post p where ${VISIBLE}`),
  list: db.prepare(newest()),
  countFound: db.prepare(`select count(*) as n from post p where ${VISIBLE} and ${SEARCH}`),
  find: db.prepare(newest(`and ${SEARCH}`)),
  countHome: db.prepare("select count(*) as n from post where status = 'published'"),
  home: db.prepare(
    `select ${COLUMNS} ${FROM} where p.status = 'published'
     order by p.published_at desc, p.id desc limit 10`,
  ),
  categories: db.prepare("select id, name from category order by name"),
  one: db.prepare(`select ${COLUMNS} ${FROM} where p.id = ? and ${VISIBLE}`),
  tags: db.prepare(
    `select pt.post_id, t.id, t.name from post_tag pt join tag t on t.id = pt.tag_id
     where pt.post_id in (select value from json_each(?)) order by t.name`,
  ),
  hasSlug: db.prepare("select 1 from post where slug = ?"),
  insert: db.prepare(
    `insert into post (title, slug, content, status, author_id, category_id, created_at, updated_at)
     values (?, ?, ?, 'draft', ?, ?, ?, ?) returning id`,
  ),
  category: db.prepare("select id from category where id = ?"),
  tag: db.prepare("select id from tag where name = ?"),
  addTag: db.prepare("insert into tag (name) values (?) returning id"),
  link: db.prepare("insert into post_tag (post_id, tag_id) values (?, ?)"),
};

listen(
  createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (error instanceof Refused) return json(response, error.status, { detail: error.message });
      console.error(error);
      json(response, 500, { detail: "Internal server error" });
    });
  }),
);

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url!, `http://${request.headers.host}`);
  if (url.pathname === "/") return html(response, home());
  const userId = knownUser(request);
  if (request.method === "POST") return json(response, 201, await create(request, userId));
  if (url.pathname === "/api/posts") return json(response, 200, list(url, userId));
  const [row] = shown(sql.one.all(Number(url.pathname.slice("/api/posts/".length)), userId));
  if (row === undefined) throw new Refused(404, "Not found");
  json(response, 200, row);
}

function knownUser(request: IncomingMessage): number {
  const id = readToken(request.headers.authorization);
  if (id === undefined || sql.user.get(id)?.["is_active"] !== 1) throw new Refused(401, "Sign in.");
  return id;
}

function home(): string {
  const { n } = sql.countHome.get() as { n: number };
  const rows = sql.home.all().map((row) => ({
    title: row["title"] as string,
    slug: row["slug"] as string,
    content: row["content"] as string,
    publishedAt: row["published_at"] as string,
    author: row["username"] as string,
    category:
      row["category"] === null
        ? null
        : { id: row["category"] as number, name: row["name"] as string },
  }));
  return homePage(frame, sql.categories.all() as unknown as CategoryRow[], rows, n);
}

function list(url: URL, userId: number): object {
  const page = Number(url.searchParams.get("page") ?? 1);
  const search = url.searchParams.get("search");
  const pattern = search && `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  const values: SQLInputValue[] = pattern ? [pattern, pattern] : [];
  const { n } = (pattern ? sql.countFound : sql.count).get(userId, ...values) as { n: number };
  const offset = (page - 1) * SIZE;
  const end = offset + SIZE;
  const rows = (pattern ? sql.find : sql.list).all(...values, end, userId, ...values, end, offset);
  const linkTo = (other: number): string => {
    const link = new URL(url);
    link.searchParams.set("page", String(other));
    return link.href;
  };
  return {
    count: n,
    next: page * SIZE < n ? linkTo(page + 1) : null,
    previous: page > 1 ? linkTo(page - 1) : null,
    results: shown(rows),
  };
}

function shown(rows: readonly Record<string, unknown>[]): object[] {
  const tags = new Map<unknown, object[]>(rows.map(({ id }) => [id, []]));
  for (const { post_id, id, name } of sql.tags.all(JSON.stringify(rows.map(({ id }) => id))))
    tags.get(post_id)!.push({ id, name });
  return rows.map((row) => ({
    id: row["id"],
    title: row["title"],
    slug: row["slug"],
    content: row["content"],
    status: row["status"],
    created_at: row["created_at"],
    updated_at: row["updated_at"],
    published_at: row["published_at"],
    author: row["username"],
    category:
      row["category"] === null
        ? null
        : {
            id: row["category"],
            name: row["name"],
            description: row["description"],
            post_count: row["post_count"],
          },
    tags: tags.get(row["id"]),
  }));
}

async function create(request: IncomingMessage, userId: number): Promise<object> {
  const { title, content, categoryId, tagNames } = await readPost(request);
  if (categoryId !== null && sql.category.get(categoryId) === undefined)
    throw new Refused(400, "There is no such category.");
  db.exec("begin immediate");
  try {
    const base = slugOf(title);
    const isTaken = sql.hasSlug.get(base) !== undefined;
    const slug = isTaken ? `${base}-${randomBytes(4).toString("hex")}` : base;
    const now = new Date().toISOString();
    const { id } = sql.insert.get(title, slug, content, userId, categoryId, now, now) as {
      id: number;
    };
    for (const name of tagNames) {
      const tag = (sql.tag.get(name) ?? sql.addTag.get(name)) as { id: number };
      sql.link.run(id, tag.id);
    }
    db.exec("commit");
    return shown(sql.one.all(id, userId))[0]!;
  } catch (error) {
    db.exec("rollback");
    throw error;
  }
}

function json(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, "application/json; charset=utf-8", JSON.stringify(body));
}

function html(response: ServerResponse, body: string): void {
  send(response, 200, "text/html; charset=utf-8", body);
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body) });
  response.end(body);
}
