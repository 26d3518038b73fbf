import assert from "node:assert/strict";
import { test as plainTest } from "node:test";
import { module } from "quintet/app";
import { auth, type AuthOptions, signUp, userModel } from "quintet/auth";
import { database, model, one } from "quintet/db";
import { date, int, slug, text } from "quintet/schema";
import { eachDatabase, GOOD, Inbox, shop } from "./shop.ts";

class Firm extends model("firm", { name: text() }) {}
class Member extends userModel("member", {
  companyName: text({ min: 1, max: 50 }).label("Company"),
  bornOn: date().nullable(),
  seats: int({ min: 1 }).default(1),
  notes: text().default(""),
}) {}

const inbox = new Inbox();
const signUpFields = ["companyName", "bornOn", "seats"];
const base = { username: "ada", email: "ada@example.com", password: GOOD };

eachDatabase(shop([], { user: Member, signUp: signUpFields, mailer: inbox }), (test) => {
  test("what is asked for of an own user model is checked and kept, by JSON", async ({
    client,
  }) => {
    inbox.mails.length = 0;
    const post = (json: object) => client.post("/auth/sign-up", { json });
    for (const [more, problem] of [
      [{}, "company_name required"],
      [{ company_name: "" }, "company_name min"],
      [{ company_name: "A", seats: 0 }, "seats min"],
      [{ company_name: "A", notes: "x" }, "notes unknown"],
      [{ company_name: "A", is_staff: true }, "is_staff unknown"],
    ] as const) {
      const { status, json } = await post({ ...base, ...more });
      const told = json.problems?.map(
        (one: Record<string, string>) => `${one["path"]} ${one["code"]}`,
      );
      assert.deepEqual([status, told], [400, [problem]], JSON.stringify(more));
    }
    assert.equal(await Member.count(), 0);
    const made = await post({ ...base, company_name: "Acme", born_on: "1990-01-02" });
    assert.equal(made.status, 202, made.text);
    await inbox.wait(1);
    const ada = (await Member.where({ username: "ada" }).first())!;
    assert.deepEqual([ada.companyName, ada.bornOn, ada.seats], ["Acme", "1990-01-02", 1]);
    assert.deepEqual([ada.isStaff, ada.notes], [false, ""]);
  });

  test("the page asks for it too", async ({ client }) => {
    inbox.mails.length = 0;
    const page = await client.get("/account/sign-up");
    assert.match(page.text, /Company/);
    const csrf_token = /name="csrf_token" value="([\w-]+)"/.exec(page.text)![1]!;
    const send = (more: Record<string, string>) =>
      client.post("/account/sign-up", {
        body: new URLSearchParams({ ...base, csrf_token, ...more }),
      });
    const refused = await send({ companyName: "", bornOn: "", seats: "2" });
    assert.equal(refused.status, 422);
    assert.equal(await Member.count(), 0);
    const sent = await send({ companyName: "Acme", bornOn: "", seats: "2", notes: "x" });
    assert.equal(sent.status, 200, sent.text);
    await inbox.wait(1);
    const ada = (await Member.where({ username: "ada" }).first())!;
    assert.deepEqual([ada.companyName, ada.bornOn, ada.seats, ada.notes], ["Acme", null, 2, ""]);
  });

  test("a program that opens an account gives it, and nothing else", async ({ app }) => {
    await app.run(async () => {
      for (const [more, path] of [
        [{ companyName: "" }, "companyName"],
        [{ companyName: "A", isStaff: true }, "isStaff"],
      ] as const)
        await assert.rejects(signUp({ ...base, ...more }), (error: any) => {
          assert.deepEqual([error.code, error.problems[0].path], ["SCHEMA_INVALID", path]);
          return true;
        });
      await (
        await signUp({ ...base, companyName: "Acme" })
      )();
      assert.deepEqual(await Member.all().pluck("companyName"), ["Acme"]);
    });
  });
});

plainTest("a user who needs more than is asked for keeps the app from starting", async () => {
  class Employee extends userModel("employee", {
    companyName: text({ min: 1 }),
    handle: slug({ from: "username" }),
    get firm() {
      return one(() => Firm);
    },
    get boss() {
      return one(() => Firm).nullable();
    },
  }) {}
  const problemsOf = async (options: AuthOptions) => {
    const made = shop([], options, [
      database({ url: "sqlite::memory:" }),
      module("m", { models: [Firm] }),
    ]);
    const found = (await made.check()).filter(({ id }) => id === "auth.sign_up_incomplete");
    return found.map(({ level, message }) => `${level} ${/"(\w+)", without/.exec(message)?.[1]}`);
  };
  const both = ["error companyName", "error firmId"];
  assert.deepEqual(await problemsOf({ user: Employee, signUp: true }), both);
  assert.deepEqual(await problemsOf({ user: Employee, signUp: ["companyName"] }), both.slice(1));
  assert.deepEqual(await problemsOf({ user: Employee }), []);
  assert.deepEqual(await problemsOf({ signUp: true }), []);
  class Prepared extends userModel("prepared", { companyName: text({ min: 1 }) }) {
    override async beforeSave() {
      await super.beforeSave();
      this.companyName ??= "none";
    }
  }
  assert.deepEqual(await problemsOf({ user: Prepared, signUp: true }), []);
});

plainTest("what sign-up cannot take is refused at once, with the reason", () => {
  class Other extends userModel("other", {
    badge: text().unique(),
    company: text(),
    get firm() {
      return one(() => Firm);
    },
  }) {}
  for (const [name, message] of [
    ["compny", /"compny" is no field of "other".*company/],
    ["isStaff", /"isStaff" is a field of all users/],
    ["id", /"id" is a field of all users/],
    ["firm", /"firm" is a relation/],
    ["badge", /"badge" is unique/],
  ] as const) {
    assert.throws(() => auth({ user: Other, signUp: [name] }), {
      code: "AUTH_OPTION_INVALID",
      message,
    });
  }
});
