import assert from "node:assert/strict";
import { test } from "node:test";
import { app, module } from "quintet/app";
import { currentDatabase, Database, database, model, one, text } from "quintet/db";
import { createAll } from "quintet/db/migrations";
import { on } from "quintet/events";
import { codeOf } from "./code-of.ts";
import { eachDialect, type MakeDatabase } from "./dialects.ts";
import { Club, Membership, Person } from "./shop-models.ts";

const models = [Person, Club, Membership];

async function urlWithTables(make: MakeDatabase): Promise<string> {
  const { driver, url } = await make();
  await createAll(driver, new Database(driver, { models }).tables.all);
  return url;
}

eachDialect((make) => {
  test("an app opens its database with the models and receivers of all modules, and closes it", async () => {
    const heard: string[] = [];
    const people = module("people", {
      models: [Person],
      receivers: [on(Person.saved, ({ row }) => void heard.push(row.name))],
    });
    const clubs = module("clubs", { models: [Club, Membership], dependsOn: [people] });
    const url = await urlWithTables(make);
    const running = await app({ modules: [database({ url }), clubs, people] }).start();
    const opened = running.run(() => currentDatabase.get()) as Database;
    await running.run(async () => {
      await Person.create({ name: "ada" });
      await Club.create({ name: "chess" });
    });
    await running.stop();
    assert.deepEqual(heard, ["ada"]);
    assert.equal(await codeOf(() => opened.run(() => Person.count())), "DB_CLOSED");
    assert.equal(await codeOf(() => Person.count()), "DB_NO_DATABASE");
  });

  test("two apps in one process see neither the other's rows nor its changes", async () => {
    const heard: string[] = [];
    const appNamed = async (name: string) => {
      const receiver = on(Person.saved, ({ row }) => void heard.push(`${name} ${row.name}`));
      const people = module("people", { models, receivers: [receiver] });
      const url = await urlWithTables(make);
      return app({ modules: [database({ url }), people] }).start();
    };
    await using first = await appNamed("first");
    await using second = await appNamed("second");
    await Promise.all([
      first.run(() => Person.create({ name: "ada" })),
      second.run(() => Person.createMany([{ name: "ada" }, { name: "bob" }])),
    ]);
    const counts = await Promise.all([first, second].map((one) => one.run(() => Person.count())));
    assert.deepEqual(counts, [1, 2]);
    await Promise.all([first.stop(), second.stop()]);
    assert.deepEqual(heard.toSorted(), ["first ada", "second ada", "second bob"]);
  });
});

test("models that cannot be used are told by the check, before the database is opened", async () => {
  class Lonely extends model("lonely", {
    name: text(),
    get club() {
      return one(() => Club);
    },
  }) {}
  const broken = app({
    modules: [
      database({ url: "sqlite:/nowhere/at/all.db" }),
      module("broken", { models: [Lonely] }),
    ],
  });
  const problems = await broken.check();
  assert.deepEqual(
    problems.map(({ id, level }) => [id, level]),
    [["DB_MODELS_INVALID", "error"]],
  );
  assert.match(problems[0]!.message, /lonely\.club/);
  assert.equal(await codeOf(() => broken.start()), "APP_CHECK_FAILED");
});
