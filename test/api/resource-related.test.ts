import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { named, openapi, resource, type Resource } from "quintet/api";
import { bool, everything, model, one, many, policy, text } from "quintet/db";
import { type Blog, startBlog } from "./blog-app.ts";
import { postgres } from "../services.ts";

class Person extends model("person", {
  name: text({ max: 50 }).unique(),
  isHidden: bool().default(false),
}) {}

class Letter extends model("letter", {
  subject: text({ max: 50 }),
  get author() {
    return one(() => Person, { onDelete: "cascade" });
  },
  get remarks() {
    return many(() => Remark, "letter");
  },
}) {}

class Remark extends model("remark", {
  body: text({ max: 50 }),
  get letter() {
    return one(() => Letter, { onDelete: "cascade" });
  },
  get author() {
    return one(() => Person, { onDelete: "cascade" });
  },
}) {
  static {
    this.order("id");
  }
}

class Label extends model("label", {
  name: text({ max: 10, trim: true }).unique(),
  isHidden: bool().default(false),
}) {}

class Note extends model("note", {
  body: text({ max: 50 }),
  get labels() {
    return many(() => Label);
  },
}) {}

const labels = resource(Label, {
  policy: policy(Label, {
    read: (user) => (user.isStaff ? everything : { isHidden: false }),
    create: () => true,
  }),
});
const notes = resource(Note, {
  policy: policy(Note, { read: () => true, create: () => true, update: () => true }),
  fields: { labels: ["name"] },
  write: { labelNames: named("labels") },
  bulk: true,
});

class Team extends model("team", {
  name: text({ max: 20 }).unique(),
  get players() {
    return many(() => Player, "team");
  },
}) {}
class Player extends model("player", {
  name: text({ max: 20 }).unique(),
  isBound: bool().default(false),
  get team() {
    return one(() => Team, { onDelete: "setNull" }).nullable();
  },
}) {}
/** Everybody sees who plays where, and only staff moves those who are bound. */
const players = resource(Player, {
  policy: policy(Player, {
    read: () => true,
    update: (user) => (user.isStaff ? everything : { isBound: false }),
  }),
});
const teams = resource(Team, {
  policy: policy(Team, { read: () => true, create: () => true, update: () => true }),
  fields: { players: ["name"] },
  write: { playerNames: named("players", { creates: false }) },
});

class Order extends model("order", {
  note: text({ max: 20 }),
  get lines() {
    return many(() => Line, { by: "order", orphans: "delete" });
  },
}) {}
class Line extends model("line", {
  name: text({ max: 20 }).unique(),
  get order() {
    return one(() => Order, { onDelete: "cascade" });
  },
}) {}
const lines = resource(Line, {
  policy: policy(Line, {
    read: () => true,
    update: () => true,
    delete: (user) => user.isStaff,
  }),
});
const orders = resource(Order, {
  policy: policy(Order, { read: () => true, update: () => true }),
  fields: { lines: ["name"] },
  write: { lineNames: named("lines", { creates: false }) },
});

const people = resource(Person, {
  policy: policy(Person, {
    // Bob sees nobody.
    read: (user) => (user.isStaff ? everything : user.id !== 2 && { isHidden: false }),
  }),
});
/** Authors of letters are shown to everybody; those of remarks are not. */
const letters = resource(Letter, {
  policy: policy(Letter, { read: () => true }),
  fields: {
    author: ["name"],
    remarks: { body: true, author: ["name"] },
  },
  open: ["author"],
  filter: ["author.name", "remarks.author.name"],
  search: ["remarks.author.name"],
  orderBy: ["author.name"],
});

const remarks = resource(Remark, {
  policy: policy(Remark, { read: () => true }),
  fields: ["body", "author"],
  filter: [{ author: ["isNull"] }],
});

describe("on SQLite", () => suite("sqlite:./test.db"));
describe("on PostgreSQL", { skip: postgres.missing }, () => suite(postgres.url));

function suite(kind: string): void {
  let blog: Blog;

  before(async () => {
    blog = await startBlog(
      kind,
      [
        people,
        letters,
        labels,
        notes,
        players,
        teams,
        lines,
        orders,
        remarks,
      ] as readonly Resource[],
      {
        models: [Person, Letter, Remark, Label, Note, Team, Player, Order, Line],
      },
    );
  });
  after(() => blog.stop());
  beforeEach(() =>
    blog.run(async () => {
      await Person.all().delete();
      const [ann, hidden] = await Person.createMany([
        { name: "ann" },
        { name: "hidden", isHidden: true },
      ]);
      const letter = await Letter.create({ subject: "to you", author: hidden! });
      await Remark.create({ body: "well", letter, author: hidden! });
      await Remark.create({ body: "said", letter, author: ann! });
    }),
  );

  describe("a relation that a resource declares open", () => {
    test("shows rows that their own policy hides", async () => {
      const { body } = await blog.get("/letters");
      assert.deepEqual(body.results[0].author, { name: "hidden" });
    });

    test("can be filtered and sorted by", async () => {
      const { body } = await blog.get("/letters?author__name=hidden&ordering=author__name");
      assert.equal(body.count, 1);
    });

    test("leaves one of the same name of another model as it is", async () => {
      const { body } = await blog.get("/letters");
      assert.deepEqual(body.results[0].remarks, [
        { body: "well", author: null },
        { body: "said", author: { name: "ann" } },
      ]);
      const staff = await blog.get("/letters", "staff");
      assert.deepEqual(staff.body.results[0].remarks[0].author, { name: "hidden" });
    });

    for (const query of ["remarks__author__name=hidden", "search=hidden"]) {
      test(`tells by ?${query} nothing of one of the same name`, async () => {
        assert.equal((await blog.get(`/letters?${query}`)).body.count, 0);
        assert.equal((await blog.get(`/letters?${query}`, "staff")).body.count, 1);
        const seen = query.replace("hidden", "ann");
        assert.equal((await blog.get(`/letters?${seen}`)).body.count, 1);
      });
    }
  });

  test("a related row that is not shown is not told of by a filter for what is empty", async () => {
    const bodies = async (query: string, user?: string): Promise<string[]> => {
      const { body } = await blog.get(`/remarks?author__is_null=${query}`, user);
      return body.results.map((one: { body: string }) => one.body);
    };
    assert.deepEqual(await bodies("true"), ["well"]);
    assert.deepEqual(await bodies("false"), ["said"]);
    assert.deepEqual(await bodies("true", "staff"), []);
    assert.deepEqual(await bodies("false", "staff"), ["well", "said"]);
    assert.deepEqual(await bodies("true", "bob"), ["well", "said"]);
    assert.deepEqual(await bodies("false", "bob"), []);
  });

  describe("rows that are given by their names", () => {
    let note: number;
    const names = async (): Promise<string[]> =>
      blog.run(async () =>
        (await Note.get(note)).related("labels").query().order("name").pluck("name"),
      );

    beforeEach(() =>
      blog.run(async () => {
        await Note.all().delete();
        await Label.all().delete();
        const made = await Note.create({ body: "well" });
        note = made.id;
        const linked = await Label.createMany([{ name: "a" }, { name: "b" }]);
        await made.related("labels").add(...linked);
      }),
    );

    test("are found as their column writes them", async () => {
      const change = { label_names: ["a ", " a", "new "] };
      const { status, body } = await blog.ask("PATCH", `/notes/${note}`, "", change);
      assert.equal(status, 200);
      assert.deepEqual(body.labels.map(({ name }: Label) => name).toSorted(), ["a", "new"]);
      assert.deepEqual(await blog.run(() => Label.all().order("name").pluck("name")), [
        "a",
        "b",
        "new",
      ]);
    });

    test("are checked as their column is, each at its place", async () => {
      const wrong = { label_names: ["a", "  ", "elevenchars"] };
      const { status, body } = await blog.ask("PATCH", `/notes/${note}`, "", wrong);
      assert.equal(status, 400);
      assert.deepEqual(
        body.problems.map(({ path, code }: Record<string, string>) => [path, code]),
        [
          ["label_names.1", "min"],
          ["label_names.2", "max"],
        ],
      );
      const list = [{ body: "x", label_names: ["elevenchars"] }];
      const bulk = await blog.ask("POST", "/notes/bulk", "", list);
      assert.equal(bulk.body.problems[0].path, "0.label_names.0");
      assert.deepEqual(await names(), ["a", "b"]);
      assert.equal(await blog.run(() => Label.count()), 2);
    });

    test("stay linked where the user does not see them", async () => {
      await blog.run(async () => {
        const [hidden] = await Label.createMany([{ name: "secret", isHidden: true }]);
        await (await Note.get(note)).related("labels").add(hidden!);
      });
      const change = { label_names: ["b"] };
      const { body } = await blog.ask("PATCH", `/notes/${note}`, "", change);
      assert.deepEqual(body.labels, [{ name: "b" }]);
      assert.deepEqual(await names(), ["b", "secret"]);
      await blog.ask("PUT", `/notes/${note}`, "", { body: "well" });
      assert.deepEqual(await names(), ["secret"], "emptied by PUT");
      await blog.ask("PATCH", `/notes/${note}`, "staff", change);
      assert.deepEqual(await names(), ["b"], "who sees it may take it away");
    });

    test("are told at their place in the list where nobody has them, also behind one given twice", async () => {
      await blog.run(() => Label.create({ name: "secret", isHidden: true }));
      const change = { label_names: ["a", "a", "secret"] };
      const { status, body } = await blog.ask("PATCH", `/notes/${note}`, "", change);
      assert.equal(status, 400);
      assert.deepEqual(
        body.problems.map(({ path, code }: Record<string, string>) => [path, code]),
        [["label_names.2", "reference"]],
      );
      assert.deepEqual(await names(), ["a", "b"]);
    });

    test("are told in the document as long as their column takes them", () => {
      const { components } = openapi(blog.app) as unknown as {
        components: { schemas: { NoteUpdate: { properties: Record<string, unknown> } } };
      };
      assert.deepEqual(components.schemas.NoteUpdate.properties["label_names"], {
        type: "array",
        items: { type: "string", minLength: 1, maxLength: 10 },
        maxItems: 100,
      });
    });
  });

  describe("rows that point at the one that names them", () => {
    let red: number;
    const where = async (): Promise<unknown[]> =>
      blog.run(async () => {
        const all = await Player.all().with("team").order("name");
        return all.map(({ name, team }) => [name, team?.name ?? null]);
      });

    beforeEach(() =>
      blog.run(async () => {
        await Player.all().delete();
        await Team.all().delete();
        const [one, other] = await Team.createMany([{ name: "red" }, { name: "blue" }]);
        red = one!.id;
        await Player.createMany([
          { name: "bound", isBound: true, team: other! },
          { name: "free", team: other! },
          { name: "loyal", isBound: true, team: one! },
        ]);
      }),
    );

    test("are changed by it only where their own policy lets the user change them", async () => {
      const names = { player_names: ["free", "bound"] };
      for (const [method, path, body] of [
        ["PATCH", `/teams/${red}`, names],
        ["PUT", `/teams/${red}`, { name: "red", ...names }],
        ["POST", "/teams", { name: "green", ...names }],
      ] as const) {
        const { status, body: told } = await blog.ask(method, path, "ann", body);
        assert.deepEqual([status, told.problems?.[0].path], [400, "player_names.1"], method);
      }
      assert.deepEqual(await where(), [
        ["bound", "blue"],
        ["free", "blue"],
        ["loyal", "red"],
      ]);
      for (const sent of [["free"], ["loyal", "free"]]) {
        const change = { player_names: sent };
        assert.equal((await blog.ask("PATCH", `/teams/${red}`, "ann", change)).status, 200);
      }
      assert.deepEqual(await where(), [
        ["bound", "blue"],
        ["free", "red"],
        ["loyal", "red"],
      ]);
      assert.equal((await blog.ask("PATCH", `/teams/${red}`, "staff", names)).status, 200);
      assert.deepEqual(await where(), [
        ["bound", "red"],
        ["free", "red"],
        ["loyal", null],
      ]);
    });

    test("are deleted by it only where their own policy lets the user delete them", async () => {
      const order = await blog.run(async () => {
        const made = await Order.create({ note: "two" });
        await Line.createMany([
          { name: "cup", order: made },
          { name: "can", order: made },
        ]);
        return made;
      });
      const change = (user: string) =>
        blog.ask("PATCH", `/orders/${order.id}`, user, { line_names: ["cup"] });
      const left = () => blog.run(() => Line.all().order("name").pluck("name"));
      assert.equal((await change("ann")).status, 200);
      assert.deepEqual(await left(), ["can", "cup"]);
      assert.equal((await change("staff")).status, 200);
      assert.deepEqual(await left(), ["cup"]);
      await blog.run(() => Order.all().delete());
    });
  });
}
