import assert from "node:assert/strict";
import { test } from "node:test";
import { app, module } from "quintet/app";
import { type Duration, log, type LogEntry, memoryLog } from "quintet/core";
import {
  connect,
  currentDatabase,
  Database,
  database,
  model,
  one,
  otherDatabase,
  sql,
  text,
  transaction,
} from "quintet/db";
import { createAll } from "quintet/db/migrations";
import { on } from "quintet/events";
import { codeOf } from "./code-of.ts";
import { eachDialect, type MakeDatabase } from "./dialects.ts";
import { Club, Membership, Person } from "./shop-models.ts";

const models = [Person, Club, Membership];

class Letter extends model("letter", { text: text() }) {}

const archive = otherDatabase("archive", [Letter]);

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

  test("a slow query is a warning in the log, also when it fails, without its values", async () => {
    const url = await urlWithTables(make);
    const entriesWith = async (slow: Duration): Promise<readonly LogEntry[]> => {
      const modules = [database({ url, slow }), module("people", { models })];
      await using running = await app({ modules }).start();
      const own = memoryLog();
      await running.run(() =>
        log.run(own, () =>
          transaction(async () => {
            await Person.create({ name: "s3cret" });
            await codeOf(() => sql`select * from nowhere where name = ${"s3cret"}`);
          }).catch(() => {}),
        ),
      );
      return own.entries;
    };
    assert.deepEqual(await entriesWith("1h"), []);
    const entries = await entriesWith("0ms");
    assert.deepEqual(
      entries.map(({ level, message, fields }) => [level, message, fields["error"]]),
      [
        ["warn", "slow query", undefined],
        ["warn", "slow query", "DB_SYNTAX"],
      ],
    );
    const [{ fields }] = entries as [LogEntry];
    assert.match(String(fields["sql"]), /^insert into "person"/);
    assert.equal(fields["isInTransaction"], true);
    assert.equal(fields["rows"], 1);
    assert.ok((fields["durationMs"] as number) >= 0);
    assert.doesNotMatch(JSON.stringify(entries), /s3cret/);
  });

  test("an app may have another database, with models, changes and transactions of its own", async () => {
    const heard: string[] = [];
    const people = module("people", {
      models,
      receivers: [on(Letter.saved, ({ row }) => void heard.push(row.text))],
    });
    const other = await make();
    await createAll(other.driver, new Database(other.driver, { models: [Letter] }).tables.all);
    const url = await urlWithTables(make);
    const modules = [database({ url }), people, archive.module({ url: other.url })];
    const running = await app({ modules }).start();
    await running.run(async () => {
      const work = transaction(async () => {
        await Person.create({ name: "ada" });
        await archive.get().run(() => Letter.create({ text: "kept" }));
        throw new TypeError("This goes wrong.");
      });
      await assert.rejects(work, { message: "This goes wrong." });
      assert.equal(await Person.count(), 0);
      assert.deepEqual(await archive.get().run(() => Letter.all().pluck("text")), ["kept"]);
      assert.equal(await codeOf(() => Letter.count()), "DB_UNKNOWN_MODEL");
    });
    const opened = running.run(() => archive.get());
    await running.stop();
    assert.deepEqual(heard, ["kept"]);
    assert.equal(await codeOf(() => opened.run(() => Letter.count())), "DB_CLOSED");
    assert.equal(await codeOf(async () => archive.get()), "DB_NO_DATABASE");
  });

  test("a limit that is no duration is refused, and the database closed again", async () => {
    const { url } = await make();
    const slow = "soon" as Duration;
    assert.equal(await codeOf(() => connect(url, { models, slow })), "CORE_BAD_DURATION");
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
  const lonely = otherDatabase("lonely", [Lonely]).module({ url: "sqlite:/nowhere/at/all.db" });
  for (const checked of [broken, app({ modules: [lonely] })]) {
    const problems = await checked.check();
    assert.deepEqual(
      problems.map(({ id, level }) => [id, level]),
      [["DB_MODELS_INVALID", "error"]],
    );
    assert.match(problems[0]!.message, /lonely\.club/);
  }
  assert.equal(await codeOf(() => broken.start()), "APP_CHECK_FAILED");
});
