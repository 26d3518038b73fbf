import assert from "node:assert/strict";
import { test } from "node:test";
import {
  clock,
  consoleLog,
  currentLog,
  fakeClock,
  log,
  memoryLog,
  requestId,
  silentLog,
  type ConsoleLogOptions,
  type Log,
} from "quintet/core";

function written(use: (log: Log) => void, options: ConsoleLogOptions = {}): string {
  let text = "";
  const to = consoleLog({ ...options, write: (line) => (text += line) });
  clock.run(fakeClock({ start: "2026-11-20T09:16:30.123Z" }), () => use(to));
  return text;
}

test("an entry is one line with time, level, message and fields", () => {
  const text = written((to) => to.warn("the pool is full", { pool: 8, who: "a b", path: "/me" }));
  assert.equal(text, '09:16:30.123 WARN  the pool is full  pool=8  who="a b"  path=/me\n');
});

test("a field that is undefined says nothing, and is left out", () => {
  const text = written((to) => to.info("request", { path: "/me", user: undefined, agent: null }));
  assert.match(text, /request {2}path=\/me {2}agent=null\n$/);
});

const all = (to: Log): void => {
  to.debug("d");
  to.info("i");
  to.warn("w");
  to.error("e");
};

test("entries below the level are dropped", () => {
  assert.equal(written(all).split("\n").length - 1, 3);
  assert.equal(written(all, { level: "error" }).split("\n").length - 1, 1);
  assert.equal(written(all, { level: "debug" }).split("\n").length - 1, 4);
});

test("no value can forge a line or steer the terminal", () => {
  const evil = "x\n09:16:30.123 ERROR forged\u001b[2J\u009b2J\u2028";
  const text = written((to) => to.info(evil, { evil, nested: { evil } }));
  assert.equal(text.split("\n").length, 2);
  assert.doesNotMatch(text.trimEnd(), /[\p{Cc}\p{Zl}]/u);
});

test("an error is shown with its stack and its causes, indented", () => {
  const error = new Error("outer\u001b[2J", { cause: new Error("inner") });
  const [first, ...below] = written((to) => to.error("it broke", { error }))
    .trimEnd()
    .split("\n");
  assert.match(first!, /it broke {2}error="outer\\u001b\[2J"$/);
  assert.ok(below.every((line) => line.startsWith("    ")));
  assert.ok(!below.join("").includes("\u001b"));
  assert.match(below.join("\n"), /log\.test\.ts[^]*inner/);
});

test("the request id of the context is in the line", () => {
  const text = written((to) => requestId.run("r-1", () => to.info("hello")));
  assert.match(text, /hello {2}requestId=r-1\n$/);
});

test("an entry knows the request in whose context it was made, for every log", () => {
  const to = memoryLog();
  requestId.run("r-1", () => to.child({ module: "db" }).info("hello", { path: "/" }));
  assert.deepEqual(to.entries, [
    { level: "info", message: "hello", fields: { module: "db", path: "/" }, requestId: "r-1" },
  ]);
});

test("a child adds its fields, and the entry's own win", () => {
  const to = memoryLog();
  to.child({ module: "db", try: 1 }).child({ pool: 8 }).info("opened", { try: 2 });
  assert.deepEqual(to.entries, [
    { level: "info", message: "opened", fields: { module: "db", pool: 8, try: 2 } },
  ]);
});

test("the current log is the context's", () => {
  const to = memoryLog();
  log.run(to, () => currentLog().info("here"));
  log.run(silentLog, () => currentLog().error("nowhere"));
  assert.equal(to.entries.length, 1);
  assert.equal(currentLog(), currentLog());
});
