import assert from "node:assert/strict";
import { test } from "node:test";
import { log, memoryLog, signal, withDeadline } from "quintet/core";
import { commitQueue } from "quintet/events";
import {
  afterCommit,
  currentDatabase,
  outsideTransaction,
  queried,
  queryLog,
  transaction,
  type DatabaseHandle,
  type QueryFact,
} from "quintet/db";
import { execute } from "../../src/db/connections/execute.ts";
import { transactionOn } from "../../src/db/connections/transaction.ts";
import { findTransaction } from "../../src/db/connections/transaction-scope.ts";
import { eachDialect, statementFor, type TestDatabase } from "./dialects.ts";

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

eachDialect((make, dialect) => {
  interface Fixture extends AsyncDisposable {
    readonly database: TestDatabase;
    readonly handle: DatabaseHandle;
    readonly delivered: unknown[][];
    run<T>(fn: () => T): T;
    sql(text: string, ...params: unknown[]): Promise<unknown[][]>;
    names(): Promise<unknown[]>;
  }

  async function fixture(parameters?: string): Promise<Fixture> {
    const database = await make(parameters);
    await database.driver.script(
      "create table t (name text primary key, n integer not null default 0)",
    );
    const delivered: unknown[][] = [];
    const handle: DatabaseHandle = {
      driver: database.driver,
      onCommit: (changes) => void delivered.push([...changes]),
    };
    const sql = async (text: string, ...params: unknown[]): Promise<unknown[][]> =>
      (await execute(handle, statementFor(dialect, text), params)).rows;
    return {
      database,
      handle,
      delivered,
      sql,
      run: (fn) => currentDatabase.run(handle, fn),
      names: async () => {
        const { rows } = await outsideTransaction(() =>
          execute(handle, statementFor(dialect, "select name from t order by name"), []),
        );
        return rows.flat();
      },
      [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
    };
  }

  test("a transaction keeps all that it wrote and gives what its function gave", async () => {
    await using db = await fixture();
    const value = await db.run(() =>
      transaction(async () => {
        await db.sql("insert into t (name) values (?)", "a");
        await db.sql("insert into t (name) values (?)", "b");
        return 7;
      }),
    );
    assert.equal(value, 7);
    assert.deepEqual(await db.names(), ["a", "b"]);
  });

  test("an error that leaves the function undoes everything and comes out as it was", async () => {
    await using db = await fixture();
    const thrown = new Error("no");
    const work = db.run(() =>
      transaction(async () => {
        await db.sql("insert into t (name) values ('a')");
        throw thrown;
      }),
    );
    await assert.rejects(work, (error) => error === thrown);
    assert.deepEqual(await db.names(), []);
  });

  test("queries however deep run in the transaction, queries outside of it do not", async () => {
    await using db = await fixture();
    const deep = async (): Promise<void> => {
      await sleep(1);
      await db.sql("insert into t (name) values ('a')");
    };
    await db.run(() =>
      transaction(async () => {
        await deep();
        assert.deepEqual(await db.names(), []);
        assert.deepEqual(await db.sql("select name from t"), [["a"]]);
      }),
    );
    assert.deepEqual(await db.names(), ["a"]);
  });

  test("without a database in the context a transaction is refused", async () => {
    await assert.rejects(
      transaction(() => {}),
      { code: "DB_NO_DATABASE" },
    );
  });

  test("a nested transaction that fails undoes its own part only", async () => {
    await using db = await fixture();
    await db.run(() =>
      transaction(async () => {
        await db.sql("insert into t (name) values ('outer')");
        const inner = transaction(async () => {
          await db.sql("insert into t (name) values ('inner')");
          await transaction(() => db.sql("insert into t (name) values ('innermost')"));
          throw new Error("inner");
        });
        await assert.rejects(inner, /inner/);
        await db.sql("insert into t (name) values ('after')");
      }),
    );
    assert.deepEqual(await db.names(), ["after", "outer"]);
  });

  test("an outer error undoes a nested transaction that had succeeded", async () => {
    await using db = await fixture();
    const work = db.run(() =>
      transaction(async () => {
        await transaction(() => db.sql("insert into t (name) values ('inner')"));
        throw new Error("outer");
      }),
    );
    await assert.rejects(work, /outer/);
    assert.deepEqual(await db.names(), []);
  });

  test("a constraint that breaks in a nested transaction leaves the outer one usable", async () => {
    await using db = await fixture();
    await db.run(() =>
      transaction(async () => {
        await db.sql("insert into t (name) values ('a')");
        const duplicate = transaction(() => db.sql("insert into t (name) values ('a')"));
        await assert.rejects(duplicate, { code: "DB_UNIQUE_VIOLATION" });
        await db.sql("insert into t (name) values ('b')");
      }),
    );
    assert.deepEqual(await db.names(), ["a", "b"]);
  });

  test("after a failed statement the same scope refuses more, and cannot commit", async () => {
    await using db = await fixture();
    const work = db.run(() =>
      transaction(async () => {
        await db.sql("insert into t (name) values ('a')");
        const duplicate = db.sql("insert into t (name) values ('a')");
        await assert.rejects(duplicate, { code: "DB_UNIQUE_VIOLATION" });
        await assert.rejects(db.sql("select 1"), (error: Error & { code: string }) => {
          assert.equal(error.code, "DB_TRANSACTION_FAILED");
          assert.equal((error.cause as { code: string }).code, "DB_UNIQUE_VIOLATION");
          return true;
        });
      }),
    );
    await assert.rejects(work, { code: "DB_TRANSACTION_FAILED" });
    assert.deepEqual(await db.names(), []);
  });

  test("queries and siblings of an outer scope wait for a nested one, and survive its rollback", async () => {
    await using db = await fixture();
    await db.run(() =>
      transaction(async () => {
        const inner = transaction(async () => {
          await db.sql("insert into t (name) values ('inner')");
          await sleep(20);
          throw new Error("inner");
        });
        const sibling = transaction(() => db.sql("insert into t (name) values ('sibling')"));
        const outer = db.sql("insert into t (name) values ('outer')");
        await assert.rejects(inner, /inner/);
        await Promise.all([sibling, outer]);
      }),
    );
    assert.deepEqual(await db.names(), ["outer", "sibling"]);
  });

  test("a nested transaction that is not awaited is told and nothing is kept", async () => {
    await using db = await fixture();
    let inner: Promise<unknown> | undefined;
    const work = db.run(() =>
      transaction(async () => {
        inner = transaction(async () => {
          await sleep(20);
          await db.sql("insert into t (name) values ('late')");
        });
        inner.catch(() => {});
        await sleep(1);
      }),
    );
    await assert.rejects(work, { code: "DB_TRANSACTION_MISUSED", message: /not awaited/ });
    await assert.rejects(inner!, { code: "DB_TRANSACTION_CLOSED" });
    assert.deepEqual(await db.names(), []);
  });

  test("a query after the end of its transaction is refused, never sent elsewhere", async () => {
    await using db = await fixture();
    let late: Promise<unknown> | undefined;
    let lateCallback: unknown;
    await db.run(() =>
      transaction(() => {
        late = (async () => {
          await sleep(20);
          try {
            afterCommit(() => {});
          } catch (error) {
            lateCallback = error;
          }
          return db.sql("insert into t (name) values ('late')");
        })();
        late.catch(() => {});
      }),
    );
    await assert.rejects(late!, { code: "DB_TRANSACTION_CLOSED" });
    assert.equal((lateCallback as { code: string }).code, "DB_TRANSACTION_CLOSED");
    assert.deepEqual(await db.names(), []);
  });

  test("outsideTransaction keeps what a rollback would undo", async () => {
    await using db = await fixture();
    let kept: Promise<unknown> | undefined;
    const work = db.run(() =>
      transaction(async () => {
        kept = outsideTransaction(() => db.sql("insert into t (name) values ('kept')"));
        await sleep(1);
        throw new Error("rolled back");
      }),
    );
    await assert.rejects(work, /rolled back/);
    await kept;
    assert.deepEqual(await db.names(), ["kept"]);
  });

  test("callbacks run once after the outermost commit, in order, and are waited for", async () => {
    await using db = await fixture();
    const events: string[] = [];
    await db.run(() =>
      transaction(async () => {
        afterCommit(async () => {
          await sleep(5);
          events.push(`first sees ${(await db.sql("select count(*) from t")).flat().join()}`);
        });
        await transaction(async () => {
          afterCommit(() => void events.push("nested"));
          await db.sql("insert into t (name) values ('a')");
        });
        commitQueue.get()?.afterCommit(() => void events.push("queue"));
        events.push("body");
      }),
    );
    assert.deepEqual(events, ["body", "first sees 1", "nested", "queue"]);
  });

  test("callbacks and changes vanish with the scope that is rolled back", async () => {
    await using db = await fixture();
    const events: string[] = [];
    await db.run(() =>
      transaction(async () => {
        findTransaction(db.handle)?.record("kept 1");
        const inner = transaction(async () => {
          findTransaction(db.handle)?.record("dropped");
          afterCommit(() => void events.push("dropped"));
          throw new Error("inner");
        });
        await assert.rejects(inner, /inner/);
        await transaction(async () => findTransaction(db.handle)?.record("kept 2"));
        afterCommit(() => void events.push("kept"));
      }),
    );
    const outer = db.run(() =>
      transaction(async () => {
        findTransaction(db.handle)?.record("never");
        afterCommit(() => void events.push("never"));
        throw new Error("outer");
      }),
    );
    await assert.rejects(outer, /outer/);
    assert.deepEqual(events, ["kept"]);
    assert.deepEqual(db.delivered, [["kept 1", "kept 2"]]);
  });

  test("an error after the commit is logged, undoes nothing and stops no other callback", async () => {
    await using db = await fixture();
    const lines = memoryLog();
    const events: string[] = [];
    const value = await log.run(lines, () =>
      db.run(() =>
        transaction(async () => {
          await db.sql("insert into t (name) values ('a')");
          afterCommit(() => {
            throw new Error("broken callback");
          });
          afterCommit(() => void events.push("other"));
          return "answer";
        }),
      ),
    );
    assert.equal(value, "answer");
    assert.deepEqual(events, ["other"]);
    assert.deepEqual(await db.names(), ["a"]);
    assert.deepEqual(
      lines.entries.map(({ level, fields }) => [level, (fields["error"] as Error).message]),
      [["error", "broken callback"]],
    );
  });

  test("outside of a transaction a callback runs at once, and its error is logged", async () => {
    const lines = memoryLog();
    const events: string[] = [];
    log.run(lines, () => {
      afterCommit(() => void events.push("ran"));
      afterCommit(() => {
        throw new Error("sync");
      });
      afterCommit(async () => {
        throw new Error("async");
      });
    });
    assert.deepEqual(events, ["ran"]);
    await sleep(1);
    assert.equal(lines.entries.length, 2);
  });

  test("a read-only transaction reads one snapshot and refuses writes, nested ones too", async () => {
    await using db = await fixture();
    await db.run(() =>
      transaction(
        async () => {
          assert.deepEqual(await db.sql("select count(*) from t"), [[0]]);
          await outsideTransaction(() => db.sql("insert into t (name) values ('other')"));
          assert.deepEqual(await db.sql("select count(*) from t"), [[0]]);
          const write = transaction(() => db.sql("insert into t (name) values ('a')"));
          await assert.rejects(write, { code: "DB_READ_ONLY" });
        },
        { readOnly: true },
      ),
    );
    assert.deepEqual(await db.names(), ["other"]);
  });

  test("a nested transaction may not ask for another isolation", async () => {
    await using db = await fixture();
    const work = db.run(() =>
      transaction(() => transaction(() => {}, { isolation: "serializable" })),
    );
    await assert.rejects(work, { code: "DB_TRANSACTION_MISUSED", message: /not serializable/ });
  });

  test("serializable counters that race lose no update, as failures are run again", async () => {
    await using db = await fixture();
    await db.sql("insert into t (name) values ('counter')");
    const add = (): Promise<unknown> =>
      transactionOn(
        db.handle,
        async () => {
          const [[n]] = (await db.sql("select n from t")) as [[number]];
          await sleep(1);
          await db.sql("update t set n = ?", n + 1);
        },
        { isolation: "serializable", retries: 20 },
      );
    await Promise.all(Array.from({ length: 8 }, add));
    assert.deepEqual(await db.sql("select n from t"), [[8]]);
  });

  test("a deadline rolls back, frees the connection, and refuses what comes late", async () => {
    await using db = await fixture(dialect === "sqlite" ? undefined : "max=1");
    let late: Promise<unknown> | undefined;
    const work = db.run(() =>
      transaction(
        async () => {
          await db.sql("insert into t (name) values ('a')");
          late = sleep(100).then(() => db.sql("insert into t (name) values ('late')"));
          late.catch(() => {});
          await late;
        },
        { deadline: "40ms" },
      ),
    );
    await assert.rejects(work, { code: "CORE_DEADLINE_EXCEEDED" });
    assert.deepEqual(await db.names(), []);
    await db.sql("insert into t (name) values ('next')");
    await assert.rejects(late!, { code: "DB_TRANSACTION_CLOSED" });
    assert.deepEqual(await db.names(), ["next"]);
  });

  test("the deadline and the abort of the context hold for transactions and for single queries", async () => {
    await using db = await fixture();
    const work = db.run(() =>
      withDeadline("30ms", () =>
        transaction(async () => {
          await db.sql("insert into t (name) values ('a')");
          await sleep(60);
        }),
      ),
    );
    await assert.rejects(work, { code: "CORE_DEADLINE_EXCEEDED" });
    await signal.run(AbortSignal.abort(), () =>
      assert.rejects(db.sql("insert into t (name) values ('b')"), { code: "CORE_ABORTED" }),
    );
    await sleep(5);
    assert.deepEqual(await db.names(), []);
  });

  test("after the commit work goes on though the client has gone", async () => {
    await using db = await fixture();
    const abort = new AbortController();
    let seen: unknown[][] = [];
    await signal.run(abort.signal, () =>
      db.run(() =>
        transaction(async () => {
          await db.sql("insert into t (name) values ('a')");
          afterCommit(async () => {
            abort.abort();
            seen = await db.sql("select name from t");
          });
        }),
      ),
    );
    assert.deepEqual(seen, [["a"]]);
  });

  test("transactions of two databases are told apart, also nested", async () => {
    await using one = await fixture();
    await using two = await fixture();
    const work = transactionOn(one.handle, () =>
      transactionOn(two.handle, async () => {
        await one.sql("insert into t (name) values ('in one')");
        await two.sql("insert into t (name) values ('in two')");
        await transactionOn(one.handle, () => one.sql("insert into t (name) values ('again')"));
      }).then(() => {
        throw new Error("only the first");
      }),
    );
    await assert.rejects(work, /only the first/);
    assert.deepEqual(await one.names(), []);
    assert.deepEqual(await two.names(), ["in two"]);
  });

  test("each query is a fact and a line of the query log, without values", async () => {
    await using db = await fixture();
    const facts: QueryFact[] = [];
    const queries: string[] = [];
    using _ = queried.subscribe((it) => facts.push(it));
    await queryLog.run(queries, async () => {
      await db.sql("insert into t (name) values (?)", "s3cret");
      await assert.rejects(db.sql("insert into t (name) values (?)", "s3cret"), {
        code: "DB_UNIQUE_VIOLATION",
      });
      await transactionOn(db.handle, () => db.sql("select n from t"));
    });
    assert.equal(queries.length, 3);
    const mine = facts.filter(({ address }) => address === db.database.driver.address);
    assert.deepEqual(
      mine.map(({ rows, error, isInTransaction }) => [rows, error, isInTransaction]),
      [
        [1, undefined, false],
        [0, "DB_UNIQUE_VIOLATION", false],
        [1, undefined, true],
      ],
    );
    assert.ok(mine.every(({ durationMs }) => durationMs >= 0));
    assert.doesNotMatch(JSON.stringify([facts, queries]), /s3cret/);
  });
});
