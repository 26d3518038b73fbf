import assert from "node:assert/strict";
import { test } from "node:test";
import { deadline, log, memoryLog, requestId } from "quintet/core";
import { commitQueue, eventFailed, Events, signal, type Change } from "quintet/events";

class Post {
  id = 0;
}
class Tag {
  id = 0;
}

function change(source: typeof Post | typeof Tag, key: number): Change {
  const model = source.name.toLowerCase();
  return {
    model,
    source,
    operation: "insert",
    key,
    after: { id: key },
    changed: ["id"],
    at: new Date(0),
  };
}

const keys = (changes: readonly Change[]): unknown[] => changes.map(({ key }) => key);
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2));

test("a reader gets the changes of a transaction as one batch, in order, until it is disposed", () => {
  const hub = new Events();
  const batches: unknown[][] = [];
  const reading = hub.readChanges({
    name: "all",
    read: (changes) => void batches.push(keys(changes)),
  });
  assert.equal(hub.publish([change(Post, 1), change(Tag, 2)]), undefined);
  void hub.publish([change(Post, 3)]);
  reading[Symbol.dispose]();
  void hub.publish([change(Post, 4)]);
  assert.deepEqual(batches, [[1, 2], [3]]);
});

test("a reader of some models gets only theirs and is left alone otherwise", () => {
  const hub = new Events();
  const batches: unknown[][] = [];
  const read = (changes: readonly Change[]): void => void batches.push(keys(changes));
  hub.readChanges({ name: "posts", models: [Post], read });
  void hub.publish([change(Tag, 1), change(Post, 2), change(Tag, 3)]);
  void hub.publish([change(Tag, 4)]);
  assert.deepEqual(batches, [[2]]);
});

test("wantsChanges and isHeard know which models are read", () => {
  const hub = new Events();
  const saved = signal("post.saved", { source: Post });
  const saving = signal("post.saving", { source: Post, phase: "before" });
  const state = () => [
    hub.wantsChanges(Post),
    hub.wantsChanges(Tag),
    hub.isHeard(saved),
    hub.isHeard(saving),
  ];
  assert.deepEqual(state(), [false, false, false, false]);
  const posts = hub.readChanges({ name: "posts", models: [Post], read() {} });
  assert.deepEqual(state(), [true, false, true, false]);
  const all = hub.readChanges({ name: "all", read() {} });
  posts[Symbol.dispose]();
  assert.deepEqual(state(), [true, true, true, false]);
  all[Symbol.dispose]();
  assert.deepEqual(state(), [false, false, false, false]);
});

test("the writer waits for readers that return a promise", async () => {
  const hub = new Events();
  let isFresh = false;
  hub.readChanges({
    name: "cache",
    async read() {
      await pause();
      isFresh = true;
    },
  });
  await hub.publish([change(Post, 1)]);
  assert.equal(isFresh, true);
});

test("a slow reader gets its batches one after the other and holds up no other", async () => {
  const hub = new Events();
  const seen: string[] = [];
  hub.readChanges({
    name: "slow",
    async read(changes) {
      seen.push(`slow begins ${keys(changes).join()}`);
      await pause();
      seen.push(`slow ends ${keys(changes).join()}`);
    },
  });
  hub.readChanges({
    name: "quick",
    read: (changes) => void seen.push(`quick ${keys(changes).join()}`),
  });
  await Promise.all([hub.publish([change(Post, 1)]), hub.publish([change(Post, 2)])]);
  assert.deepEqual(seen, [
    "slow begins 1",
    "quick 1",
    "quick 2",
    "slow ends 1",
    "slow begins 2",
    "slow ends 2",
  ]);
});

test("a reader that writes itself does not wait for itself", async () => {
  const hub = new Events();
  const seen: unknown[] = [];
  hub.readChanges({
    name: "audit",
    async read(changes) {
      seen.push(...keys(changes));
      await pause();
      if (changes[0]!.source === Post) await hub.publish([change(Tag, 2)]);
    },
  });
  await hub.publish([change(Post, 1)]);
  await hub.settled();
  assert.deepEqual(seen, [1, 2]);
});

test("a reader that fails is logged and told, and harms neither the writer nor the others", async () => {
  const hub = new Events();
  const error = new Error("disk full");
  const seen: unknown[] = [];
  hub.readChanges({
    name: "thrower",
    read: () => {
      throw error;
    },
  });
  hub.readChanges({ name: "rejecter", read: () => Promise.reject(error) });
  hub.readChanges({ name: "good", read: (changes) => void seen.push(...keys(changes)) });
  const told: unknown[] = [];
  using _ = eventFailed.subscribe((failed) => told.push(failed));
  const to = memoryLog();
  await log.run(to, () => hub.publish([change(Post, 1)]));
  await log.run(to, () => hub.publish([change(Post, 2)]));
  assert.deepEqual(seen, [1, 2]);
  assert.deepEqual(told.slice(0, 2), [
    { name: "thrower", error },
    { name: "rejecter", error },
  ]);
  assert.equal(to.entries.length, 4);
  assert.deepEqual(to.entries[0], {
    level: "error",
    message: "a reader of changes has failed after commit",
    fields: { reader: "thrower", error },
  });
});

test("readers have the context of the writer, without its transaction and deadline", async () => {
  const hub = new Events();
  let seen: unknown;
  hub.readChanges({
    name: "looks",
    read: () => void (seen = [requestId.get(), commitQueue.get(), deadline.get()]),
  });
  await requestId.run("r-1", () =>
    deadline.run(1, () =>
      commitQueue.run({ afterCommit: () => assert.fail("used") }, () =>
        hub.publish([change(Post, 1)]),
      ),
    ),
  );
  assert.deepEqual(seen, ["r-1", undefined, undefined]);
});
