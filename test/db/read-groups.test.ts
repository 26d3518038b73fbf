import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import {
  avg,
  collect,
  count,
  countDistinct,
  type Database,
  max,
  min,
  sum,
  truncate,
} from "quintet/db";
import { Comment, makeBlog, Post, Sample, Tag, User } from "./blog-models.ts";
import { eachDialect } from "./dialects.ts";
import { counted, refused } from "./statement-count.ts";

const DATES = [
  "2023-12-31T23:59:59.999Z",
  "2024-01-01T00:00:00.000Z",
  "2024-02-29T13:45:00.001Z",
  "2024-03-31T23:30:00.000Z",
  "2024-06-30T12:00:00.000Z",
  "2024-09-30T12:59:59.999Z",
  "2024-12-29T01:00:00.000Z",
  "2024-12-30T01:00:00.000Z",
] as const;

const UNITS = ["hour", "day", "week", "month", "quarter", "year"] as const;

/** The start of the period, computed without a database. */
function startOf(unit: (typeof UNITS)[number], text: string): string {
  const date = new Date(text);
  if (unit === "hour") date.setUTCMinutes(0, 0, 0);
  else date.setUTCHours(0, 0, 0, 0);
  if (unit === "week") date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  if (unit === "month") date.setUTCDate(1);
  if (unit === "quarter") date.setUTCMonth(Math.floor(date.getUTCMonth() / 3) * 3, 1);
  if (unit === "year") date.setUTCMonth(0, 1);
  return date.toISOString();
}

async function seed(): Promise<void> {
  const big = 2n ** 60n;
  await Sample.createMany([
    { int: 1, float: 0.5, decimal: "0.1", bigint: big, choice: "red", date: "2024-02-29" },
    { int: 2, float: 1.5, decimal: "0.2", bigint: big + 1n, choice: "red", date: "2024-03-01" },
    { int: 4, float: null, decimal: "-5.0005", bigint: null, choice: "green", time: "10:00:00" },
    { int: null, text: "ä", choice: null, bool: true, small: 3 },
  ]);
  await Sample.createMany(DATES.map((text) => ({ datetime: new Date(text), text: "dated" })));
  const [ann, bob] = await User.createMany([
    { username: "ann", age: 30 },
    { username: "bob" },
    { username: "cat" },
  ]);
  const posts = await Post.createMany([
    { title: "a", views: 1, author: ann! },
    { title: "b", views: 5, author: ann!, status: "archived", rating: 4.5 },
    { title: "c", views: 7, author: bob! },
  ]);
  const [x, y] = await Tag.createMany([{ name: "x" }, { name: "y" }]);
  await posts[0]!.related("tags").add(x!, y!);
  await posts[1]!.related("tags").add(x!);
  await Comment.createMany([
    { body: "1", post: 1, likes: 2, author: ann! },
    { body: "2", post: 1, likes: 3 },
    { body: "3", post: 3, likes: 4 },
  ]);
}

eachDialect((make) => {
  let database: Database;
  before(async () => {
    database = await makeBlog(make);
    await database.run(seed);
  });
  after(() => database.close());
  const on = (name: string, fn: () => Promise<void>): void =>
    void test(name, () => database.run(fn));
  const numbers = Sample.where({ not: { text: "dated" } });

  describe("aggregates over rows", () => {
    on("give one row of values of their columns' types, exact", async () => {
      const totals = await counted(1, () =>
        numbers.aggregate({
          rows: count(),
          ints: count("int"),
          reds: count({ choice: "red" }),
          kinds: countDistinct("choice"),
          int: sum("int"),
          float: sum("float"),
          money: sum("decimal"),
          big: sum("bigint"),
          mean: avg("int"),
          meanMoney: avg("decimal", { choice: "red" }),
          least: min("decimal"),
          most: max("bigint"),
          word: max("text"),
          day: min("date"),
          time: max("time"),
          redInts: sum("int", { choice: "red" }),
          redMoney: sum("decimal", { choice: "red" }),
        }),
      );
      const { meanMoney, mean, ...exact } = totals;
      assert.deepEqual(exact, {
        rows: 4,
        ints: 3,
        reds: 2,
        kinds: 2,
        int: 7,
        float: 2,
        money: "-4.7005",
        big: 2n ** 61n + 1n,
        least: "-5.0005",
        most: 2n ** 60n + 1n,
        word: "ä",
        day: "2024-02-29",
        time: "10:00:00",
        redInts: 3,
        redMoney: "0.3000",
      });
      assert.ok(Math.abs(meanMoney! - 0.15) < 1e-12 && Math.abs(mean! - 7 / 3) < 1e-12);
      const dates = await Sample.aggregate({ first: min("datetime"), last: max("datetime") });
      assert.deepEqual(dates, { first: new Date(DATES[0]), last: new Date(DATES[7]) });
    });

    on("of no rows are 0 or null", async () => {
      const none = await Sample.where([]).aggregate({
        n: count(),
        int: sum("int"),
        money: sum("decimal"),
        big: sum("bigint"),
        mean: avg("float"),
        least: min("decimal"),
        last: max("datetime"),
      });
      const expected = {
        n: 0,
        int: 0,
        money: "0.0000",
        big: 0n,
        mean: null,
        least: null,
        last: null,
      };
      assert.deepEqual(none, expected);
    });

    on("of what cannot be computed are refused", async () => {
      await refused(() => Sample.aggregate({ a: sum("text") }), "DB_BAD_QUERY");
      await refused(() => Sample.aggregate({ a: avg("datetime") }), "DB_BAD_QUERY");
      for (const name of ["bool", "json", "list", "bytes", "uuid"] as const)
        await refused(() => Sample.aggregate({ a: max(name) }), "DB_BAD_QUERY");
      await refused(() => Sample.aggregate({ a: sum("itn") as never }), "DB_UNKNOWN_FIELD");
      await refused(() => Sample.aggregate({}), "DB_BAD_QUERY");
      await refused(() => Sample.all().limit(1).aggregate({ a: count() }), "DB_BAD_QUERY");
      await refused(() => User.aggregate({ a: count("posts") as never }), "DB_BAD_QUERY");
      const wrong = count({ itn: 1 } as object) as never;
      await refused(() => Sample.aggregate({ a: wrong }), "DB_UNKNOWN_FIELD");
    });
  });

  describe("computed values of each row", () => {
    on("go over its related rows and do not multiply each other", async () => {
      const users = await counted(1, () =>
        User.annotate({ posts: count("posts") }).order("-posts", "id"),
      );
      assert.deepEqual(
        users.map(({ posts }) => posts),
        [2, 1, 0],
        "a number stands where the rows would",
      );
      await refused(() => User.annotate({ username: count("posts") }), "DB_BAD_QUERY");
      await refused(() => User.with("posts").annotate({ posts: count("posts") }), "DB_BAD_QUERY");
      const rows = await counted(1, () =>
        User.annotate({
          written: count("posts"),
          drafts: count("posts", { status: "draft" }),
          views: sum("posts.views"),
          most: max("posts.views"),
          mean: avg("posts.rating"),
          said: count("comments"),
          tagged: count("posts", { tags: { name: "x" } }),
        }).order("id"),
      );
      assert.ok(rows[0] instanceof User);
      const of = ({ written, drafts, views, most, mean, said, tagged }: (typeof rows)[number]) => [
        written,
        drafts,
        views,
        most,
        mean,
        said,
        tagged,
      ];
      assert.deepEqual(rows.map(of), [
        [2, 1, 6, 5, 4.5, 1, 2],
        [1, 1, 7, 7, null, 0, 0],
        [0, 0, 0, null, null, 0, 0],
      ]);
    });

    on("go over many-to-many relations", async () => {
      const tags = await Tag.annotate({ n: count("posts"), views: sum("posts.views") }).order("id");
      assert.deepEqual(
        tags.map(({ n, views }) => [n, views]),
        [
          [2, 6],
          [1, 1],
        ],
      );
      const posts = await Post.annotate({ n: count("tags"), names: countDistinct("tags.name") });
      assert.deepEqual(new Set(posts.map(({ n }) => n)), new Set([0, 1, 2]));
    });

    on("collect texts, sorted, and none where there are no rows", async () => {
      const posts = await counted(1, () =>
        Post.annotate({ names: collect("tags.name"), some: collect("tags.name", { name: "y" }) })
          .with("author")
          .order("id"),
      );
      assert.deepEqual(
        posts.map(({ names, some }) => [names, some]),
        [
          [["x", "y"], ["y"]],
          [["x"], []],
          [[], []],
        ],
      );
      assert.deepEqual(await Tag.aggregate({ names: collect("name", { name: { not: "x" } }) }), {
        names: ["y"],
      });
      await refused(() => Post.annotate({ of: collect("comments.likes") }), "DB_BAD_QUERY");
      const names = Post.annotate({ names: collect("tags.name") });
      await refused(() => names.having({ names: ["x"] }), "DB_BAD_QUERY");
    });

    on(
      "go over the relations of the row that a row points at, where it points at one",
      async () => {
        const comments = await counted(1, () =>
          Comment.annotate({ tags: collect("post.tags.name"), posts: count("author.posts") }).order(
            "id",
          ),
        );
        assert.deepEqual(
          comments.map(({ tags, posts }) => [tags, posts]),
          [
            [["x", "y"], 2],
            [["x", "y"], 0],
            [[], 0],
          ],
        );
        const further = { posts: count("post.author.posts") } as never;
        await refused(() => Comment.annotate(further), "DB_BAD_QUERY");
      },
    );

    on("come with relations, conditions, order and pages", async () => {
      const query = User.annotate({ n: count("posts") })
        .where({ age: null })
        .with("posts")
        .order("-n", "username");
      const rows = await counted(2, () => query);
      assert.deepEqual(
        rows.map(({ username, n, posts }) => [username, n, posts.length]),
        [
          ["bob", 1, 1],
          ["cat", 0, 0],
        ],
      );
      const page = await query.page(1, { size: 1 });
      assert.deepEqual([page.count, page.items[0]!.n], [2, 1]);
      const json = JSON.parse(JSON.stringify(page.items[0])) as Record<string, unknown>;
      assert.equal(json["n"], 1);
      assert.deepEqual(rows[0]!.changedFields(), []);
      const plain = await User.annotate({ n: count("posts") })
        .select("username")
        .order("-n")
        .limit(1);
      assert.deepEqual(plain, [{ username: "ann", n: 2 }]);
    });

    on("are conditions too, compared by their own types", async () => {
      const of = async (having: object): Promise<string[]> =>
        User.annotate({
          n: count("posts"),
          views: sum("posts.views"),
          most: max("posts.views"),
          mean: avg("posts.rating"),
        })
          .having(having)
          .order("id")
          .pluck("username");
      assert.deepEqual(await of({ n: { gte: 1 } }), ["ann", "bob"]);
      assert.deepEqual(await of({ n: 2 }), ["ann"]);
      assert.deepEqual(await of({ n: { gt: 0, lt: 2 } }), ["bob"]);
      assert.deepEqual(await of({ n: { gt: 0 }, views: { gt: 6.5 } }), ["bob"]);
      assert.deepEqual(await of({ most: null }), ["cat"]);
      assert.deepEqual(await of({ most: { not: null } }), ["ann", "bob"]);
      assert.deepEqual(await of({ most: { not: 5 } }), ["bob", "cat"]);
      assert.deepEqual(await of({ mean: { gt: 4.25 } }), ["ann"]);
      assert.deepEqual(await of({}), ["ann", "bob", "cat"]);
      assert.equal(
        await User.annotate({ n: count("posts") })
          .having({ n: 0 })
          .count(),
        1,
      );
      assert.equal(
        await User.annotate({ n: count("posts") })
          .having({ n: 9 })
          .exists(),
        false,
      );
      await refused(() => of({ m: 1 }), "DB_UNKNOWN_FIELD");
      await refused(() => of({ n: { most: 1 } }), "DB_UNKNOWN_OPERATOR");
      await refused(() => of({ n: { constructor: 1 } }), "DB_UNKNOWN_OPERATOR");
      await refused(() => of({ n: "1" }), "DB_WRONG_VALUE");
      await refused(() => of({ n: 1.5 }), "DB_WRONG_VALUE");
      await refused(() => of({ n: {} }), "DB_WRONG_VALUE");
      await refused(() => of({ n: undefined }), "DB_UNDEFINED_VALUE");
    });

    on("over the rows themselves, or of what there is not, are refused", async () => {
      const annotate = (value: unknown) => () => User.annotate({ n: value as never });
      await refused(annotate(count()), "DB_BAD_QUERY");
      await refused(annotate(max("age")), "DB_BAD_QUERY");
      await refused(annotate(count("post")), "DB_BAD_QUERY");
      await refused(annotate(max("posts.vies")), "DB_UNKNOWN_FIELD");
      await refused(annotate(max("posts")), "DB_BAD_QUERY");
      await refused(annotate(count("posts", { vies: 1 })), "DB_UNKNOWN_FIELD");
      await refused(() => User.annotate({ age: count("posts") }), "DB_BAD_QUERY");
    });
  });

  describe("groups", () => {
    on("are counted and computed for each value, null being one", async () => {
      const groups = await counted(1, () =>
        numbers
          .groupBy("choice")
          .aggregate({
            n: count(),
            money: sum("decimal"),
            most: max("int"),
            some: count({ int: { gt: 1 } }),
          })
          .order("choice"),
      );
      assert.deepEqual(groups, [
        { choice: null, n: 1, money: "0.0000", most: null, some: 0 },
        { choice: "green", n: 1, money: "-5.0005", most: 4, some: 1 },
        { choice: "red", n: 2, money: "0.3000", most: 2, some: 1 },
      ]);
    });

    on("are sorted, narrowed and cut", async () => {
      const groups = numbers
        .groupBy("choice")
        .aggregate({ n: count(), money: sum("decimal"), big: max("bigint") });
      const named = async (query: PromiseLike<{ choice: unknown }[]>): Promise<unknown[]> =>
        (await query).map(({ choice }) => choice);
      assert.deepEqual(await named(groups.order("-n", "-choice")), ["red", "green", null]);
      assert.deepEqual(await named(groups.order("-n", "choice").limit(1).offset(1)), [null]);
      assert.deepEqual(await named(groups.having({ n: { gt: 1 } })), ["red"]);
      assert.deepEqual(await named(groups.having({ money: { lt: "-10" } })), []);
      assert.deepEqual(await named(groups.having({ money: { lt: "-1" } })), ["green"]);
      assert.deepEqual(await named(groups.having({ money: "0.3" })), ["red"]);
      assert.deepEqual(await named(groups.having({ big: { gt: 2n ** 60n } })), ["red"]);
    });

    on("go by several columns of any type", async () => {
      const groups = await Sample.groupBy("bool", "bigint", "decimal", "date").aggregate({
        n: count(),
      });
      assert.equal(groups.length, 5);
      assert.ok(groups.some(({ bool, decimal }) => bool === true && decimal === null));
      assert.ok(groups.some(({ bigint, date }) => bigint === 2n ** 60n && date === "2024-02-29"));
      const byAuthor = await Post.groupBy("authorId", "status")
        .aggregate({ views: sum("views") })
        .order("-views");
      assert.deepEqual(byAuthor[0], { authorId: 2, status: "draft", views: 7 });
    });

    for (const unit of UNITS) {
      on(`by ${unit} start where the ${unit} starts, in UTC`, async () => {
        const groups = await Sample.where({ datetime: { not: null } })
          .groupBy({ start: truncate(unit, "datetime") })
          .aggregate({ n: count() })
          .order("start");
        const expected = Map.groupBy(DATES, (text) => startOf(unit, text));
        assert.deepEqual(
          groups.map(({ start, n }) => [start.toISOString(), n]),
          [...expected].map(([start, texts]) => [start, texts.length]),
        );
        const days = await Sample.where({ date: { not: null } })
          .groupBy({ start: truncate(unit, "date") })
          .aggregate({ n: count() })
          .order("start");
        const starts = ["2024-02-29", "2024-03-01"].map((day) => startOf(unit, day));
        assert.deepEqual(
          days.map(({ start }) => start.toISOString()),
          [...new Set(starts)],
        );
      });
    }

    on("by period and column, periods without a date among them", async () => {
      const groups = await Sample.groupBy("text", { year: truncate("year", "datetime") })
        .aggregate({ n: count() })
        .order("-n");
      assert.deepEqual(groups[0], { text: "dated", year: new Date("2024-01-01"), n: 7 });
      assert.ok(groups.some(({ year }) => year === null));
    });

    on("by what cannot be grouped are refused", async () => {
      const by =
        (...keys: unknown[]) =>
        () =>
          Sample.groupBy(...(keys as ["int"])).aggregate({ n: count() });
      await refused(by(), "DB_BAD_QUERY");
      await refused(by("itn"), "DB_UNKNOWN_FIELD");
      await refused(by(5), "DB_WRONG_VALUE");
      await refused(by({ a: truncate("day", "text") }), "DB_BAD_QUERY");
      await refused(by({ a: truncate("day'; --" as "day", "datetime") }), "DB_WRONG_VALUE");
      await refused(by({ n: truncate("day", "datetime") }), "DB_BAD_QUERY");
      await refused(by({ a: {} }), "DB_WRONG_VALUE");
      await refused(
        () => User.groupBy("age").aggregate({ n: count("posts") as never }),
        "DB_BAD_QUERY",
      );
      await refused(
        () =>
          Sample.groupBy("int")
            .aggregate({ n: count() })
            .order("m" as "n"),
        "DB_UNKNOWN_FIELD",
      );
      await refused(async () => Sample.groupBy("int").limit(-1), "DB_WRONG_VALUE");
      await refused(async () => Sample.groupBy("int").offset(1.5), "DB_WRONG_VALUE");
    });
  });
});
