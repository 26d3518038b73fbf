import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { resource, type Resource } from "quintet/api";
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

const people = resource(Person, {
  policy: policy(Person, { read: (user) => (user.isStaff ? everything : { isHidden: false }) }),
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

describe("on SQLite", () => suite("sqlite:./test.db"));
describe("on PostgreSQL", { skip: postgres.missing }, () => suite(postgres.url));

function suite(kind: string): void {
  let blog: Blog;

  before(async () => {
    blog = await startBlog(kind, [people, letters] as readonly Resource[], {
      models: [Person, Letter, Remark],
    });
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
}
