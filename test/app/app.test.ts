import assert from "node:assert/strict";
import { test } from "node:test";
import { app, currentApp, module, type AppComponent } from "quintet/app";
import { clock, fakeClock, log, memoryLog, now, QuintetError, slot } from "quintet/core";
import { currentEvents, Events, on, signal, type Receiver } from "quintet/events";

declare module "quintet/app" {
  interface ModuleParts {
    readonly testReceivers?: readonly Receiver[];
  }
}

const colour = slot<string>("test.app.colour");
const registered = signal<string>("registered");

/** What the database layer does: an app's hub is made by a component of it. */
const eventsModule = module("events", {
  components: [
    (owner) => {
      const hub = new Events();
      return {
        name: "events",
        start: () => void hub.subscribe(...owner.contributions("testReceivers")),
        provides: () => [currentEvents.as(hub)],
        stop: () => hub.settled(),
      };
    },
  ],
});

function component(name: string, seen: string[], more: Partial<AppComponent> = {}): AppComponent {
  return {
    name,
    start: () => void seen.push(`+${name}`),
    stop: () => void seen.push(`-${name}`),
    ...more,
  };
}

test("parts are collected by kind, in the order of the modules", () => {
  const receivers = ["a", "b", "c"].map((name) => on(registered, () => {}, { name }));
  const shop = app({
    modules: [
      module("one", { testReceivers: receivers.slice(0, 2) }),
      module("two"),
      module("three", { testReceivers: receivers.slice(2) }),
    ],
  });
  assert.deepEqual(shop.contributions("testReceivers"), receivers);
  assert.deepEqual(shop.contributions("checks"), []);
});

test("what a module consists of or depends on comes before it, and once", () => {
  const shared = module("shared");
  const auth = module("auth", { modules: [shared] });
  const blog = module("blog", { dependsOn: [auth, "tags"], modules: [shared] });
  const shop = app({ modules: [blog, module("tags"), auth] });
  assert.deepEqual(
    shop.modules.map(({ name }) => name),
    ["shared", "auth", "tags", "blog"],
  );
});

test("duplicate and unknown modules are told all at once", () => {
  const modules = [
    module("blog"),
    module("blog"),
    module("shop", { dependsOn: ["auht"] }),
    module("auth"),
  ];
  assert.throws(
    () => app({ modules }),
    (error) => {
      assert.ok(error instanceof QuintetError);
      assert.equal(error.code, "CORE_SEVERAL_ERRORS");
      assert.match(error.message, /Two modules have the name "blog"/);
      assert.match(error.message, /"shop" depends on "auht".*Did you mean "auth"\?/);
      return true;
    },
  );
});

test("an app runs its components and gives what they provide to all that runs in it", async () => {
  const seen: string[] = [];
  const paint = module("paint", {
    components: [
      () =>
        component("web", seen, {
          dependsOn: ["paint"],
          start: () => void seen.push(colour.get()!),
        }),
      () => component("paint", seen, { provides: () => [colour.as("red")] }),
    ],
  });
  const shop = app({ modules: [paint] });
  assert.deepEqual([seen.length, shop.isRunning], [0, false]);
  {
    await using running = await shop.start();
    assert.equal(running.isRunning, true);
    assert.equal(await running.run(async () => colour.get()), "red");
    assert.equal(
      running.run(() => currentApp.get()),
      shop,
    );
    assert.equal(colour.get(), undefined);
  }
  assert.deepEqual(seen, ["+paint", "red", "-web", "-paint"]);
});

const never = (): void => assert.fail("ran");

test("nothing runs in an app before its start and after its stop", async () => {
  const shop = app({ modules: [] });
  assert.throws(() => shop.run(never), { code: "APP_NOT_RUNNING", message: /not started/ });
  await shop.start();
  await shop.stop();
  await shop.stop();
  assert.throws(() => shop.run(never), { code: "APP_NOT_RUNNING", message: /stopped/ });
  await assert.rejects(shop.start(), { code: "CORE_LIFECYCLE_OVER" });
});

test("starting twice starts once", async () => {
  const seen: string[] = [];
  const shop = app({ modules: [module("m", { components: [() => component("db", seen)] })] });
  await Promise.all([shop.start(), shop.start()]);
  await Promise.all([shop.stop(), shop.stop()]);
  assert.deepEqual(seen, ["+db", "-db"]);
});

const start = (): never => {
  throw new Error("port taken");
};

test("a component that fails stops what was started, and the app does not run", async () => {
  const seen: string[] = [];
  const parts = {
    components: [() => component("db", seen), () => component("web", seen, { start })],
  };
  const shop = app({ modules: [module("m", parts)] });
  await assert.rejects(shop.start(), { code: "CORE_START_FAILED", message: /"web".*port taken/ });
  assert.deepEqual(seen, ["+db", "-db"]);
  assert.throws(() => shop.run(() => {}), { code: "APP_NOT_RUNNING" });
});

const bad = (id: string, level: "error" | "warning") => ({
  id,
  level,
  message: `${id}!`,
  hint: "Mend it.",
});

test("errors found by checks are told all at once, before anything starts", async () => {
  const seen: string[] = [];
  const to = memoryLog();
  const shop = app({
    log: to,
    modules: [
      module("a", { checks: [() => [bad("a.one", "error"), bad("a.two", "warning")]] }),
      module("b", {
        checks: [async () => [bad("b.one", "error")], () => []],
        components: [() => component("db", seen)],
      }),
    ],
  });
  assert.equal((await shop.check()).length, 3);
  assert.equal(to.entries.length, 0);
  await assert.rejects(shop.start(), {
    code: "CORE_SEVERAL_ERRORS",
    message:
      "2 errors:\n- [APP_CHECK_FAILED] a.one: a.one! Mend it.\n- [APP_CHECK_FAILED] b.one: b.one! Mend it.",
  });
  assert.deepEqual(to.entries, [
    { level: "warn", message: "a.two!", fields: { check: "a.two", hint: "Mend it." } },
  ]);
  assert.deepEqual(seen, []);
});

test("the log and the clock of an app hold in it", async () => {
  const to = memoryLog();
  const shop = app({ modules: [], log: to, clock: fakeClock({ start: "2026-11-20T00:00:00Z" }) });
  await shop.start();
  shop.run(() => log.get()!.info("here"));
  assert.equal(to.entries.length, 1);
  assert.equal(
    shop.run(() => now().toISOString()),
    "2026-11-20T00:00:00.000Z",
  );
  assert.equal(clock.get(), undefined);
  await shop.stop();
});

test("two apps in one process do not see each other, though they share a module", async () => {
  const heard: string[] = [];
  const listener = (name: string) =>
    module("listener", {
      testReceivers: [on(registered, (who) => heard.push(`${name} heard ${who}`))],
    });
  await using one = await app({ modules: [eventsModule, listener("one")] }).start();
  await using two = await app({ modules: [eventsModule, listener("two")] }).start();
  await Promise.all([one.run(() => registered.send("Ada")), two.run(() => registered.send("Bob"))]);
  assert.deepEqual(heard.toSorted(), ["one heard Ada", "two heard Bob"]);
  await one.stop();
  await two.run(() => registered.send("Cy"));
  assert.deepEqual(heard.at(-1), "two heard Cy");
});

test("the compiler refuses parts that nothing knows", () => {
  // @ts-expect-error a misspelt kind
  module("m", { testReceiver: [] });
  // @ts-expect-error a receiver is wanted
  module("m", { testReceivers: [1] });
});
