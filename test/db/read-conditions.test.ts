import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { column, type Database, queryLog, sql } from "quintet/db";
import { makeBlog, Post, Sample, User } from "./blog-models.ts";
import { eachDialect } from "./dialects.ts";

/** Three values of each type in ascending order, the middle one standing in two rows. */
const ASCENDING = {
  text: ["100% sure", "Zoë_1", "zürich \\ 北京"],
  slug: ["a-b", "a-c", "b"],
  email: ["a@x.org", "b@x.org", "c@x.org"],
  url: ["https://a.org/", "https://b.org/", "https://c.org/"],
  uuid: [
    "00000000-0000-7000-8000-000000000001",
    "7f000000-0000-7000-8000-00000000000a",
    "ffffffff-ffff-7fff-bfff-ffffffffffff",
  ],
  choice: ["blue", "green", "red"],
  int: [-9007199254740991, 0, 9007199254740991],
  small: [-32768, 0, 32767],
  medium: [-2147483648, 7, 2147483647],
  bigint: [-(2n ** 63n), 9007199254740993n, 2n ** 63n - 1n],
  float: [-1.5e300, 0.1, 1e300],
  decimal: ["-99999999999999.9999", "0.1000", "99999999999999.9999"],
  bool: [false, true, true],
  date: ["0001-01-01", "2024-02-29", "9999-12-31"],
  time: ["00:00:00", "12:30:01", "23:59:59"],
  datetime: [
    new Date("0001-01-01T00:00:00.000Z"),
    new Date("2024-02-29T12:00:00.001Z"),
    new Date("9999-12-31T23:59:59.999Z"),
  ],
  bytes: [new Uint8Array(), new Uint8Array([0, 255]), new Uint8Array([1])],
} as const;

type Name = keyof typeof ASCENDING;
const NAMES = Object.keys(ASCENDING) as Name[];
const TEXTS: readonly Name[] = ["text", "slug", "email", "url", "choice"];

/** Ids 1 to 5: low, middle, high, null, middle. */
const ROWS = [0, 1, 2, null, 1] as const;

async function seed(): Promise<void> {
  for (const at of ROWS) {
    const values = NAMES.map((name) => [name, at === null ? null : ASCENDING[name][at]]);
    await Sample.create({
      ...Object.fromEntries(values),
      json: at === null ? null : DOCUMENTS[at],
      list: at === null ? null : LISTS[at],
    });
  }
}

const DOCUMENTS = [
  {
    name: "Ann",
    age: 7,
    tags: ["x", 1, true],
    deep: { 'it\'s "k"': [{ a: null }] },
    on: true,
    "\\": 1,
  },
  { name: "1", age: "7", tags: [], on: 1 },
  ["first", 2],
] as const;
const LISTS = [["red", "100%"], [], ["1"]] as const;

async function idsOf(condition: unknown): Promise<number[]> {
  return Sample.where(condition as never)
    .order("id")
    .pluck("id");
}

const refusal = (code: string, part: string) => (error: { code: string; message: string }) => {
  assert.equal(error.code, code);
  assert.ok(error.message.includes(part), error.message);
  return true;
};

async function refused(condition: unknown, code: string, part: string): Promise<void> {
  const log: string[] = [];
  await queryLog.run(log, () => assert.rejects(idsOf(condition), refusal(code, part)));
  assert.deepEqual(log, [], "nothing was asked of the database");
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

  describe("operators", () => {
    for (const name of NAMES.filter((one) => one !== "bool")) {
      const [low, middle, high] = ASCENDING[name];
      on(`of ${name} compare by value`, async () => {
        const cases: [unknown, number[]][] = [
          [middle, [2, 5]],
          [{ eq: low }, [1]],
          [{ not: middle }, [1, 3, 4]],
          [{ in: [low, high] }, [1, 3]],
          [
            [low, high],
            [1, 3],
          ],
          [{ in: [low, null] }, [1, 4]],
          [{ in: [] }, []],
          [[], []],
          [{ notIn: [low, high] }, [2, 4, 5]],
          [{ notIn: [low, null] }, [2, 3, 5]],
          [{ notIn: [] }, [1, 2, 3, 4, 5]],
          [{ lt: middle }, [1]],
          [{ lte: middle }, [1, 2, 5]],
          [{ gt: middle }, [3]],
          [{ gte: middle }, [2, 3, 5]],
          [{ gt: low, lt: high }, [2, 5]],
          [{ between: [low, middle] }, [1, 2, 5]],
          [{ between: [high, low] }, []],
          [null, [4]],
          [{ eq: null }, [4]],
          [{ not: null }, [1, 2, 3, 5]],
          [{ eq: column(name) }, [1, 2, 3, 4, 5]],
          [{ not: column(name) }, []],
          [{ lte: column(name) }, [1, 2, 3, 5]],
        ];
        for (const [condition, wanted] of cases) {
          const label = `${name} ${String(Object.keys(condition ?? {}))}`;
          assert.deepEqual(await idsOf({ [name]: condition }), wanted, label);
          const rest = [1, 2, 3, 4, 5].filter((id) => !wanted.includes(id));
          assert.deepEqual(await idsOf({ not: { [name]: condition } }), rest, `not ${label}`);
        }
      });
    }

    on("of bool compare by value", async () => {
      assert.deepEqual(await idsOf({ bool: true }), [2, 3, 5]);
      assert.deepEqual(await idsOf({ bool: { not: true } }), [1, 4]);
      assert.deepEqual(await idsOf({ bool: { in: [false, null] } }), [1, 4]);
      assert.deepEqual(await idsOf({ bool: { lt: true } }), [1]);
    });
  });

  describe("text", () => {
    on("takes % and _ and the backslash for themselves", async () => {
      assert.deepEqual(await idsOf({ text: { contains: "%" } }), [1]);
      assert.deepEqual(await idsOf({ text: { icontains: "%" } }), [1]);
      assert.deepEqual(await idsOf({ text: { contains: "_" } }), [2, 5]);
      assert.deepEqual(await idsOf({ text: { icontains: "ë_1" } }), [2, 5]);
      assert.deepEqual(await idsOf({ text: { contains: "\\" } }), [3]);
      assert.deepEqual(await idsOf({ text: { icontains: "H \\ " } }), [3]);
      assert.deepEqual(await idsOf({ text: { startsWith: "100%" } }), [1]);
      assert.deepEqual(await idsOf({ text: { endsWith: "_1" } }), [2, 5]);
    });

    on("is compared with and without regard to case, in Unicode", async () => {
      const cases: [unknown, number[]][] = [
        [{ contains: "ZO" }, []],
        [{ icontains: "ZO" }, [2, 5]],
        [{ icontains: "ZOË" }, [2, 5]],
        [{ icontains: "ÜRI" }, [3]],
        [{ startsWith: "Z" }, [2, 5]],
        [{ istartsWith: "Z" }, [2, 3, 5]],
        [{ istartsWith: "ZÜ" }, [3]],
        [{ endsWith: "SURE" }, []],
        [{ iendsWith: "SURE" }, [1]],
        [{ iendsWith: "北京" }, [3]],
        [{ ieq: "ZOË_1" }, [2, 5]],
        [{ ieq: "zo" }, []],
        [{ startsWith: "z", endsWith: "京" }, [3]],
      ];
      for (const [condition, wanted] of cases)
        assert.deepEqual(await idsOf({ text: condition }), wanted, JSON.stringify(condition));
    });

    on("every text but null contains, starts and ends with the empty text", async () => {
      const kinds = ["contains", "icontains", "startsWith", "istartsWith", "endsWith", "iendsWith"];
      for (const kind of kinds)
        assert.deepEqual(await idsOf({ text: { [kind]: "" } }), [1, 2, 3, 5], kind);
      assert.deepEqual(await idsOf({ text: { ieq: "" } }), []);
    });

    for (const name of TEXTS) {
      on(`operators work on ${name}`, async () => {
        const low = ASCENDING[name][0] as string;
        assert.deepEqual(await idsOf({ [name]: { ieq: low.toUpperCase() } }), [1]);
        assert.deepEqual(await idsOf({ [name]: { startsWith: low } }), [1]);
      });
    }
  });

  describe("JSON", () => {
    const cases: [string, unknown, number[]][] = [
      ["a text at a path", { path: "name", eq: "Ann" }, [1]],
      ["a number, which no text is", { path: "age", eq: 7 }, [1]],
      ["a text that looks like a number", { path: "age", eq: "7" }, [2, 5]],
      ["numbers in order", { path: "age", gte: 7 }, [1]],
      ["a truth, which 1 is not", { path: "on", eq: true }, [1]],
      ["the number 1, which no truth is", { path: "on", eq: 1 }, [2, 5]],
      ["difference, also of type", { path: "age", not: 7 }, [2, 3, 4, 5]],
      ["null or nothing at a path", { path: "age", eq: null }, [3, 4]],
      ["anything at a path", { path: "deep", not: null }, [1]],
      ["an index", { path: "1", eq: 2 }, [3]],
      ["an index in a key", { path: "tags.0", eq: "x" }, [1]],
      ["a key with quotes", { path: `deep.it's "k".0.a`, eq: null }, [1, 2, 3, 4, 5]],
      ["one of several", { path: "name", in: ["Ann", "1"] }, [1, 2, 5]],
      ["one of none", { path: "name", in: [] }, []],
      ["a part of a text", { path: "name", contains: "n" }, [1]],
      ["a part without regard to case", { path: "name", icontains: "AN" }, [1]],
      ["an item of an array at a path", { path: "tags", has: "x" }, [1]],
      ["a number among items", { path: "tags", has: 1 }, [1]],
      ["a truth among items", { path: "tags", has: true }, [1]],
      ["no text for a number among items", { path: "tags", has: "1" }, []],
      ["an item of the whole", { has: "first" }, [3]],
      ["null", null, [4]],
      ["the whole not being null", { not: null }, [1, 2, 3, 5]],
    ];
    for (const [name, condition, wanted] of cases) {
      on(`asks for ${name}`, async () => {
        assert.deepEqual(await idsOf({ json: condition }), wanted);
        const rest = [1, 2, 3, 4, 5].filter((id) => !wanted.includes(id));
        assert.deepEqual(await idsOf({ not: { json: condition } }), rest, "and for the others");
      });
    }

    on("a quote in a path reaches no SQL", async () => {
      assert.deepEqual(await idsOf({ json: { path: "x') or 1=1 --", eq: 1 } }), []);
      assert.deepEqual(await idsOf({ json: { path: "x\"}' or 1=1 --", eq: 1 } }), []);
      assert.deepEqual(await idsOf({ json: { path: "\\", eq: 1 } }), [1]);
    });

    on("lists are asked for their items", async () => {
      assert.deepEqual(await idsOf({ list: { has: "100%" } }), [1]);
      assert.deepEqual(await idsOf({ list: { path: "0", eq: "1" } }), [3]);
      assert.deepEqual(await idsOf({ list: null }), [4]);
      assert.deepEqual(await idsOf({ not: { list: { has: "red" } } }), [2, 3, 4, 5]);
    });
  });

  describe("objects and arrays", () => {
    on("an object means all of it, an empty one everything", async () => {
      assert.deepEqual(await idsOf({}), [1, 2, 3, 4, 5]);
      assert.deepEqual(await idsOf({ int: 0, text: { startsWith: "Z" }, id: { gt: 2 } }), [5]);
      assert.deepEqual(await idsOf({ not: {} }), []);
    });

    on("an array means any of it, an empty one nothing", async () => {
      assert.deepEqual(await idsOf([]), []);
      assert.deepEqual(await idsOf([{ id: 1 }, { text: null }, { id: 1 }]), [1, 4]);
      assert.deepEqual(await idsOf([[{ id: 1 }], [[{ id: 2 }, []]]]), [1, 2]);
      assert.deepEqual(await idsOf({ not: [] }), [1, 2, 3, 4, 5]);
      assert.deepEqual(await idsOf({ id: { lt: 4 }, not: [{ id: 1 }, { id: 2 }] }), [3]);
    });

    on("where narrows and exclude leaves out", async () => {
      const some = Sample.where({ id: { gt: 1 } }).exclude({ int: { lt: 5 } });
      assert.deepEqual(await some.order("id").pluck("id"), [3, 4]);
      const twice = Sample.exclude({ not: { id: 3 } });
      assert.deepEqual(await twice.pluck("id"), [3]);
    });

    on("columns are compared with columns", async () => {
      assert.deepEqual(await idsOf({ small: { not: column("medium") } }), [1, 2, 3, 5]);
      assert.deepEqual(await idsOf({ small: { eq: column("medium") } }), [4]);
      assert.deepEqual(await idsOf({ small: { lt: column("medium") } }), [2, 3, 5]);
      assert.deepEqual(await idsOf({ int: { between: [column("small"), 0] } }), [2, 5]);
      assert.deepEqual(await idsOf({ int: { between: [0, column("int")] } }), [2, 3, 5]);
    });
  });

  describe("what is refused", () => {
    on("undefined, by the field's name", async () => {
      await refused({ text: undefined }, "DB_UNDEFINED_VALUE", "sample.text");
      await refused({ text: { eq: undefined } }, "DB_UNDEFINED_VALUE", "sample.text");
      await refused({ text: { contains: undefined } }, "DB_UNDEFINED_VALUE", "sample.text");
      await refused({ int: { in: undefined } }, "DB_UNDEFINED_VALUE", "sample.int");
      await refused({ int: { in: [1, undefined] } }, "DB_UNDEFINED_VALUE", "sample.int");
      await refused({ int: { between: [1] } }, "DB_WRONG_VALUE", "sample.int");
      await refused({ json: undefined }, "DB_UNDEFINED_VALUE", "sample.json");
      await refused({ not: undefined }, "DB_UNDEFINED_VALUE", "sample");
      await refused([undefined], "DB_UNDEFINED_VALUE", "sample");
      await refused(undefined, "DB_UNDEFINED_VALUE", "sample");
      await assert.rejects(
        async () => Post.where({ author: undefined as never }),
        refusal("DB_UNDEFINED_VALUE", "post.authorId"),
      );
    });

    on("what was not awaited, a query by its model, on every path", async () => {
      const query = Sample.where({ id: 1 });
      await refused({ int: query }, "DB_NOT_AWAITED", '"sample.int" is given a query of "sample"');
      await refused({ int: { in: query } }, "DB_NOT_AWAITED", 'a query of "sample"');
      await refused({ json: { eq: query } }, "DB_NOT_AWAITED", 'a query of "sample"');
      await refused([query], "DB_NOT_AWAITED", 'a query of "sample"');
      await refused({ int: [Promise.resolve(1)] }, "DB_NOT_AWAITED", "a promise");
      const author = User.where({ username: "ada" }) as never;
      const told = refusal("DB_NOT_AWAITED", 'Id" is given a query of "user"');
      await assert.rejects(async () => Post.where({ author }), told);
      const given = refusal("DB_NOT_AWAITED", '"post.author" is given a query of "user"');
      await assert.rejects(Post.create({ title: "a", author }), given);
      await assert.rejects(Post.where({ id: 1 }).update({ author }), given);
      await assert.rejects(Post.find(author), refusal("DB_NOT_AWAITED", 'a query of "user"'));
    });

    on("unknown fields, with the nearest name", async () => {
      await refused({ txt: "a" }, "DB_UNKNOWN_FIELD", 'did you mean "text"');
      await refused([{ id: 1 }, { not: { Int: 1 } }], "DB_UNKNOWN_FIELD", 'did you mean "int"');
      await refused({ int: { lt: column("smal") } }, "DB_UNKNOWN_FIELD", 'did you mean "small"');
      await assert.rejects(
        async () => Post.where({ author: { usrname: "a" } } as never),
        refusal("DB_UNKNOWN_FIELD", 'did you mean "username"'),
      );
    });

    on("keys of prototypes, which are no fields", async () => {
      const hostile: unknown = JSON.parse('{ "__proto__": { "id": 1 } }');
      await refused(hostile, "DB_UNKNOWN_FIELD", "__proto__");
      await refused({ constructor: 1 }, "DB_UNKNOWN_FIELD", "constructor");
      await refused({ toString: 1 }, "DB_UNKNOWN_FIELD", "toString");
      await refused({ int: { constructor: 1 } }, "DB_UNKNOWN_OPERATOR", "constructor");
      await refused({ text: { toString: "a" } }, "DB_UNKNOWN_OPERATOR", "toString");
      await refused({ json: { path: "a", valueOf: "a" } }, "DB_UNKNOWN_OPERATOR", "valueOf");
      await refused(new Map(), "DB_WRONG_VALUE", "sample");
    });

    on("unknown operators, naming those that there are", async () => {
      await refused({ text: { like: "a" } }, "DB_UNKNOWN_OPERATOR", "like");
      await refused({ int: { contains: "1" } }, "DB_UNKNOWN_OPERATOR", "contains");
      await refused({ date: { startsWith: "2024" } }, "DB_UNKNOWN_OPERATOR", "startsWith");
      await assert.rejects(idsOf({ int: { most: 1 } }), (error: { hint: string }) => {
        assert.match(error.hint, /eq, not, in, notIn, lt/);
        return true;
      });
    });

    const wrong: Record<string, unknown[]> = {
      text: [1, true, ["a", 1], new Date(), { eq: 1 }, {}],
      int: ["1", 1.5, Number.NaN, 2 ** 53, 1n, { lt: null }, { between: [1, null] }],
      small: [32768, -32769, 1.5],
      medium: [2 ** 31],
      bigint: [1, 2n ** 63n],
      float: ["1", Number.POSITIVE_INFINITY],
      decimal: [1, "1.00001", "100000000000000", "1e3", "", "x"],
      bool: [1, 0, "true"],
      uuid: ["abc", "", 1],
      date: ["2023-02-29", "2024-2-9", "0000-01-01", new Date()],
      time: ["24:00:00", "9:00", "noon"],
      datetime: ["2024-01-01T00:00:00Z", new Date(Number.NaN), new Date(8.64e15), 0],
      bytes: ["ff", [1, 2]],
      json: [
        ["a"],
        { path: "" },
        { path: 1, eq: 1 },
        { path: "a" },
        { path: "a", eq: {} },
        { path: "a\0", eq: 1 },
        { path: "a", eq: "\0" },
        { path: "a", in: ["\0"] },
        {},
      ],
      list: [
        ["red"],
        { has: null },
        { has: "\0" },
        { path: "0", in: ["1", 1] },
        { path: "0", lt: null },
      ],
      id: ["1", { id: 1 }],
    };
    for (const [name, values] of Object.entries(wrong)) {
      on(`values that are no ${name}`, async () => {
        for (const value of values) {
          const code = name === "id" && value !== "1" ? "DB_UNKNOWN_OPERATOR" : "DB_WRONG_VALUE";
          await refused({ [name]: value }, code, `sample.${name}`);
        }
      });
    }

    on("columns of another kind, and computed values", async () => {
      await refused({ text: { eq: column("int") } }, "DB_WRONG_VALUE", "sample.text");
      await refused({ date: { lt: column("datetime") } }, "DB_WRONG_VALUE", "sample.date");
    });

    on("an expression that came as data", async () => {
      const hostile = { "~expression": 1, operation: "column", column: "text" };
      await refused({ text: hostile }, "DB_UNKNOWN_OPERATOR", "sample.text");
      await refused({ text: { eq: hostile } }, "DB_WRONG_VALUE", "sample.text");
    });

    on("a key that is no value", async () => {
      for (const key of [{ not: null }, { gt: 0 }, [1, 2], null, "1", undefined])
        for (const ask of [
          () => Sample.find(key as never),
          () => Sample.get(key as never),
          () => Sample.where({}).find(key as never),
        ])
          await assert.rejects(async () => ask(), refusal("DB_WRONG_VALUE", "sample"));
    });
  });

  on("many conditions in one array are as good as few", async () => {
    const some = Array.from({ length: 4999 }, (_, index) => ({ id: index * 2 + 3 }));
    assert.deepEqual(await idsOf(some), [3, 5]);
    assert.deepEqual(await idsOf({ id: { lt: 4 }, not: some }), [1, 2]);
    const ids = Array.from({ length: 40_000 }, (_, index) => index + 2);
    assert.deepEqual(await idsOf({ id: { in: ids } }), [2, 3, 4, 5]);
  });

  on("conditions nest 50 deep, and no deeper", async () => {
    const nest = (depth: number, wrap: (inner: unknown) => unknown): unknown =>
      depth === 1 ? { id: 3 } : wrap(nest(depth - 1, wrap));
    assert.deepEqual(await idsOf(nest(50, (inner) => [inner])), [3]);
    assert.deepEqual(await idsOf(nest(49, (not) => ({ not }))), [3]);
    await refused(
      nest(51, (inner) => [inner]),
      "DB_WRONG_VALUE",
      "sample",
    );
    await refused(
      nest(5000, (not) => ({ not })),
      "DB_WRONG_VALUE",
      "sample",
    );
  });

  describe("raw SQL as a condition", () => {
    on("is kept together beside other conditions", async () => {
      const either = sql`id = ${1} or id = ${2}`;
      assert.deepEqual(await idsOf([either, { id: 4 }]), [1, 2, 4]);
      const some = Sample.where(either).where({ id: { gt: 1 } });
      assert.deepEqual(await some.pluck("id"), [2]);
      assert.deepEqual(await idsOf({ not: sql`int > ${0}` }), [1, 2, 4, 5]);
    });
  });

  on("a user without an email is found by null only", async () => {
    await User.create({ username: "ann" });
    assert.equal(await User.count({ email: null }), 1);
    assert.equal(await User.count({ email: { contains: "" } }), 0);
  });
});
