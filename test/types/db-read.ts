// What inference promises of reading; checked by tsc, never run.
import { avg, collect, count, countDistinct, max, min, sql, sum, truncate } from "quintet/db";
import type { Collection, CursorPage, InstanceOf, Page, Where } from "quintet/db";
import { column } from "quintet/db";
import { Category, Comment, Post, Sample, Tag, User } from "../db/blog-models.ts";
import type { FieldsOf } from "quintet/db";

// oxlint-disable typescript/no-unnecessary-type-parameters -- the usual way to compare two types exactly
type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(..._proof: Equal<A, B> extends true ? [] : ["the types differ"]): void {}
declare const post: Post;
declare const user: User;

// Rows
same<typeof post.title, string>();
same<typeof post.id, number>();
same<typeof post.rating, number | null>();
same<typeof post.status, "draft" | "published" | "archived">();
same<typeof post.authorId, number>();
same<typeof post.categoryId, number | null>();
same<typeof post.author, Promise<User> | User>();
same<typeof post.category, Promise<Category | null> | Category | null>();
same<typeof post.tags, Collection<typeof Tag> | Tag[]>();
same<InstanceOf<typeof Post>, Post>();
// @ts-expect-error a misspelt column
void post.titel;
declare const json: ReturnType<Sample["toJSON"]>;
same<typeof json.bigint, string | null>();
same<typeof json.bytes, string | null>();
same<typeof json.datetime, Date | null>();
same<typeof json.bool, boolean | null>();

// One row, several, all
export async function rows() {
  same<Awaited<ReturnType<typeof all>>, Post[]>();
  const found = await Post.find(1);
  same<typeof found, Post | undefined>();
  const got = await Post.get(1);
  same<typeof got, Post>();
  same<typeof got.isDraft, boolean>();
  const published = await Post.published().first();
  same<typeof published, Post | undefined>();
  const page = await Post.all().page(1, { size: 10 });
  same<typeof page, Page<Post>>();
  const cursor = await Post.all().cursor({ after: page.items[0]!.title });
  same<typeof cursor, CursorPage<Post>>();
  for await (const row of Post.all().each()) same<typeof row, Post>();
  // @ts-expect-error a key is a number
  await Post.find("1");
  // @ts-expect-error a page is a number
  await Post.all().page("1");
  // @ts-expect-error a misspelt option
  await Post.all().cursor({ from: "a" });
}
const all = async () => Post.all();

// Conditions
void Post.where({ title: "a", views: { gte: 1, lt: 5 }, status: ["draft", "archived"] });
void Post.where([{ title: { icontains: "a" } }, { not: { author: { username: "a" } } }]);
void Post.where({ author: user, category: null, reviewer: { not: null }, comments: { likes: 1 } });
void Post.where({ author: { in: [1, user] }, category: { notIn: [1] }, authorId: { gt: 1 } });
void Post.where({ publishedAt: { lt: column("createdAt"), not: null } });
void Post.where({ rating: { between: [1, 2] }, title: { in: ["a"] }, id: [1, 2] });
void Sample.where({ json: { path: "a.b", eq: 1 }, list: { has: "a" }, bigint: 1n, bool: true });
void Sample.where({ json: null, list: null, bytes: new Uint8Array(), decimal: { lt: "1.5" } });
void Post.where(sql`length(${column("title")}) > ${5}`);
void Post.exclude({ tags: { posts: { author: { posts: { title: "a" } } } } });
const condition: Where<FieldsOf<typeof Post>> = { title: "a" };
void Post.where(condition);
// @ts-expect-error a misspelt field
void Post.where({ titel: "a" });
// @ts-expect-error a misspelt field of a relation
void Post.where({ author: { usrname: "a" } });
// @ts-expect-error a misspelt field, three relations away
void Post.where({ tags: { posts: { author: { usrname: "a" } } } });
// @ts-expect-error a misspelt field in an array
void Post.where([{ title: "a" }, { vies: 1 }]);
// @ts-expect-error a misspelt field in a not
void Post.where({ not: { vies: 1 } });
// @ts-expect-error a misspelt operator
void Post.where({ title: { contain: "a" } });
// @ts-expect-error text compared with a number
void Post.where({ title: 1 });
// @ts-expect-error a number compared with text
void Post.where({ views: { gt: "1" } });
// @ts-expect-error no operator of numbers
void Post.where({ views: { contains: "1" } });
// @ts-expect-error no such choice
void Post.where({ status: "publishd" });
// @ts-expect-error no such choice among several
void Post.where({ status: { in: ["draft", "publishd"] } });
// @ts-expect-error undefined would select all rows by mistake
void Post.where({ title: undefined });
// @ts-expect-error a decimal is text
void Sample.where({ decimal: 1.5 });
// @ts-expect-error a relation by another model's row of text
void Post.where({ author: "ann" });
// @ts-expect-error a to-many is met by conditions on its rows
void Post.where({ tags: 1 });
// @ts-expect-error a misspelt condition of a count
void Post.count({ vies: 1 });

// Order
void Post.all().order("-createdAt", { rating: { desc: true, nulls: "last" } }, "id");
void Post.all().order({ status: ["published", "draft"] }, { author: "-username" });
void Post.all().order({ category: { parent: "name" } }, { author: { age: { nulls: "first" } } });
// @ts-expect-error a misspelt column
void Post.all().order("titel");
// @ts-expect-error a misspelt column, descending
void Post.all().order("-titel");
// @ts-expect-error a misspelt column of a related row
void Post.all().order({ author: "usrname" });
// @ts-expect-error no such choice
void Post.all().order({ status: ["publishd"] });
// @ts-expect-error no such place for null
void Post.all().order({ rating: { nulls: "middle" } });
// @ts-expect-error rows are not sorted by many others
void Post.all().order({ tags: "name" });

// Some columns
export async function columns() {
  const some = await Post.select("title", "authorId");
  same<(typeof some)[number]["title"], string>();
  same<keyof (typeof some)[number], "title" | "authorId">();
  const titles = await Post.all().pluck("title");
  same<typeof titles, string[]>();
  const parents = await Comment.all().pluck("parentId");
  same<typeof parents, (number | null)[]>();
  const loaded = await Post.with("author").select("title");
  same<(typeof loaded)[number]["author"], User>();
  const reverse = await Post.select("title").with("author");
  same<(typeof reverse)[number]["author"], User>();
  // @ts-expect-error what was not selected is not there
  void some[0]!.content;
  // @ts-expect-error a misspelt column
  void Post.select("titel");
  // @ts-expect-error a relation is no column
  void Post.all().pluck("author");
}

// Relations loaded
export async function loaded() {
  const rows = await Post.with("author", { comments: { with: ["author"], limit: 3 } });
  const [row] = rows;
  same<(typeof rows)[number]["author"], User>();
  same<NonNullable<(typeof rows)[number]["comments"][number]["author"]>, User>();
  same<(typeof rows)[number]["category"], Post["category"]>();
  same<NonNullable<typeof row>["isDraft"], boolean>();
  const nullable = await Post.with("category").get(1);
  same<typeof nullable.category, Category | null>();
  const deep = await User.with({ posts: { with: [{ comments: { with: ["replies"] } }] } }).get(1);
  same<(typeof deep.posts)[number]["comments"][number]["replies"], Comment[]>();
  const part = await Post.with({ author: { select: ["username"] } }).get(1);
  same<typeof part.author.username, string>();
  // @ts-expect-error what was not selected is not there
  void part.author.age;
  // @ts-expect-error not loaded: a promise
  void (await Post.get(1)).author.username;
  // @ts-expect-error may be null
  void nullable.category.name;
  // @ts-expect-error a misspelt relation
  void Post.with("autor");
  // @ts-expect-error a column is no relation
  void Post.with("title");
  // @ts-expect-error a misspelt relation, one deeper
  void Post.with({ comments: { with: ["autor"] } });
  // @ts-expect-error a misspelt condition
  void Post.with({ comments: { where: { lkes: 1 } } });
  // @ts-expect-error a misspelt order
  void Post.with({ comments: { order: "-lkes" } });
  // @ts-expect-error a misspelt column
  void Post.with({ comments: { select: ["bdy"] } });
  // @ts-expect-error a misspelt option
  void Post.with({ comments: { limt: 3 } });
  // @ts-expect-error one row has no order
  void Post.with({ author: { order: "username" } });
  // @ts-expect-error one row has no limit
  void Post.with({ category: { limit: 1 } });
  // @ts-expect-error a condition would leave out a row that is there
  void Comment.with({ post: { with: ["tags", { author: { where: { username: "ada" } } }] } });
  const awaited = await post.tags;
  same<typeof awaited, Tag[]>();
  void post.related("tags").where({ name: "a" });
  // @ts-expect-error a misspelt condition of a collection
  void post.related("tags").where({ nme: "a" });
  const related = await (await Post.with("tags").get(1)).related("tags").query().first();
  same<typeof related, Tag | undefined>();
  // @ts-expect-error a row is no collection
  void post.related("author");
}

// What was loaded with a row leaves it a row of its model.
export async function loadedAreRows() {
  const show = async (shown: Post) => {
    same<Awaited<typeof shown.author>, User>();
    same<Awaited<typeof shown.category>, Category | null>();
    same<Awaited<typeof shown.tags>, Tag[]>();
    // @ts-expect-error perhaps not loaded
    void shown.author.username;
    // @ts-expect-error perhaps not loaded
    void shown.category?.name;
    // @ts-expect-error perhaps not loaded
    void shown.tags.map(String);
    // @ts-expect-error perhaps loaded: `related` has what a list has not
    void shown.tags.where({ name: "a" });
    return shown.related("tags").where({ name: "a" });
  };
  void show(await Post.get(1));
  const row = await Post.with("author", "category", "tags").get(1);
  void show(row);
  same<typeof row.author, User>();
  same<typeof row.category, Category | null>();
  same<typeof row.tags, Tag[]>();
  const deep = Post.with({ comments: { with: [{ author: { with: ["posts"] } }], limit: 3 } });
  void show(await deep.get(1));
  void (await deep).map(show);
  for await (const each of deep.each()) void show(each);
  void show((await User.with({ posts: { with: ["tags"] } }).get(1)).posts[0]!);
  void show(
    await Post.with("author")
      .annotate({ n: count("comments") })
      .get(1),
  );
  // @ts-expect-error some columns are no row
  void show((await User.with({ posts: { select: ["title"] } }).get(1)).posts[0]!);
  // @ts-expect-error its author is no row
  void show(await Post.with({ author: { select: ["username"] } }).get(1));
  // @ts-expect-error its tags are no rows
  void show(await Post.with({ tags: { select: ["name"] } }).get(1));
  // @ts-expect-error a row of another model
  void show(await User.with("posts").get(1));
}

// Computed values
export async function computed() {
  const users = await User.annotate({
    all: count("posts"),
    drafts: count("posts", { status: "draft" }),
    most: max("posts.views"),
    last: max("posts.publishedAt"),
    mean: avg("posts.views"),
    likes: sum("comments.likes"),
    titles: collect("posts.title"),
  }).order("-all");
  const [first] = users;
  type First = NonNullable<typeof first>;
  same<First["all"], number>();
  same<First["drafts"], number>();
  same<First["most"], number | null>();
  same<First["last"], Date | null>();
  same<First["mean"], number | null>();
  same<First["likes"], number>();
  same<First["titles"], string[]>();
  same<First["username"], string>();
  void User.annotate({ n: count("posts") }).having({ n: { gt: 1 } });
  // @ts-expect-error a misspelt name
  void User.annotate({ n: count("posts") }).having({ m: { gt: 1 } });
  // @ts-expect-error a misspelt name in the order
  void User.annotate({ n: count("posts") }).order("-m");
  // @ts-expect-error a misspelt relation
  void User.annotate({ n: count("post") });
  void Post.annotate({ n: count("author.posts"), names: collect("author.posts.title") });
  // @ts-expect-error a misspelt relation of the row that it points at
  void Post.annotate({ n: count("author.post") });
  // @ts-expect-error a misspelt column of a relation
  void User.annotate({ n: max("posts.vies") });
  // @ts-expect-error a misspelt condition
  void User.annotate({ n: count("posts", { sttus: "draft" }) });

  const totals = await Sample.aggregate({
    n: count(),
    reds: count({ choice: "red" }),
    kinds: countDistinct("choice"),
    ints: sum("int"),
    money: sum("decimal"),
    big: sum("bigint"),
    least: min("decimal"),
    first: min("datetime"),
    word: max("text"),
  });
  same<typeof totals.n, number>();
  same<typeof totals.reds, number>();
  same<typeof totals.kinds, number>();
  same<typeof totals.ints, number>();
  same<typeof totals.money, string>();
  same<typeof totals.big, bigint>();
  same<typeof totals.least, string | null>();
  same<typeof totals.first, Date | null>();
  same<typeof totals.word, string | null>();
  // @ts-expect-error a misspelt column
  void Sample.aggregate({ n: sum("itn") });
  // @ts-expect-error a misspelt condition
  void Sample.aggregate({ n: count({ itn: 1 }) });

  const numbers = { posts: count(), drafts: count({ status: "draft" }) } as const;
  // Values that several queries share are declared beside them.
  same<(typeof numbers)["posts"]["~out"], number>();
  void Post.aggregate(numbers);
  void Post.groupBy("authorId").aggregate(numbers);

  const groups = await Post.groupBy("status", { month: truncate("month", "createdAt") })
    .aggregate({ n: count(), views: max("views") })
    .order("-n", "month")
    .having({ n: { gt: 1 } });
  same<(typeof groups)[number]["status"], "draft" | "published" | "archived">();
  same<(typeof groups)[number]["month"], Date>();
  same<(typeof groups)[number]["n"], number>();
  same<(typeof groups)[number]["views"], number | null>();
  // @ts-expect-error a misspelt column
  void Post.groupBy("sttus");
  // @ts-expect-error a misspelt name in the order
  void Post.groupBy("status").aggregate({ n: count() }).order("-m");
  // @ts-expect-error no such period
  void truncate("fortnight", "createdAt");
}

// Raw SQL
export async function raw() {
  const found = await sql<{ n: number }>`select count(*) as n from ${Post}`;
  same<typeof found, { n: number }[]>();
}

// Columns as a shape have the types of the columns.
const shown = Post.shape("id", "status", "reviewerId");
same<
  ReturnType<typeof shown.parse>,
  { id: number; status: "draft" | "published" | "archived"; reviewerId: number | null }
>();
shown.check({ id: 1, status: "draft" });
// @ts-expect-error it is no column
Post.shape("titel");
