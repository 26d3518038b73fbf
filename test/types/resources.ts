// What inference promises of resources; checked by tsc, never run.
import {
  action,
  type ActionInput,
  computed,
  type InputOf,
  type ItemOf,
  named,
  resource,
} from "quintet/api";
import type { Client } from "quintet/client";
import {
  choice,
  createdAt,
  datetime,
  everything,
  int,
  many,
  model,
  nothing,
  one,
  policy as policyOf,
  type Policy,
  text,
  updatedAt,
  version,
} from "quintet/db";
import { redirect } from "quintet/http";

// oxlint-disable typescript/no-unnecessary-type-parameters -- the usual way to compare two types exactly
type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(..._proof: Equal<A, B> extends true ? [] : ["the types differ"]): void {}
/** Without the seams of an intersection. */
type Flat<T> = { [K in keyof T]: T[K] };

class User extends model("user", { username: text().unique() }) {}
class Tag extends model("tag", { name: text().unique() }) {}
class Post extends model("post", {
  title: text(),
  content: text().default(""),
  status: choice("draft", "published").default("draft"),
  publishedAt: datetime().nullable(),
  get author() {
    return one(() => User);
  },
  get category() {
    return one(() => Tag).nullable();
  },
  get tags() {
    return many(() => Tag);
  },
}) {
  publish(): Promise<this> {
    return this.assign({ status: "published" }).save();
  }
}
declare const policy: Policy;

const archive = action
  .post("archive")
  .on("one")
  .run(async ({ row }: ActionInput<typeof Post>) => row.title);

const posts = resource(Post, {
  policy,
  fields: {
    author: "username",
    category: ["id", "name"],
    content: false,
    shout: computed(text(), (post) => post.title.toUpperCase()),
  },
  readOnly: ["publishedAt"],
  createOnly: ["category", "content"],
  writeOnly: ["status"],
  write: { tagNames: named("tags"), note: text().optional(), greeting: text() },
  filter: ["status", "author.username", { publishedAt: ["gte", "lte"], "category.name": ["in"] }],
  search: ["title", "author.username"],
  orderBy: ["title", "author.username"],
  defaultOrder: "-publishedAt",
  expand: { tags: ["id", "name"] },
  open: ["author"],
  lookup: "id",
  create: (input, { user }) => {
    type Given = Flat<typeof input>;
    same<Given["title"], string>();
    same<Given["category"], number | null | undefined>();
    same<Given["greeting"], string>();
    same<Given["note"], string | undefined>();
    // @ts-expect-error it is read-only
    void input.publishedAt;
    // @ts-expect-error what is shown by one column is read-only
    void input.author;
    // @ts-expect-error names are linked, and not handed on
    void input.tagNames;
    return Post.create({ ...input, author: user.id as number });
  },
  update: async (row, input) => {
    same<typeof row, Post>();
    same<Flat<typeof input>["title"], string | undefined>();
    same<Flat<typeof input>["greeting"], string | undefined>();
    // @ts-expect-error it is create-only
    void input.category;
    await row.assign({ title: input.title ?? row.title }).publish();
  },
  delete: async (row) => {
    same<typeof row, Post>();
  },
  actions: {
    archive,
    publish: action
      .post("publish")
      .on("one")
      .run(({ row }) => row.publish()),
    later: action
      .post("later")
      .on("one", { body: { at: datetime() }, query: { notify: int().default(0) } })
      .run(async ({ row, body, query }) => {
        same<typeof row, Post>();
        same<typeof body, { at: Date }>();
        same<typeof query, { notify: number }>();
        // @ts-expect-error there is no such method of a post
        row.retract();
        return row;
      }),
    drafts: action
      .get("drafts")
      .on("many")
      // @ts-expect-error there is no such status
      .run(({ rows }) => rows.where({ status: "draft" }).where({ status: "secret" })),
  },
});
type Types = (typeof posts)["~types"];
type Item = Flat<Types["item"]>;
same<Item["author"], string>();
same<
  Item["category"],
  Pick<{ readonly id: number; readonly name: string }, "id" | "name"> | null
>();
same<Item["publishedAt"], string | null>();
same<Item["shout"], string>();
same<Extract<keyof Item, "content" | "status">, never>();
same<
  Flat<Types["input"]>,
  {
    readonly title: string;
    readonly content?: string;
    readonly status?: "draft" | "published";
    readonly categoryId?: number | null;
    readonly tagNames?: string[];
    readonly note?: string;
    readonly greeting: string;
  }
>();
same<
  Flat<Types["change"]>,
  {
    readonly title: string;
    readonly status?: "draft" | "published";
    readonly tagNames?: string[];
    readonly note?: string;
    readonly greeting: string;
  }
>();
declare const calls: Client<{ posts: typeof posts }>;
await calls.posts.update(1, { title: "B" });
await calls.posts.create({ title: "A", greeting: "Hello", categoryId: 1, content: "x" });
// @ts-expect-error it is create-only
await calls.posts.update(1, { categoryId: 1 });
// @ts-expect-error it is create-only
await calls.posts.replace(1, { title: "B", greeting: "Hello", content: "x" });
// @ts-expect-error it is create-only
await calls.posts.updateMany([{ id: 1, categoryId: 1 }]);
same<ItemOf<typeof Tag, ["name"]>, { readonly name: string }>();
same<Flat<InputOf<typeof Tag, {}, {}, never>>, { readonly name: string }>();
// What the model writes is not taken of anybody.
class Dated extends model("dated", {
  name: text(),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
  version: version(),
}) {}
same<Flat<InputOf<typeof Dated, {}, {}, never>>, { readonly name: string }>();
same<ItemOf<typeof Dated, ["createdAt"]>, { readonly createdAt: string }>();

// Names that the model has not.
// @ts-expect-error of a relation
resource(Post, { policy, fields: { autor: "username" } });
// @ts-expect-error of a column of a related row
resource(Post, { policy, fields: { author: "usrname" } });
// @ts-expect-error of a column of a related row, in a list
resource(Post, { policy, fields: { author: ["id", "usrname"] } });
// @ts-expect-error of a shown column
resource(Post, { policy, fields: ["titel"] });
// @ts-expect-error of a column that is read-only
resource(Post, { policy, readOnly: ["titel"] });
// @ts-expect-error of a column that is create-only
resource(Post, { policy, createOnly: ["titel"] });
// @ts-expect-error of a column that is write-only
resource(Post, { policy, writeOnly: ["titel"] });
// @ts-expect-error of a filter
resource(Post, { policy, filter: ["titel"] });
// @ts-expect-error of a filter over a relation
resource(Post, { policy, filter: ["author.usrname"] });
// @ts-expect-error of a filter with operators
resource(Post, { policy, filter: [{ titel: ["gte"] }] });
// @ts-expect-error of an operator
resource(Post, { policy, filter: [{ title: ["like"] }] });
// @ts-expect-error of what is searched
resource(Post, { policy, search: ["author.usrname"] });
// @ts-expect-error of what is sorted by
resource(Post, { policy, orderBy: ["titel"] });
// @ts-expect-error of the usual order
resource(Post, { policy, defaultOrder: "-titel" });
// @ts-expect-error of what may be expanded
resource(Post, { policy, expand: { tag: [] } });
// @ts-expect-error of a relation that is open
resource(Post, { policy, open: ["autor"] });
// @ts-expect-error of the column in addresses
resource(Post, { policy, lookup: "slug" });
// @ts-expect-error of a relation that is written by names
resource(Post, { policy, write: { tagNames: named("tagz") } });
// @ts-expect-error a computed value of rows that these are not
resource(Tag, { policy, fields: { shout: computed(text(), (post: Post) => post.title) } });
// @ts-expect-error an action on rows that these are not
resource(Tag, { policy, actions: { archive } });

// A declared response is what an action must give: one of it or a list, at once or later, or an answer.
const shown = { response: { id: int(), title: text() } };
const answers = resource(Post, {
  policy,
  actions: {
    one: action
      .get("a")
      .on("one", shown)
      .run(({ row }) => ({ id: row.id, title: row.title, more: 1 })),
    row: action
      .get("b")
      .on("one", { response: Post.shape("id", "title") })
      .run(async ({ row }) => row),
    rows: action
      .get("c")
      .on("many", shown)
      .run(({ rows }) => rows.where({ status: "draft" })),
    sent: action
      .get("d")
      .on("one", shown)
      .run(({ row }) => (row.isNew ? redirect("/") : row)),
  },
});
const showing = action.get("shown").on("one", shown);
type OfPost = ActionInput<typeof Post>;
// @ts-expect-error the id is a number
showing.run(({ row }: OfPost) => ({ id: row.title, title: row.title }));
// @ts-expect-error a title has to be given, later as well
showing.run(async ({ row }: OfPost) => ({ id: row.id }));
// @ts-expect-error of each in a list
showing.run(() => [{ id: 1, title: "a" }, { id: 2 }]);
// @ts-expect-error something has to be given
showing.run(() => {});
type Answers = (typeof answers)["~types"]["actions"];
interface IdAndTitle {
  id: number;
  title: string;
}
same<Answers["one"]["response"], IdAndTitle>();
same<Answers["row"]["response"], IdAndTitle>();
same<Answers["rows"]["response"], IdAndTitle[]>();
same<Answers["sent"]["response"], IdAndTitle>();

// Relations of relations, to one and to many, and null where there may be none.
class Comment extends model("comment", {
  get post() {
    return one(() => Post);
  },
}) {}
interface WholeTag {
  readonly id: number;
  readonly name: string;
}
same<Flat<ItemOf<typeof Post, ["tags"]>["tags"][number]>, WholeTag>();
type ShownPost = ItemOf<
  typeof Comment,
  { post: { publishedAt: true; author: ["id", "username"]; tags: true; category: "name" } }
>["post"];
same<ShownPost["publishedAt"], string | null>();
same<Flat<ShownPost["author"]>, { readonly id: number; readonly username: string }>();
same<Flat<ShownPost["tags"][number]>, WholeTag>();
same<ShownPost["category"], string | null>();
same<Exclude<keyof ShownPost, "publishedAt" | "author" | "tags" | "category">, never>();

// A rule that has a name of its own is a rule.
const anybody = () => everything;
const nobody = () => nothing;
policyOf(Post, { read: anybody, create: nobody });
