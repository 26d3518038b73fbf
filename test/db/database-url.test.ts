import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { QuintetError } from "quintet/core";
import { parseDatabaseUrl } from "quintet/db";
import { maskPassword } from "../../src/db/connections/database-url.ts";

describe("a database URL", () => {
  const good: [string, object][] = [
    ["sqlite::memory:", { dialect: "sqlite", file: ":memory:" }],
    ["sqlite:./data/app.db", { dialect: "sqlite", file: "./data/app.db" }],
    ["sqlite:app.db", { dialect: "sqlite", file: "app.db" }],
    ["sqlite:///var/lib/app.db", { dialect: "sqlite", file: "/var/lib/app.db" }],
    ["sqlite:/var/lib/app.db", { dialect: "sqlite", file: "/var/lib/app.db" }],
    ["sqlite:./my%20data/a.db", { dialect: "sqlite", file: "./my data/a.db" }],
    [
      "sqlite:a.db?mode=ro&busyTimeout=2s&maxReaders=3",
      { dialect: "sqlite", file: "a.db", readOnly: true, busyTimeout: "2s", maxReaders: 3 },
    ],
    [
      "postgres://ada:p%40ss@db.example.com:5433/app",
      {
        dialect: "postgres",
        host: "db.example.com",
        port: 5433,
        database: "app",
        user: "ada",
        password: "p@ss",
      },
    ],
    [
      "postgresql://localhost/app?max=5&schema=blog&sslmode=require&prepare=false",
      {
        dialect: "postgres",
        host: "localhost",
        port: 5432,
        database: "app",
        max: 5,
        schema: "blog",
        ssl: "require",
        prepare: false,
      },
    ],
    [
      "postgres:///app?host=/run/postgresql",
      { dialect: "postgres", host: "/run/postgresql", port: 5432, database: "app" },
    ],
    [
      "postgres://[::1]:5432/app",
      { dialect: "postgres", host: "::1", port: 5432, database: "app" },
    ],
  ];
  for (const [url, options] of good) {
    test(`${url} is read`, () => assert.deepEqual(parseDatabaseUrl(url), options));
  }

  const bad: [string, RegExp][] = [
    ["", /it is empty/],
    [undefined as never, /"undefined".*is the variable set\?/],
    ["./data/app.db", /it has no scheme/],
    ["mysql://localhost/app", /nothing here speaks "mysql"/],
    ["sqlite:", /it names no file/],
    ["sqlite://", /it names no file/],
    ["sqlite://data/app.db", /an absolute path must follow/],
    ["sqlite:%zz", /broken % escape/],
    ["sqlite:a.db?mod=ro", /"mod" is unknown.*Did you mean "mode"/],
    ["sqlite:a.db?mode=rx", /"rx" is none of ro, rw/],
    ["sqlite:a.db?busyTimeout=10", /"10" is not a duration/],
    ["postgres://localhost", /it names no database/],
    ["postgres://localhost:port/app", /not a valid URL/],
    ["postgres://localhost/app?max=0", /"0" is not a number from 1/],
    ["postgres://localhost/%E0%A4%A", /broken % escape/],
  ];
  for (const [url, reason] of bad) {
    test(`${url || "the empty string"} is refused with the reason and the forms that are accepted`, () => {
      assert.throws(
        () => parseDatabaseUrl(url),
        (error) => {
          assert.ok(error instanceof QuintetError);
          assert.equal(error.code, "DB_BAD_URL");
          assert.match(error.message, reason);
          assert.match(error.hint, /sqlite:\.\/data\/app\.db.*postgres:\/\//);
          return true;
        },
      );
    });
  }

  test("never shows its password in an error", () => {
    for (const url of [
      "postgres://ada:s3cret@host:port/app",
      "postgres://ada:s3cr@t3@host/app?mx=1",
      "mysql://ada:s3cret@host/app",
      "postgres://ada:s3cret@host/",
      "postgres://ada:s3c/ret@host/app?mx=1",
      "postgres://ada:s3c#ret@host/app?mx=1",
    ]) {
      assert.throws(
        () => parseDatabaseUrl(url),
        (error) => {
          assert.ok(error instanceof QuintetError);
          assert.equal(error.code, "DB_BAD_URL");
          assert.doesNotMatch(error.message, /s3c|t3@/, error.message);
          return true;
        },
      );
    }
    assert.equal(maskPassword("postgres://a:b@h/d"), "postgres://a:***@h/d");
  });
});
