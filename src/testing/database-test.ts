import { after, test, type TestContext, type TestOptions } from "node:test";
import type { Database } from "../db/index.ts";
import { type TestDatabase, testDatabase, type TestDatabaseOptions } from "./test-database.ts";

export interface DatabaseTestOptions extends TestOptions {
  /**
   * Commits for real, on as many connections as the tested code uses, and deletes all rows afterwards:
   * for tests of locks and of what concurrent transactions see. Slower. Default `false`.
   */
  readonly commits?: boolean;
}

export type DatabaseTestFunction = (context: TestContext, database: Database) => unknown;

/** As `test` of `node:test`, on a database. */
export interface DatabaseTest {
  (name: string, fn: DatabaseTestFunction): void;
  (name: string, options: DatabaseTestOptions, fn: DatabaseTestFunction): void;
}

/**
 * Makes a `test` for `node:test` whose tests run on a database of their own, each of them on empty tables.
 *
 * What a test writes is rolled back at its end. Until then all is as in the program: transactions nest,
 * `afterCommit` and receivers run when the outermost of the test's transactions ends, and an error
 * harms nothing but its own transaction. The database is made for the first test and deleted after
 * the last one of the file, or of the `describe` that this is called in.
 *
 * @example
 * const test = databaseTest({ models: [User, Post] });
 * test("a post has a slug", async () => {
 *   assert.equal((await Post.create({ title: "First words" })).slug, "first-words");
 * });
 */
export function databaseTest(options: TestDatabaseOptions): DatabaseTest {
  let opening: Promise<TestDatabase> | undefined;
  after(async () => (await opening?.catch(() => undefined))?.close());
  return (
    name: string,
    ...rest: [DatabaseTestFunction] | [DatabaseTestOptions, DatabaseTestFunction]
  ) => {
    const fn = rest.at(-1) as DatabaseTestFunction;
    const { commits = false, ...testOptions } = rest.length === 2 ? rest[0] : {};
    void test(name, testOptions, async (context) => {
      const database = await (opening ??= testDatabase(options));
      const run = commits ? database.committed : database.rolledBack;
      await run((on) => fn(context, on));
    });
  };
}
