import { app, type App, module } from "quintet/app";
import { action, computed, cursors, named, offsets, pages, resource } from "quintet/api";
import { anonymous, type Identity, silentLog } from "quintet/core";
import {
  type AnyModel,
  bool,
  choice,
  createdAt,
  database,
  type Database,
  currentDatabase,
  datetime,
  everything,
  int,
  list,
  many,
  model,
  one,
  policy,
  queryLog,
  slug,
  text,
  updatedAt,
} from "quintet/db";
import { createAll } from "quintet/db/migrations";
import {
  before,
  type Group,
  group,
  http,
  type HttpOptions,
  type HttpServer,
  startInProcess,
} from "quintet/http";
import { temporaryDatabase } from "quintet/testing";

export class User extends model("user", {
  username: text({ max: 50 }).unique(),
  email: text({ max: 100 }),
  password: text().default("!").secret(),
  isHidden: bool().default(false),
}) {}

export class Category extends model("category", {
  name: text({ max: 100 }).unique(),
  isSecret: bool().default(false),
  get posts() {
    return many(() => Post, "category");
  },
}) {}

export class Tag extends model("tag", { name: text({ max: 50 }).unique() }) {}

export class Post extends model("post", {
  title: text({ max: 200 }),
  slug: slug({ from: "title" }).unique(),
  content: text().default(""),
  status: choice("draft", "published", "archived").default("draft"),
  views: int({ min: 0 }).default(0),
  internalNote: text().nullable(),
  publishedAt: datetime().nullable(),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
  get author() {
    return one(() => User, { onDelete: "cascade" });
  },
  get category() {
    return one(() => Category, { onDelete: "setNull" }).nullable();
  },
  get tags() {
    return many(() => Tag);
  },
  get comments() {
    return many(() => Comment, "post");
  },
}) {
  static {
    this.order("-createdAt", "-id");
  }
}

export class Comment extends model("comment", {
  body: text({ max: 500 }),
  isApproved: bool().default(true),
  get post() {
    return one(() => Post, { onDelete: "cascade" });
  },
}) {}

export const models = [User, Category, Tag, Post, Comment];

const isStaff = (user: Identity): boolean => user.isStaff;

export const postPolicy = policy(Post, {
  read: (user) =>
    user.isStaff
      ? everything
      : user.isSignedIn
        ? [{ status: "published" }, { author: user.id as number }]
        : { status: "published" },
  create: (user) => user.isSignedIn,
  update: (user) => (user.isStaff ? everything : user.isSignedIn && { author: user.id as number }),
  delete: (user) => (user.isStaff ? everything : user.isSignedIn && { author: user.id as number }),
  stats: isStaff,
});
export const categoryPolicy = policy(Category, {
  read: (user) => (user.isStaff ? everything : { isSecret: false }),
  create: isStaff,
  update: isStaff,
  delete: isStaff,
});
export const commentPolicy = policy(Comment, {
  read: (user) => (user.isStaff ? everything : { isApproved: true }),
  create: (user) => user.isSignedIn,
  update: isStaff,
  delete: isStaff,
});
export const userPolicy = policy(User, {
  read: (user) => (user.isStaff ? everything : { isHidden: false }),
  update: isStaff,
});

export const posts = resource(Post, {
  policy: postPolicy,
  fields: {
    author: "username",
    category: ["id", "name"],
    tags: ["id", "name"],
    internalNote: false,
  },
  readOnly: ["slug", "publishedAt", "views"],
  write: { tagNames: named("tags") },
  filter: [
    "status",
    "category",
    "author",
    "category.name",
    "tags.name",
    { createdAt: ["gte", "lte"], views: ["gt", "in", "not"], category: ["isNull"] },
  ],
  search: ["title", "content", "author.username"],
  orderBy: ["createdAt", "views", "title", "category.name"],
  defaultOrder: "-id",
  pagination: pages({ size: 2, max: 5 }),
  expand: { author: ["id", "username"], comments: [] },
  bulk: true,
  bulkMax: 3,
  create: (input, { user }) => Post.create({ ...input, author: user.id as number }),
  actions: {
    publish: action
      .post("publish")
      .on("one")
      .run(async ({ row }) => {
        row.status = "published";
        row.publishedAt = new Date("2026-01-01T00:00:00Z");
        await row.save();
        return row;
      }),
    popular: action
      .get("popular")
      .on("many", { query: { minViews: int({ min: 0 }).default(5) } })
      .run(({ rows, query }) => rows.where({ views: { gte: query.minViews } }).order("-views")),
    read: action
      .get("read")
      .on("list")
      .run(({ rows }) => rows.where({ views: { gt: 2 } }).order("-views")),
    archive: action
      .post("archive")
      .on("one", { hidden: 403 })
      .run(({ row }) => row.assign({ status: "archived" }).save()),
    stats: action
      .get("stats")
      .on("many", { response: { totalViews: int(), statuses: list(text()) } })
      .run(async ({ rows }) => ({ totalViews: await rows.count(), statuses: ["x"], more: 1 })),
    rename: action
      .post("rename")
      .on("one", { body: { newTitle: text({ max: 10 }) } })
      .run(async ({ row, body }) => {
        row.title = body.newTitle;
        await row.save();
      }),
  },
});

export const comments = resource(Comment, {
  policy: commentPolicy,
  fields: { post: ["id", "title"] },
  filter: ["post.title"],
  search: ["post.title"],
  orderBy: ["post.title", "id"],
  pagination: offsets({ size: 2, max: 10 }),
});
export const categories = resource(Category, {
  policy: categoryPolicy,
  fields: { posts: ["title"], shout: computed(text(), (row) => `${row.name}!`) },
  pagination: cursors({ size: 2 }),
  lookup: "name",
});
export const users = resource(User, {
  policy: userPolicy,
  only: ["list", "get", "update"],
  fields: ["id", "username"],
});

const PEOPLE: Readonly<Record<string, Identity>> = {
  ann: { ...anonymous, id: 1, isSignedIn: true },
  bob: { ...anonymous, id: 2, isSignedIn: true },
  staff: { ...anonymous, id: 3, isSignedIn: true, isStaff: true },
};
const signIn = before("sign in", (request) => {
  const person = PEOPLE[request.header("x-user") ?? ""];
  if (person) request.user = person;
});

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
}

/** An app with a database of its own, asked in process. */
export class Blog {
  readonly app: App;
  readonly server: HttpServer;
  readonly #remove: () => Promise<void>;
  #statements: string[] = [];

  constructor(made: App, server: HttpServer, remove: () => Promise<void>) {
    this.#remove = remove;
    this.app = made;
    this.server = server;
  }

  /** The statements of the last request. */
  get statements(): readonly string[] {
    return this.#statements;
  }

  async ask(method: string, path: string, user = "", body?: unknown): Promise<Reply> {
    const headers: Record<string, string> = { "x-user": user };
    if (body !== undefined) headers["content-type"] = "application/json";
    const request = new Request(`http://localhost/api${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    this.#statements = [];
    const response = await queryLog.run(this.#statements, () => this.server.fetch(request));
    const content = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") === true;
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && content !== "" ? JSON.parse(content) : content,
    };
  }

  get = (path: string, user?: string): Promise<Reply> => this.ask("GET", path, user);

  async stop(): Promise<void> {
    await this.app.stop();
    await this.#remove();
  }

  run<T>(fn: () => Promise<T>): Promise<T> {
    return this.app.run(fn);
  }
}

export interface BlogOptions extends HttpOptions {
  /** Default: those of the blog. */
  readonly models?: readonly AnyModel[];
}

/** Starts an app with these resources; `stop` it when the suite ends. */
export async function startBlog(
  kind: string,
  resources: readonly Group[] = [posts, comments, categories, users],
  { models: own = models, ...options }: BlogOptions = {},
): Promise<Blog> {
  const place = await temporaryDatabase(kind);
  const made = app({
    log: silentLog,
    modules: [
      http({ requestLog: false, ...options }),
      database({ url: place.url }),
      module("blog", {
        models: own,
        routes: [group("/api", { middleware: [signIn] }, [...resources])],
      }),
    ],
  });
  const server = await startInProcess(made);
  await made.run(async () => {
    const { driver, tables } = currentDatabase.get() as Database;
    await createAll(driver, tables.all);
  });
  return new Blog(made, server, () => place.remove());
}
