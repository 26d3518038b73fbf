import type { TestContext } from "node:test";
import { App } from "../app/index.ts";
import { consoleLog, type Log } from "../core/index.ts";
import { startInProcess } from "../http/index.ts";
import { databaseTest, type DatabaseTestOptions } from "./database-test.ts";
import { testClient, type TestClient } from "./test-client.ts";
import { withDatabase } from "./with-database.ts";

export interface AppTestOptions {
  /** Which kind of database, as `testDatabase` takes it. Default `"sqlite::memory:"`. */
  readonly url?: string;
  /** Default: one that shows the errors of the app with a test that fails, and else nothing. */
  readonly log?: Log;
}

/** What a test of an app is given. */
export interface AppTestInput {
  readonly client: TestClient;
  /** Started, on the database of the test. */
  readonly app: App;
  readonly context: TestContext;
}

/** As `test` of `node:test`, with an app. */
export interface AppTest {
  (name: string, fn: (input: AppTestInput) => unknown): void;
  (name: string, options: DatabaseTestOptions, fn: (input: AppTestInput) => unknown): void;
}

/**
 * Makes a `test` for `node:test` whose tests have the app to themselves: started for each, without a port, on
 * an empty database with the tables of its models. Nothing that it writes is there for the next one. Tests
 * run in the context of the app, so that receivers, `url()` and the like find what they do in requests.
 *
 * The app that is given is not started, and its database not touched.
 *
 * @example
 * const test = appTest(app);
 * test("a note is kept", async ({ client }) => {
 *   assert.equal((await client.post("/notes", { json: { text: "Buy tea" } })).status, 201);
 *   assert.equal(await Note.count(), 1);
 * });
 */
export function appTest(app: App, { url, log }: AppTestOptions = {}): AppTest {
  const { modules } = app.options;
  const test = databaseTest({ modules, ...(url !== undefined && { url }) });
  return (
    name: string,
    ...rest:
      | [(input: AppTestInput) => unknown]
      | [DatabaseTestOptions, (input: AppTestInput) => unknown]
  ) => {
    const fn = rest.at(-1) as (input: AppTestInput) => unknown;
    const options = rest.length === 2 ? rest[0] : {};
    test(name, options, async (context, database) => {
      const errors: string[] = [];
      const kept = consoleLog({ level: "error", write: (line) => void errors.push(line) });
      try {
        await using own = new App({
          ...app.options,
          log: log ?? kept,
          modules: withDatabase(modules, database),
        });
        await using client = testClient(await startInProcess(own));
        await own.run(() => fn({ client, app: own, context }));
      } catch (error) {
        for (const line of errors) context.diagnostic(line.trimEnd());
        throw error;
      }
    });
  };
}
