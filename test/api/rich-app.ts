import { action, apiDocs, computed, resource, throttle } from "quintet/api";
import { app, module, type App, type Module } from "quintet/app";
import { anonymous, silentLog } from "quintet/core";
import {
  connect,
  createdAt,
  database,
  datetime,
  everything,
  many,
  model,
  one,
  policy,
} from "quintet/db";
import { createAll } from "quintet/db/migrations";
import { before, get, group, http, post, respond } from "quintet/http";
import {
  bool,
  choice,
  date,
  decimal,
  email,
  float,
  int,
  list,
  shape,
  slug,
  text,
  uuid,
} from "quintet/schema";

export class Writer extends model("writer", {
  name: text({ min: 1, max: 50 }).unique(),
  mail: email(),
  joinedAt: createdAt(),
}) {}
export class Label extends model("label", { name: text({ min: 1, max: 30 }).unique() }) {}
export class Article extends model("article", {
  title: text({ min: 1, max: 100 }).help("What stands above it.").examples("On notes"),
  slug: slug({ from: "title" }),
  content: text({ max: 2000 }).default(""),
  status: choice("draft", "published").default("draft"),
  price: decimal({ precision: 8, scale: 2 }).nullable().default(null),
  rating: float({ min: 0, max: 5 }).default(0),
  day: date().nullable().default(null),
  publishedAt: datetime().nullable().default(null),
  createdAt: createdAt(),
  get writer() {
    return one(() => Writer, { onDelete: "cascade" });
  },
  get labels() {
    return many(() => Label);
  },
}) {
  static {
    this.order("-createdAt");
  }
}

const open = <M extends Parameters<typeof policy>[0]>(of: M) =>
  policy(of, {
    read: () => everything,
    create: () => true,
    update: () => everything,
    delete: () => everything,
  });

export const writers = resource(Writer, {
  policy: open(Writer),
  path: "/writers",
  orderBy: ["name"],
});
export const labels = resource(Label, { policy: open(Label), path: "/labels", search: ["name"] });
export const articles = resource(Article, {
  policy: open(Article),
  path: "/articles",
  fields: {
    writer: ["id", "name"],
    labels: ["id", "name"],
    shout: computed(text(), (row) => row.title.toUpperCase()),
  },
  readOnly: ["publishedAt"],
  filter: ["status", "writer", { createdAt: ["gte", "lte"] }],
  search: ["title", "content"],
  orderBy: ["createdAt", "title"],
  bulk: true,
  actions: {
    publish: action
      .post("publish")
      .on("one")
      .run(({ row }) => row),
    drafts: action
      .get("drafts")
      .on("list")
      .run(({ rows }) => rows.where({ status: "draft" })),
  },
});

const Note = shape({ words: text({ min: 1, max: 40 }), stars: int({ min: 1, max: 5 }) });
const plain = [
  get(
    "/notes/:id",
    {
      name: "notes.show",
      params: { id: int({ min: 1, max: 1000 }) },
      query: { loud: bool().default(false), tags: list(text({ max: 10 }), { max: 3 }).optional() },
      response: shape({ id: int(), loud: bool(), tags: list(text()) }),
      tags: ["notes"],
    },
    ({ params, query }) => ({ id: params.id, loud: query.loud, tags: query.tags ?? [] }),
  ),
  post(
    "/notes",
    {
      name: "notes.create",
      body: Note,
      response: Note,
      status: 201,
      tags: ["notes"],
      summary: "Write a note",
      examples: { body: { words: "hello", stars: 5 } },
    },
    ({ body }) => respond(body, { status: 201 }),
  ),
  get(
    "/whoami",
    {
      name: "whoami",
      headers: { xTrace: uuid().optional() },
      security: ["bearer"],
      tags: ["notes"],
      response: shape({ trace: text().nullable() }),
    },
    ({ headers }) => ({ trace: headers.xTrace ?? null }),
  ),
  get("/files/:path(*)", { name: "files.show", deprecated: true }, ({ params }) => params.path),
];

/** Staff, so that everything may be tried. */
const somebody = before("somebody", (request) => {
  request.user = { ...anonymous, id: 1, name: "ada", isSignedIn: true, isStaff: true };
});

export const richModules: readonly Module[] = [
  apiDocs({
    title: "Rich",
    version: "2.1.0",
    description: "An app with everything.",
    contact: { name: "The team", email: "team@example.org" },
    license: { name: "MIT", identifier: "MIT" },
    securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
    tags: { articles: "What is read." },
  }),
  module("rich", {
    models: [Writer, Label, Article],
    routes: [
      group("/api", { middleware: [somebody, throttle("1000000/h")] }, [
        articles,
        labels,
        writers,
        ...plain,
      ]),
    ],
  }),
];

export function richApp(url: string): App {
  const modules = [database({ url }), http({ requestLog: false }), ...richModules];
  return app({ modules, log: silentLog });
}

/** Tables, and a few rows. */
export async function fillRich(url: string): Promise<void> {
  await using at = await connect(url, { models: [Writer, Label, Article] });
  await createAll(at.driver, at.tables.all);
  await at.run(addRows);
}

export async function addRows(): Promise<void> {
  const writer = await Writer.create({ name: "Ada", mail: "ada@example.org" });
  for (const name of ["a", "b"]) await Label.create({ name });
  for (let i = 1; i <= 5; i++) await Article.create({ title: `Number ${i}`, writer: writer.id });
}
