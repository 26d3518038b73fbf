// What inference promises of writes; checked by tsc, never run.
import {
  type Collection,
  column,
  type Insert,
  int,
  many,
  minus,
  model,
  one,
  plus,
  text,
  times,
  transaction,
  type Update,
} from "quintet/db";
import { type Change, on } from "quintet/events";
import { Category, Comment, Post, Sample, Tag, User } from "../db/blog-models.ts";
import { Account, Item, Membership, Order, Person } from "../db/shop-models.ts";

// oxlint-disable typescript/no-unnecessary-type-parameters -- the usual way to compare two types exactly
type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(..._proof: Equal<A, B> extends true ? [] : ["the types differ"]): void {}

// create: required fields are required, the others are not, relations come by key or by row.
const user = await User.create({ username: "ada" });
same<typeof user, User>();
const post = await Post.create({ title: "a", author: user });
same<typeof post, Post>();
await Post.create({ title: "a", author: 1, category: null, reviewer: { id: 2 }, views: undefined });
await Tag.create({ id: 5, name: "with its own key" });
const account = await Account.create({ owner: "ada", balance: "1.50" });
same<typeof account.id, string>();
same<typeof account.version, number>();
// @ts-expect-error the title is missing
await Post.create({ author: user });
// @ts-expect-error the author is missing
await Post.create({ title: "a" });
// @ts-expect-error misspelt
await Post.create({ title: "a", author: user, titel: "b" });
// @ts-expect-error a number is no title
await Post.create({ title: 1, author: user });
// @ts-expect-error none of the choices
await Post.create({ title: "a", author: user, status: "publishd" });
// @ts-expect-error the author cannot be null
await Post.create({ title: "a", author: null });
// @ts-expect-error a text is no key of a user
await Post.create({ title: "a", author: "ada" });
// @ts-expect-error to many: linked after saving
await Post.create({ title: "a", author: user, tags: [1] });
// @ts-expect-error decimals are text
await Account.create({ owner: "ada", balance: 1.5 });
// @ts-expect-error a bigint field takes no number
await Sample.create({ bigint: 1 });

// new and save
const draft = new Post({ title: "a" });
same<Awaited<ReturnType<typeof draft.save>>, Post>();
draft.views = 5;
draft.authorId = 5;
draft.categoryId = null;
// @ts-expect-error the author's key cannot be null
draft.authorId = null;
// @ts-expect-error a relation is set by its key or by assign
draft.author = user;
// @ts-expect-error misspelt
draft.veiws = 5;
// @ts-expect-error misspelt
void new Post({ titel: "a" });
same<typeof draft.isNew, boolean>();
// @ts-expect-error it tells, it is not set
draft.isNew = false;

// assign and update: values, relations, foreign keys and expressions
draft.assign({
  title: "b",
  author: user,
  reviewer: null,
  views: plus(1),
  content: column("title"),
});
draft.assign({ authorId: 3, title: undefined });
// What may be left out may be undefined, so that the checked body of a PATCH can be given as it is.
const patch: { title?: string | undefined; authorId?: number | undefined } = {};
draft.assign(patch);
await Post.all().update(patch);
await Post.all().update({ views: minus(1), rating: times(1.5), author: 3, categoryId: null });
await Account.all().update({ balance: plus("0.25") });
await Sample.all().update({ bigint: plus(1n) });
same<Awaited<ReturnType<ReturnType<typeof Post.all>["update"]>>, number>();
// @ts-expect-error misspelt
draft.assign({ titel: "b" });
// @ts-expect-error misspelt
await Post.all().update({ veiws: 1 });
// @ts-expect-error text is not added to a number
await Post.all().update({ views: plus("1") });
// @ts-expect-error a decimal takes text
await Account.all().update({ balance: plus(1) });
// @ts-expect-error the title cannot be null
await Post.all().update({ title: null });
// @ts-expect-error to many
await Post.all().update({ tags: [] });

// many at once
const [tag] = await Tag.createMany([{ name: "a" }]);
same<typeof tag, Tag | undefined>();
// @ts-expect-error misspelt
await Tag.createMany([{ nmae: "a" }]);
const put = await Order.upsert({ code: "a" }, { on: ["code"], update: ["total"] });
same<typeof put, Order>();
await Item.upsert({ name: "a", order: 1 }, { on: ["order", "name"] });
await Item.upsert({ name: "a", order: 1 }, { on: ["orderId", "name"] });
// @ts-expect-error misspelt
await Order.upsert({ code: "a" }, { on: ["cod"] });
// @ts-expect-error misspelt
await Order.upsert({ code: "a" }, { on: ["code"], update: ["totl"] });
const got = await Order.getOrCreate({ code: "a" }, { total: "1" });
same<typeof got, { row: Order; isCreated: boolean }>();
// @ts-expect-error misspelt
await Order.getOrCreate({ cod: "a" });
// @ts-expect-error misspelt
await Order.updateOrCreate({ code: "a" }, { totl: "1" });

// collections
const tags = post.related("tags");
same<typeof tags, Collection<typeof Tag>>();
same<Awaited<typeof tags>, Tag[]>();
await tags.add(tag!, 5);
await tags.set([tag!]);
await post.related("comments").create({ body: "a" });
await tags.clear();
same<Awaited<ReturnType<typeof tags.create>>, Tag>();
// @ts-expect-error a user is no tag
await tags.add(user);
// @ts-expect-error misspelt
await post.related("comments").create({ boddy: "a" });
// @ts-expect-error one row, to be awaited
post.related("author");
// @ts-expect-error misspelt
post.related("tgas");
same<Awaited<typeof post.author>, User>();
same<Awaited<typeof post.category>, Category | null>();
same<Awaited<InstanceType<typeof Comment>["parent"]>, Comment | null>();

// signals: the row is the model's own, before is its columns
on(Post.saved, ({ row, before, isNew, changed, change }) => {
  same<typeof isNew, boolean>();
  same<typeof changed, readonly string[]>();
  same<typeof change, Change>();
  const title: string | undefined = before?.title;
  const isDraft: string = row.title;
  // @ts-expect-error misspelt
  void row.titel;
  // @ts-expect-error misspelt
  void before?.titel;
  return [title, isDraft];
});
on([Post.saved, Item.saved], ({ row }) => void row.id);
on(Post.deleted, ({ row, change }) => [row.slug, change.key]);
on(Person.linked, ({ relation, key, target }) => [relation, key, target]);
on(Item.saving, ({ row }) => void (row.position = 1));
// @ts-expect-error no such time
void on(Item.saving, () => undefined, { when: "never" });

// declarations
class Line extends model("line", {
  amount: int(),
  label: text(),
  get order() {
    return one(() => Order, { onDelete: "cascade" });
  },
  get parts() {
    return many(() => Line, { through: "line_parts" });
  },
}) {
  static {
    this.unique(["order", "label"]);
    this.index(["-amount", "orderId"], { where: { amount: { gt: 0 } } });
    this.check("amount_is_positive", { amount: { gt: 0 } });
    // @ts-expect-error misspelt
    this.unique(["ordr", "label"]);
    // @ts-expect-error misspelt
    this.check("amount_is_positive", { amuont: { gt: 0 } });
  }
}
same<Awaited<ReturnType<Line["save"]>>, Line>();
type LineInsert = Insert<(typeof Line)["fields"]>;
const line: LineInsert = { amount: 1, label: "a", order: 1 };
const change: Update<(typeof Line)["fields"]> = { amount: plus(1) };
void [line, change];
// @ts-expect-error misspelt
one(() => Order, { onDelete: "casade" });
// @ts-expect-error misspelt
many(() => Order, { orphans: "remove" });

// transactions give what their function gives
same<Awaited<ReturnType<typeof transaction<Post>>>, Post>();
const made = await transaction(() => Membership.create({ person: 1, club: 1 }));
same<typeof made, Membership>();
