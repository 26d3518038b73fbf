import assert from "node:assert/strict";
import { test } from "node:test";
import {
  clock,
  componentStep,
  fakeClock,
  Lifecycle,
  QuintetError,
  signal,
  type Component,
} from "quintet/core";

function recorder() {
  const log: string[] = [];
  const part = (
    name: string,
    dependsOn: string[] = [],
    more: Partial<Component> = {},
  ): Component => ({
    name,
    dependsOn,
    start: () => void log.push(`+${name}`),
    stop: () => void log.push(`-${name}`),
    ...more,
  });
  return { log, part };
}

const fail = (message: string) => () => Promise.reject(new Error(message));

test("components start behind what they depend on and stop in reverse", async () => {
  const { log, part } = recorder();
  const life = new Lifecycle([
    part("http", ["db", "cache"]),
    part("cache", ["db"]),
    part("db"),
    part("clock"),
  ]);
  assert.equal(life.isRunning, false);
  await life.start();
  assert.equal(life.isRunning, true);
  await life.stop();
  assert.equal(life.isRunning, false);
  assert.deepEqual(log, ["+db", "+cache", "+http", "+clock", "-clock", "-http", "-cache", "-db"]);
});

test("a failure on start stops what was started, names the component and keeps the cause", async () => {
  const { log, part } = recorder();
  const life = new Lifecycle([
    part("db"),
    part("cache", [], { start: fail("no route") }),
    part("http"),
  ]);
  await assert.rejects(life.start(), (error) => {
    assert.ok(error instanceof QuintetError);
    assert.equal(error.code, "CORE_START_FAILED");
    assert.match(error.message, /"cache".*no route/);
    assert.equal((error.cause as Error).message, "no route");
    return true;
  });
  assert.deepEqual(log, ["+db", "-db"]);
  await life.stop();
  assert.deepEqual(log, ["+db", "-db"]);
});

test("a start that takes too long is refused and the component is stopped", async () => {
  const fake = fakeClock();
  const { log, part } = recorder();
  let seen: AbortSignal | undefined;
  const start = (): Promise<void> => {
    seen = signal.get();
    return new Promise(() => {});
  };
  const life = new Lifecycle([part("db"), part("slow", [], { start, startTimeout: "2s" })]);
  const starting = clock.run(fake, () => life.start());
  const refused = assert.rejects(starting, {
    code: "CORE_START_FAILED",
    message: /The start of "slow" took longer than 2s/,
    hint: /startTimeout/,
  });
  await fake.advance("2s");
  await refused;
  assert.equal(seen?.aborted, true);
  assert.deepEqual(log, ["+db", "-slow", "-db"]);
});

test("every component gets its stop, whatever the others do, and all errors are told", async () => {
  const fake = fakeClock();
  const { log, part } = recorder();
  const life = new Lifecycle([
    part("a"),
    part("b", [], { stop: fail("stuck") }),
    part("c", [], { stop: () => new Promise(() => {}), stopTimeout: "1s" }),
  ]);
  await life.start();
  const stopping = clock.run(fake, () => life.stop());
  const refused = assert.rejects(stopping, {
    code: "CORE_SEVERAL_ERRORS",
    message: /\[CORE_STOP_FAILED\].*"c".*took longer than 1s[^]*\[CORE_STOP_FAILED\].*"b".*stuck/,
  });
  await fake.advance("1s");
  await refused;
  assert.deepEqual(log, ["+a", "+b", "+c", "-a"]);
});

test("stop works for a caller whose own time is over", async () => {
  const { log, part } = recorder();
  const life = new Lifecycle([part("db")]);
  await life.start();
  await signal.run(AbortSignal.abort(), () => life.stop());
  assert.deepEqual(log, ["+db", "-db"]);
});

test("start and stop may be called again and do nothing more", async () => {
  const { log, part } = recorder();
  const life = new Lifecycle([part("db")]);
  await Promise.all([life.start(), life.start()]);
  await Promise.all([life.stop(), life.stop()]);
  await life.stop();
  await assert.rejects(life.start(), { code: "CORE_LIFECYCLE_OVER" });
  assert.deepEqual(log, ["+db", "-db"]);
});

test("a stop during the start ends it with the component that it is at", async () => {
  const { log, part } = recorder();
  const opened = Promise.withResolvers<void>();
  const life = new Lifecycle([
    part("db", [], { start: () => opened.promise }),
    part("http", ["db"]),
  ]);
  const starting = assert.rejects(life.start(), { code: "CORE_LIFECYCLE_OVER" });
  const stopping = life.stop();
  opened.resolve();
  await Promise.all([starting, stopping]);
  assert.deepEqual(log, ["-db"]);
});

test("duplicates, missing dependencies and cycles are told all at once, before anything starts", () => {
  const { log, part } = recorder();
  const components = [
    part("db", ["cache"]),
    part("cache", ["db"]),
    part("web", ["dbb"]),
    part("web"),
  ];
  assert.throws(
    () => new Lifecycle(components),
    (error) => {
      assert.ok(error instanceof QuintetError);
      assert.equal(error.code, "CORE_SEVERAL_ERRORS");
      const { errors } = error.cause as AggregateError;
      assert.deepEqual(
        errors.map(({ code }: QuintetError) => code),
        ["CORE_DUPLICATE_NAME", "CORE_DEPENDENCY_CYCLE"],
      );
      assert.match(error.message, /db → cache → db/);
      return true;
    },
  );
  assert.throws(() => new Lifecycle([part("db"), part("web", ["dbs"])]), {
    code: "CORE_UNKNOWN_DEPENDENCY",
    message: 'The component "web" depends on "dbs", which is not there. Did you mean "db"?',
  });
  assert.deepEqual(log, []);
});

test("each step is a fact with its duration", async () => {
  const seen: string[] = [];
  using _ = componentStep.subscribe(({ component, step, durationMs }) => {
    assert.ok(durationMs >= 0);
    seen.push(`${step} ${component}`);
  });
  const life = new Lifecycle([{ name: "only" }]);
  await life.start();
  await life.stop();
  assert.deepEqual(seen, ["start only", "stop only"]);
});
