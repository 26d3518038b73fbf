import { action, apiDocs, computed, cursors, named, offsets, pages, resource } from "quintet/api";
import { app, type App, module } from "quintet/app";
import {
  bigint,
  bool,
  choice,
  createdAt,
  database,
  date,
  datetime,
  decimal,
  email,
  everything,
  float,
  int,
  json,
  list,
  many,
  model,
  one,
  policy,
  slug,
  text,
  time,
  updatedAt,
  url,
  uuid,
  version,
} from "quintet/db";
import { group, http, type Route, type Group } from "quintet/http";

const COUNT = 30;
const PAGINATIONS = [pages({ size: 3 }), offsets({ size: 3 }), cursors({ size: 3 })] as const;

/** A model with a field of each kind, that points at the next and at two others. */
const makeThing = (n: number) => {
  class Thing extends model(`thing${n}`, {
    title: text({ min: 1, max: 80 }),
    name: text({ min: 1, max: 40 }).unique(),
    slug: slug({ from: "title" }),
    mail: email().nullable(),
    site: url().nullable(),
    token: uuid().nullable(),
    isDone: bool().default(false),
    kind: choice("red", "green", "blue").default("red"),
    small: int({ min: -5, max: 1000 }).default(0),
    big: bigint().default(0n),
    share: float({ min: 0, max: 1 }).nullable(),
    price: decimal({ precision: 8, scale: 2 }).nullable(),
    day: date().nullable(),
    opens: time().nullable(),
    seenAt: datetime().nullable(),
    words: list(text({ max: 20 }), { max: 5 }).default([]),
    extra: json().nullable(),
    password: text({ max: 50 }).default("!").secret(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    edition: version(),
    get parent() {
      return one(() => things[(n + 1) % COUNT]!, { onDelete: "setNull" }).nullable();
    },
    get friends() {
      return many(() => things[(n + 7) % COUNT]!);
    },
  }) {}
  return Thing;
};
type Thing = ReturnType<typeof makeThing>;
const things: Thing[] = Array.from({ length: COUNT }, (_, n) => makeThing(n));

/** What is not done is for staff; nobody deletes what is blue. */
const resources = things.map((Model, n) =>
  resource(Model, {
    path: `/things-${n}`,
    name: `things${n}`,
    policy: policy(Model, {
      read: ({ isStaff }) => isStaff || { isDone: true },
      create: ({ isSignedIn }) => isSignedIn,
      update: ({ isSignedIn }) => isSignedIn && everything,
      delete: ({ isSignedIn }) => isSignedIn && { kind: ["red", "green"] },
    }),
    fields: {
      parent: ["id", "title"],
      friends: ["id", "name"],
      ...(n % 2 === 0 && { shout: computed(text(), (row) => row.title.toUpperCase()) }),
    },
    write: { friendNames: named("friends"), note: text({ max: 10 }).optional() },
    readOnly: ["slug"],
    filter: [
      "kind",
      "parent",
      "parent.name",
      { small: ["gt", "in", "notIn"], day: ["lte"], seenAt: ["gte"], title: ["icontains"] },
      { parent: ["isNull"], big: ["lt"], price: ["gte"], isDone: ["eq"], token: ["eq", "not"] },
    ],
    search: ["title", "name"],
    orderBy: ["title", "small", "createdAt"],
    pagination: PAGINATIONS[n % 3]!,
    expand: { friends: ["id", "title"] },
    bulk: true,
    ...(n % 5 === 0 && { lookup: "name" }),
    create: ({ note: _note, ...input }) => Model.create(input),
    update: (row, { note: _note, ...input }) => row.assign(input).save(),
    actions: {
      finish: action
        .post("finish")
        .on("one")
        .run(({ row }) => row.assign({ isDone: true }).save()),
      sum: action
        .get("sum")
        .on("many", { query: { least: int().default(0) }, response: { total: int() } })
        .run(async ({ rows, query }) => ({
          total: await rows.where({ small: { gte: query.least } }).count(),
        })),
    },
  }),
);

/** A few rows of each, the first of which everybody may see. */
export async function addThings(): Promise<void> {
  for (const Model of things) {
    const made = Array.from({ length: 4 }, (_, n) => ({
      title: `Number ${n}`,
      name: `n${n}`,
      small: n,
      isDone: n < 2,
    }));
    await Model.createMany(made);
  }
}

/** 30 models and 30 resources, everything that can be declared in each of them. */
export const thirty: App = app({
  modules: [
    database({ url: "sqlite::memory:" }),
    http({ requestLog: false }),
    apiDocs(),
    module("thirty", {
      models: things,
      routes: [group("/api", resources as readonly (Route | Group)[])],
    }),
  ],
});
