import assert from "node:assert/strict";
import { test } from "node:test";
import { deadline, log, memoryLog, requestId, signal as abortSignal } from "quintet/core";
import {
  commitQueue,
  currentEvents,
  eventFailed,
  Events,
  on,
  signal,
  type CommitQueue,
} from "quintet/events";

const registered = signal<{ email: string }>("registered");
const renamed = signal<{ name: string }>("renamed");
const saving = signal<{ row: { title: string } }>("saving", { phase: "before" });
const ada = { email: "ada@example.com" };

/** A transaction as the database layer makes it, as far as events know one. */
function transaction(): CommitQueue & { commit(): void } {
  const waiting: (() => void | Promise<void>)[] = [];
  return {
    afterCommit: (fn) => void waiting.push(fn),
    commit: () => waiting.splice(0).forEach((fn) => void fn()),
  };
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2));

test("a receiver hears what is sent, and making it registers nothing", async () => {
  const hub = new Events();
  const heard: string[] = [];
  const welcome = on(registered, ({ email }) => heard.push(email));
  await currentEvents.run(hub, () => registered.send(ada));
  assert.deepEqual(heard, []);
  hub.subscribe(welcome);
  await currentEvents.run(hub, () => registered.send(ada));
  assert.deepEqual(heard, ["ada@example.com"]);
});

test("two hubs, and two signals of one name, know nothing of each other", async () => {
  const [one, two] = [new Events(), new Events()];
  const heard: string[] = [];
  const namesake = signal<{ email: string }>("registered");
  one.subscribe(on(registered, () => heard.push("one")));
  two.subscribe(on(registered, () => heard.push("two")));
  two.subscribe(on(namesake, () => heard.push("namesake")));
  await currentEvents.run(two, () => registered.send(ada));
  assert.deepEqual(heard, ["two"]);
});

test("one receiver hears several signals", async () => {
  const hub = new Events();
  const heard: unknown[] = [];
  hub.subscribe(on([registered, renamed], (event) => heard.push(event)));
  await currentEvents.run(hub, async () => {
    await registered.send(ada);
    await renamed.send({ name: "Ada" });
  });
  assert.deepEqual(heard, [ada, { name: "Ada" }]);
});

test("an event sent outside of an app is refused, not lost", async () => {
  await assert.rejects(registered.send(ada), { code: "EVENTS_NO_HUB", message: /"registered"/ });
});

test("receivers run in the order of subscription, until they are disposed", async () => {
  const hub = new Events();
  const heard: number[] = [];
  const receivers = [1, 2, 3].map((number) => on(registered, () => heard.push(number)));
  hub.subscribe(receivers[1]!);
  const others = hub.subscribe(receivers[0]!, receivers[2]!);
  await currentEvents.run(hub, () => registered.send(ada));
  assert.deepEqual(heard, [2, 1, 3]);
  others[Symbol.dispose]();
  await currentEvents.run(hub, () => registered.send(ada));
  assert.deepEqual(heard, [2, 1, 3, 2]);
});

test("a receiver that is subscribed already is refused, and none of the others is added", () => {
  const hub = new Events();
  const [first, second] = [on(registered, () => {}, { name: "first" }), on(renamed, () => {})];
  hub.subscribe(first);
  assert.throws(() => hub.subscribe(second, first), {
    code: "EVENTS_SUBSCRIBED_TWICE",
    message: /"first"/,
  });
  assert.throws(() => hub.subscribe(second, second), { code: "EVENTS_SUBSCRIBED_TWICE" });
  assert.equal(hub.isHeard(renamed), false);
});

test("inside a transaction, receivers wait for the commit and hear nothing on rollback", async () => {
  const hub = new Events();
  const heard: string[] = [];
  hub.subscribe(on(registered, () => heard.push("after")));
  hub.subscribe(on(registered, () => heard.push("inside"), { when: "inTransaction" }));
  const open = transaction();
  await currentEvents.run(hub, () => commitQueue.run(open, () => registered.send(ada)));
  assert.deepEqual(heard, ["inside"]);
  open.commit();
  assert.deepEqual(heard, ["inside", "after"]);
});

test("an error inside the transaction reaches the sender and ends the matter", async () => {
  const hub = new Events();
  const error = new Error("no");
  hub.subscribe(
    on(registered, () => Promise.reject(error), { when: "inTransaction" }),
    on(registered, () => assert.fail("second"), { when: "inTransaction" }),
    on(registered, () => assert.fail("after commit")),
  );
  const open = transaction();
  await assert.rejects(
    currentEvents.run(hub, () => commitQueue.run(open, () => registered.send(ada))),
    (thrown) => thrown === error,
  );
  open.commit();
});

test("receivers of a signal that comes before may change the event or veto it", async () => {
  const hub = new Events();
  hub.subscribe(
    on(saving, async ({ row }) => {
      await pause();
      row.title = row.title.trim();
    }),
    on(saving, ({ row }) => {
      if (row.title === "") throw new Error("empty");
    }),
  );
  const row = { title: " a " };
  await currentEvents.run(hub, () => saving.send({ row }));
  assert.equal(row.title, "a");
  await assert.rejects(
    currentEvents.run(hub, () => saving.send({ row: { title: " " } })),
    { message: "empty" },
  );
});

test("emit stays synchronous as long as the receivers are", () => {
  const hub = new Events();
  hub.subscribe(on(saving, ({ row }) => void (row.title += "!")));
  const row = { title: "a" };
  assert.equal(hub.emit(saving, { row }, "before"), undefined);
  assert.equal(row.title, "a!");
  hub.subscribe(
    on(saving, () => {
      throw new Error("veto");
    }),
  );
  assert.throws(() => hub.emit(saving, { row }, "before"), { message: "veto" });
});

test("a receiver that fails after commit is logged and told, and harms nobody", async () => {
  const hub = new Events();
  const heard: string[] = [];
  const error = new Error("mail server is down");
  hub.subscribe(
    on(registered, () => Promise.reject(error), { name: "welcome" }),
    on(registered, function audit() {
      throw error;
    }),
    on(registered, () => heard.push("third")),
  );
  const told: string[] = [];
  using _ = eventFailed.subscribe(({ name, signal }) => told.push(`${name} of ${signal}`));
  const to = memoryLog();
  await log.run(to, () => currentEvents.run(hub, () => registered.send(ada)));
  await hub.settled();
  assert.deepEqual(heard, ["third"]);
  assert.deepEqual(told, ["audit of registered", "welcome of registered"]);
  assert.deepEqual(to.entries, [
    {
      level: "error",
      message: "a receiver has failed after commit",
      fields: { receiver: "audit", signal: "registered", error },
    },
    {
      level: "error",
      message: "a receiver has failed after commit",
      fields: { receiver: "welcome", signal: "registered", error },
    },
  ]);
});

test("the sender does not wait for receivers after commit; settled does", async () => {
  const hub = new Events();
  const heard: string[] = [];
  hub.subscribe(
    on(registered, async () => {
      await pause();
      heard.push("first");
      await currentEvents.run(hub, () => renamed.send({ name: "x" }));
    }),
    on(renamed, async () => {
      await pause();
      heard.push("second");
    }),
  );
  await hub.settled();
  await currentEvents.run(hub, () => registered.send(ada));
  assert.deepEqual(heard, []);
  await hub.settled();
  assert.deepEqual(heard, ["first", "second"]);
});

test("a receiver that is taken out while it works is waited for, and hears nothing more", async () => {
  const hub = new Events();
  let heard = 0;
  const listening = hub.subscribe(
    on(registered, async () => {
      await pause();
      heard++;
    }),
  );
  hub.emit(registered, ada, "afterCommit");
  listening[Symbol.dispose]();
  hub.emit(registered, ada, "afterCommit");
  await hub.settled();
  assert.equal(heard, 1);
});

test("receivers after commit have the context of the sender, without its transaction and its end", async () => {
  const hub = new Events();
  let seen: unknown;
  hub.subscribe(
    on(registered, async () => {
      await pause();
      seen = [requestId.get(), commitQueue.get(), deadline.get(), abortSignal.get()];
    }),
  );
  const open = transaction();
  await requestId.run("r-1", () =>
    deadline.run(1, () =>
      abortSignal.run(AbortSignal.abort(), () =>
        commitQueue.run(open, () =>
          currentEvents.run(hub, async () => {
            await registered.send(ada);
            open.commit();
          }),
        ),
      ),
    ),
  );
  await hub.settled();
  assert.deepEqual(seen, ["r-1", undefined, undefined, undefined]);
});

test("a receiver handles no more events at once than it allows, and 1 keeps their order", async () => {
  const hub = new Events();
  const order: string[] = [];
  let [running, most] = [0, 0];
  hub.subscribe(
    on(
      renamed,
      async ({ name }) => {
        most = Math.max(most, ++running);
        await pause();
        running--;
        order.push(name);
      },
      { concurrency: 1 },
    ),
  );
  for (const name of ["a", "b", "c"]) hub.emit(renamed, { name }, "afterCommit");
  await hub.settled();
  assert.deepEqual([order, most], [["a", "b", "c"], 1]);
});

test("100,000 events that wait for one receiver are all handled, each in its own context", async () => {
  const hub = new Events();
  const first = Promise.withResolvers<void>();
  let [count, mixedUp] = [0, 0];
  hub.subscribe(
    on(
      renamed,
      ({ name }) => {
        count++;
        if (requestId.get() !== name) mixedUp++;
        return count === 1 ? first.promise : undefined;
      },
      { concurrency: 1 },
    ),
  );
  for (let index = 0; index < 100_000; index++) {
    const name = String(index);
    requestId.run(name, () => void hub.emit(renamed, { name }, "afterCommit"));
  }
  first.resolve();
  await hub.settled();
  assert.deepEqual([count, mixedUp], [100_000, 0]);
});

test("isHeard knows who listens, and when", () => {
  const hub = new Events();
  assert.equal(hub.isHeard(registered), false);
  const strict = hub.subscribe(on(registered, () => {}, { when: "inTransaction" }));
  assert.equal(hub.isHeard(registered), true);
  assert.equal(hub.isHeard(registered, "inTransaction"), true);
  assert.equal(hub.isHeard(registered, "afterCommit"), false);
  strict[Symbol.dispose]();
  assert.equal(hub.isHeard(registered), false);
});

test("wrong options are refused when the receiver is made", () => {
  assert.throws(() => on(saving, () => {}, { when: "inTransaction" }), {
    code: "EVENTS_WRONG_PHASE",
    message: /"saving".*"inTransaction"/,
  });
  for (const concurrency of [0, 1.5, NaN]) {
    assert.throws(() => on(registered, () => {}, { concurrency }), {
      code: "EVENTS_BAD_CONCURRENCY",
    });
  }
});

test("the compiler knows the event of each signal", () => {
  on(registered, ({ email }) => email satisfies string);
  on(
    [registered, renamed],
    (event) => ("email" in event ? event.email : event.name) satisfies string,
  );
  // @ts-expect-error the event has no such property
  on(registered, ({ name }) => name);
  // @ts-expect-error only one of the two has it
  on([registered, renamed], (event) => event.email);
  // @ts-expect-error the event must be whole
  void (() => registered.send({}));
});
