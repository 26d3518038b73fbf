// The blog's API as it is written with Fastify and an ORM (Drizzle, over node:sqlite). Prints its port.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { and, count, desc, eq, inArray, like, or, relations } from "drizzle-orm";
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { drizzle } from "drizzle-orm/sqlite-proxy";
import { fastify, type FastifyRequest } from "fastify";
import { frameOf, homePage, type HomeRow } from "./home-page.ts";
import { checkPost, type Posted, Refused, slugOf } from "./posted.ts";
import { readToken } from "./token.ts";

const SIZE = 20;

const user = sqliteTable("user", {
  id: integer().primaryKey(),
  username: text().notNull(),
  isActive: integer("is_active").notNull(),
});
const category = sqliteTable("category", {
  id: integer().primaryKey(),
  name: text().notNull(),
  description: text().notNull(),
  postCount: integer("post_count").notNull(),
});
const tag = sqliteTable("tag", { id: integer().primaryKey(), name: text().notNull() });
const post = sqliteTable("post", {
  id: integer().primaryKey(),
  title: text().notNull(),
  slug: text().notNull(),
  content: text().notNull(),
  status: text().notNull(),
  createdAt: text("created_at").notNull(),
  updatedAt: text("updated_at").notNull(),
  publishedAt: text("published_at"),
  authorId: integer("author_id").notNull(),
  categoryId: integer("category_id"),
});
const postTag = sqliteTable(
  "post_tag",
  { postId: integer("post_id").notNull(), tagId: integer("tag_id").notNull() },
  (columns) => [primaryKey({ columns: [columns.postId, columns.tagId] })],
);
const postRelations = relations(post, ({ one, many }) => ({
  author: one(user, { fields: [post.authorId], references: [user.id] }),
  category: one(category, { fields: [post.categoryId], references: [category.id] }),
  tags: many(postTag),
}));
const postTagRelations = relations(postTag, ({ one }) => ({
  post: one(post, { fields: [postTag.postId], references: [post.id] }),
  tag: one(tag, { fields: [postTag.tagId], references: [tag.id] }),
}));
const schema = { user, category, tag, post, postTag, postRelations, postTagRelations };

const [file = "", frameFile = ""] = process.argv.slice(2);
const frame = frameOf(readFileSync(frameFile, "utf8"));
const sqlite = new DatabaseSync(file);
sqlite.exec("pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on");
const statements = new Map<string, ReturnType<DatabaseSync["prepare"]>>();
const db = drizzle(
  async (sql, params: SQLInputValue[], method) => {
    let statement = statements.get(sql);
    if (statement === undefined) {
      statement = sqlite.prepare(sql);
      statement.setReturnArrays(true);
      statements.set(sql, statement);
    }
    if (method === "run") return { rows: [statement.run(...params)] };
    const rows = statement.all(...params) as unknown as unknown[][];
    return { rows: method === "get" ? rows[0]! : rows };
  },
  { schema },
);

const shownWith = {
  author: { columns: { username: true } },
  category: true,
  tags: { columns: {}, with: { tag: true } },
} as const;
const visible = (userId: number) => or(eq(post.status, "published"), eq(post.authorId, userId));

const server = fastify();
server.setErrorHandler((error, _request, reply) => {
  const status = error instanceof Refused ? error.status : 500;
  void reply.status(status).send({ detail: status === 500 ? "Error" : (error as Error).message });
});

server.get<{ Querystring: { page?: string; search?: string } }>("/api/posts", async (request) => {
  const userId = await knownUser(request);
  const { search } = request.query;
  const page = Number(request.query.page ?? 1);
  const pattern = `%${search}%`;
  const found = search ? or(like(post.title, pattern), like(post.content, pattern)) : undefined;
  const where = and(visible(userId), found);
  const [[total], rows] = await Promise.all([
    db.select({ count: count() }).from(post).where(where),
    db.query.post.findMany({
      where,
      with: shownWith,
      orderBy: [desc(post.createdAt), desc(post.id)],
      limit: SIZE,
      offset: (page - 1) * SIZE,
    }),
  ]);
  const linkTo = (other: number): string => {
    const link = new URL(request.url, `http://${request.headers.host}`);
    link.searchParams.set("page", String(other));
    return link.href;
  };
  return {
    count: total!.count,
    next: page * SIZE < total!.count ? linkTo(page + 1) : null,
    previous: page > 1 ? linkTo(page - 1) : null,
    results: rows.map(shown),
  };
});

server.get<{ Params: { id: string } }>("/api/posts/:id", async (request) => {
  const userId = await knownUser(request);
  const where = and(eq(post.id, Number(request.params.id)), visible(userId));
  const row = await db.query.post.findFirst({ where, with: shownWith });
  if (row === undefined) throw new Refused(404, "Not found");
  return shown(row);
});

server.post("/api/posts", async (request, reply) => {
  const userId = await knownUser(request);
  const posted = checkPost(request.body as Record<string, unknown>);
  const row = await alone(() => createPost(userId, posted));
  return reply.status(201).send(shown(row));
});

server.get("/", async (_request, reply) => {
  const where = eq(post.status, "published");
  const [[total], rows, categories] = await Promise.all([
    db.select({ count: count() }).from(post).where(where),
    db.query.post.findMany({
      where,
      with: { author: shownWith.author, category: { columns: { id: true, name: true } } },
      orderBy: [desc(post.publishedAt), desc(post.id)],
      limit: 10,
    }),
    db.select({ id: category.id, name: category.name }).from(category).orderBy(category.name),
  ]);
  const items = rows.map((row) => ({ ...row, author: row.author.username })) as HomeRow[];
  const page = homePage(frame, categories, items, total!.count);
  return reply.type("text/html; charset=utf-8").send(page);
});

let turn: Promise<unknown> = Promise.resolve();

/** One connection has one transaction at a time. */
function alone<T>(work: () => Promise<T>): Promise<T> {
  const done = turn.then(async () => {
    sqlite.exec("begin immediate");
    try {
      const result = await work();
      sqlite.exec("commit");
      return result;
    } catch (error) {
      sqlite.exec("rollback");
      throw error;
    }
  });
  turn = done.catch(() => {});
  return done;
}

async function createPost(authorId: number, posted: Posted): Promise<Loaded> {
  const { title, content, categoryId } = posted;
  const base = slugOf(title);
  const [taken] = await db.select({ id: post.id }).from(post).where(eq(post.slug, base));
  const slug = taken === undefined ? base : `${base}-${randomBytes(4).toString("hex")}`;
  const now = new Date().toISOString();
  const [made] = await db
    .insert(post)
    .values({
      title,
      slug,
      content,
      status: "draft",
      authorId,
      categoryId,
      createdAt: now,
      updatedAt: now,
    })
    .returning({ id: post.id });
  await linkTags(made!.id, [...posted.tagNames]);
  const row = await db.query.post.findFirst({ where: eq(post.id, made!.id), with: shownWith });
  return row!;
}

async function linkTags(postId: number, names: string[]): Promise<void> {
  if (names.length === 0) return;
  const known = await db.select().from(tag).where(inArray(tag.name, names));
  const missing = names.filter((name) => !known.some((other) => other.name === name));
  const values = missing.map((name) => ({ name }));
  const added = values.length === 0 ? [] : await db.insert(tag).values(values).returning();
  await db.insert(postTag).values([...known, ...added].map(({ id }) => ({ postId, tagId: id })));
}

async function knownUser(request: FastifyRequest): Promise<number> {
  const id = readToken(request.headers.authorization);
  const row =
    id === undefined ? undefined : await db.query.user.findFirst({ where: eq(user.id, id) });
  if (row?.isActive !== 1) throw new Refused(401, "Sign in.");
  return row.id;
}

type Loaded = NonNullable<Awaited<ReturnType<typeof findOne>>>;
function findOne() {
  return db.query.post.findFirst({ with: shownWith });
}

function shown(row: Loaded): object {
  return {
    id: row.id,
    title: row.title,
    slug: row.slug,
    content: row.content,
    status: row.status,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    published_at: row.publishedAt,
    author: row.author.username,
    category: row.category && {
      id: row.category.id,
      name: row.category.name,
      description: row.category.description,
      post_count: row.category.postCount,
    },
    tags: row.tags
      .map(({ tag: { id, name } }) => ({ id, name }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

const address = await server.listen({ port: 0, host: "127.0.0.1" });
console.log(address.split(":").at(-1));
