import assert from "node:assert/strict";
import { channel } from "node:diagnostics_channel";
import { test } from "node:test";
import { fact, log, memoryLog } from "quintet/core";

test("a fact is not even built when nobody listens", () => {
  const queried = fact<{ sql: string }>("test.unheard");
  assert.equal(queried.isObserved, false);
  queried.publish(() => assert.fail("built"));
});

test("observers get the fact at once and in order, until they are disposed", () => {
  const queried = fact<{ sql: string }>("test.heard");
  const seen: string[] = [];
  const first = queried.subscribe(({ sql }) => seen.push(`1 ${sql}`));
  {
    using _ = queried.subscribe(({ sql }) => seen.push(`2 ${sql}`));
    queried.publish({ sql: "a" });
    queried.publish(() => ({ sql: "b" }));
  }
  queried.publish({ sql: "c" });
  first[Symbol.dispose]();
  queried.publish({ sql: "d" });
  assert.deepEqual(seen, ["1 a", "2 a", "1 b", "2 b", "1 c"]);
  assert.equal(queried.isObserved, false);
});

test("any tool can listen to the channel of its name", () => {
  const seen: unknown[] = [];
  const listen = (value: unknown): void => void seen.push(value);
  channel("quintet:test.channel").subscribe(listen);
  fact("test.channel").publish({ is: "there" });
  channel("quintet:test.channel").unsubscribe(listen);
  assert.deepEqual(seen, [{ is: "there" }]);
});

test("an observer that throws is logged and harms nobody", () => {
  const queried = fact("test.throws");
  const seen: unknown[] = [];
  const error = new Error("observer");
  using observers = new DisposableStack();
  const fail = (): never => {
    throw error;
  };
  observers.use(queried.subscribe(fail));
  observers.use(queried.subscribe((value) => seen.push(value)));
  const to = memoryLog();
  log.run(to, () => queried.publish({ n: 1 }));
  assert.deepEqual(seen, [{ n: 1 }]);
  assert.deepEqual(
    to.entries.map(({ fields }) => fields),
    [{ fact: "test.throws", error }],
  );
});
