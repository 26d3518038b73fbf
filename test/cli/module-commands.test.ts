import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { command } from "quintet/app";
import { bool, int, list, text } from "quintet/schema";
import { makeProject, toEnd } from "./project.ts";

const app = (commands: string, rest = ""): string => `
import { app, command, currentApp, module } from "quintet/app";
import { actor, requestId, signal } from "quintet/core";
import { bool, choice, date, email, int, list, text } from "quintet/schema";
const component = () => ({
  name: "engine",
  start: () => console.error === undefined,
  stop: () => { globalThis.stopped = (globalThis.stopped ?? 0) + 1; },
});
${rest}
export default app({ modules: [module("shop", { components: [component], commands: [${commands}] })] });`;

describe("a command of a module", () => {
  const project = makeProject({
    "app.ts": app(`command("seed_data", {
      description: "Fills the shop",
      arguments: { size: choice("small", "big"), names: list(text()).default([]) },
      options: {
        posts: int({ min: 1 }).default(500).help("How many posts"),
        clear: bool(),
        index: bool().default(true),
        maxAge: int().optional(),
        tag: list(text({ max: 5 })).default([]),
        since: date().nullable().default(null),
      },
      run({ arguments: args, options, print }) { print.line(JSON.stringify({ args, options })); },
    })`),
  });
  const run = async (...argv: string[]): Promise<unknown> => {
    const { exitCode, stdout, stderr } = await project.run(["seed_data", ...argv]);
    assert.deepEqual([exitCode, stderr], [0, ""]);
    return JSON.parse(stdout);
  };
  const none = { posts: 500, clear: false, index: true, tag: [], since: null };

  test("gets its defaults", async () => {
    // The app of a file starts once in a process.
    const { stdout } = await project.runReal(["seed_data", "small"]);
    assert.deepEqual(JSON.parse(stdout), { args: { size: "small", names: [] }, options: none });
  });

  test("gets arguments and options read by their fields", async () => {
    assert.deepEqual(
      await run(
        "big",
        "a",
        "b",
        "--posts",
        "3",
        "--clear",
        "--no-index",
        "--max-age=-5",
        "--tag",
        "x,y",
        "--tag",
        "z",
        "--since",
        "2026-11-20",
      ),
      {
        args: { size: "big", names: ["a", "b"] },
        options: {
          posts: 3,
          clear: true,
          index: false,
          maxAge: -5,
          tag: ["x,y", "z"],
          since: "2026-11-20",
        },
      },
    );
  });

  test("all that is wrong is told at once, and nothing is run", async () => {
    const argv = [
      "seed_data",
      "huge",
      "--posts",
      "0",
      "--max-age",
      "old",
      "--tag",
      "ok",
      "--tag",
      "too long",
    ];
    const { exitCode, stdout, stderr } = await project.run(argv);
    assert.deepEqual([exitCode, stdout], [2, ""]);
    assert.match(stderr, /^error \[CLI_BAD_INPUT\] 4 problems:\n/);
    for (const line of [
      /^- <size> must be one of "small", "big"/m,
      /^- --posts must be at least 1/m,
      /^- --max-age must be a whole number/m,
      /^- --tag\.1 must have at most 5/m,
    ])
      assert.match(stderr, line);
  });

  test("what is missing is told, and an unknown option names the nearest", async () => {
    const { exitCode, stderr } = await project.run(["seed_data"]);
    assert.equal(exitCode, 2);
    assert.match(
      stderr,
      /^error \[CLI_BAD_INPUT\] <size> is missing\.\n hint .*quintet seed_data --help/,
    );
    assert.match(
      (await project.run(["seed_data", "small", "--post", "3"])).stderr,
      /Did you mean --posts\?/,
    );
    assert.match(
      (await project.run(["seed_dat"])).stderr,
      /There is no command "seed_dat"\. Did you mean "seed_data"\?/,
    );
  });

  test("its help is made of the fields", async () => {
    const { stdout } = await project.run(["seed_data", "--help"]);
    assert.match(
      stdout,
      /^Usage: quintet seed_data \[options\] <size> \[names\.\.\.\]\n\nFills the shop\n/,
    );
    assert.match(stdout, /--posts <int> +How many posts \(default: 500\)/);
    assert.match(stdout, /size +\(small, big; required\)/);
    assert.match(stdout, /--no-index/);
    assert.match(stdout, /--tag <text> +\(may be repeated\)/);
    assert.match((await project.run(["--help"])).stdout, /^ {2}seed_data .*Fills the shop/m);
  });
});

test("an option whose name begins with no is what it says", async () => {
  const project = makeProject({
    "app.ts": app(`command("copy", {
      description: "Copies",
      startsApp: false,
      options: { noCache: bool(), noOfCopies: int().default(1), northern: bool() },
      run({ options, print }) { print.line(JSON.stringify(options)); },
    })`),
  });
  for (const [argv, options] of [
    [[], { noCache: false, noOfCopies: 1, northern: false }],
    [["--no-cache"], { noCache: true, noOfCopies: 1, northern: false }],
    [["--no-of-copies", "5", "--northern"], { noCache: false, noOfCopies: 5, northern: true }],
  ] as const) {
    const { exitCode, stdout } = await project.run(["copy", ...argv]);
    assert.deepEqual([exitCode, JSON.parse(stdout)], [0, options]);
  }
});

describe("the run of a command", () => {
  test("is in the app, with an actor, an id and a signal, and the app is stopped after it", async () => {
    const project = makeProject({
      "app.ts": app(`command("who", { description: "", run: ({ app, print, signal: given }) => {
        print.line(JSON.stringify([actor.get(), requestId.get().length, currentApp.get() === app, signal.get() === given, app.isRunning]));
        return 7;
      } })`),
    });
    const before = stopped();
    const { exitCode, stdout } = await project.run(["who"]);
    assert.equal(exitCode, 7);
    assert.deepEqual(JSON.parse(stdout), [
      { id: "command:who", name: "quintet who" },
      36,
      true,
      true,
      true,
    ]);
    assert.equal(stopped(), before + 1);
  });

  test("an error is told with its code, and the app is stopped all the same", async () => {
    const project = makeProject({
      "app.ts": app(
        `command("fail", { description: "", run() { throw TOO_LATE(5); } }), command("crash", { description: "", startsApp: false, run() { null.x; } })`,
        `import { defineError } from "quintet/core";
         const TOO_LATE = defineError("SHOP_TOO_LATE", 409, (n) => \`\${n} hours too late.\`, "Come earlier.");`,
      ),
    });
    const before = stopped();
    const { exitCode, stderr } = await project.run(["fail"]);
    assert.deepEqual(
      [exitCode, stderr],
      [1, "error [SHOP_TOO_LATE] 5 hours too late.\n hint Come earlier.\n"],
    );
    assert.equal(stopped(), before + 1);
    const crash = await project.run(["crash"]);
    assert.equal(crash.exitCode, 1);
    assert.match(crash.stderr, /^error TypeError: .*\n   at .*app\.ts:\d+:\d+\)?\n hint .*--debug/);
    assert.equal(stopped(), before + 1);
  });

  test("a person who stops it aborts its signal", async () => {
    const project = makeProject({
      "app.ts": app(
        `command("wait", { description: "", run: async ({ print }) => { print.line("waiting"); await sleep("1m"); } })`,
        'import { sleep } from "quintet/core";',
      ),
    });
    const child = project.spawn(["wait"]);
    const exit = new Promise((settle) => child.on("close", settle));
    let stderr = "";
    child.stderr!.on("data", (text) => (stderr += text));
    child.stdout!.once("data", () => child.kill("SIGINT"));
    assert.equal(await exit, 130);
    assert.match(stderr, /^error \[CORE_ABORTED\].*SIGINT/);
  });

  test("it goes on to its end when nobody reads what it prints any more", async () => {
    const project = makeProject({
      "app.ts": app(
        `command("many", { description: "", startsApp: false, async run({ print }) {
          for (let n = 0; n < 300; n++) { print.line("x".repeat(1000)); await setImmediate(); }
          writeFileSync("done", "");
          return 3;
        } })`,
        'import { setImmediate } from "node:timers/promises"; import { writeFileSync } from "node:fs";',
      ),
    });
    const child = project.spawn(["many"]);
    child.stdout!.once("data", () => child.stdout!.destroy());
    const { exitCode, stderr } = await toEnd(child);
    assert.deepEqual([exitCode, stderr, project.read("done")], [3, "", ""]);
  });

  test("it prints tables, warnings and progress, each where it belongs", async () => {
    const project = makeProject({
      "app.ts": app(`command("show", { description: "", startsApp: false, run({ print }) {
        print.table([{ name: "tea", price: 12.5 }, { name: "a\\u001b[31mb\\nc", price: null }]);
        print.table([]);
        print.warn("careful");
        using bar = print.progress("Rows", 4);
        bar.advance(); bar.advance(2);
        print.success("done");
      } })`),
    });
    const { stdout, stderr } = await project.run(["show"]);
    assert.equal(stdout, "name       price\ntea         12.5\na [31mb c\n✓ done\n");
    assert.equal(stderr, "! careful\nRows: 3 of 4\n");
    const terminal = await project.run(["show"], { isTerminal: true, env: { NO_COLOR: "1" } });
    assert.match(terminal.stderr, /\rRows ░{30} 0\/4.*\rRows █{23}░{7} 3\/4\n$/s);
  });
});

describe("commands that do not fit", () => {
  const refused: readonly (readonly [string, string, RegExp])[] = [
    [
      "a name of the framework",
      `command("migrate", { description: "", run() {} })`,
      /\[CLI_COMMAND_CLASH\] The command "migrate"/,
    ],
    [
      "a name twice",
      `command("a", { description: "", run() {} }), command("a", { description: "", run() {} })`,
      /\[CLI_COMMAND_CLASH\] The command "a"/,
    ],
    [
      "an option that every command has",
      `command("a", { description: "", options: { debug: bool() }, run() {} })`,
      /\[CLI_COMMAND_CLASH\].*--debug/,
    ],
    [
      "a list that is not last",
      `command("a", { description: "", arguments: { b: list(text()), c: text() }, run() {} })`,
      /\[CLI_COMMAND_CLASH\].*not the last/,
    ],
    [
      "an option that is no field",
      `command("a", { description: "", options: { b: 1 }, run() {} })`,
      /\[SCHEMA_FIELD_EXPECTED\]/,
    ],
    [
      "a bad name",
      `command("A b", { description: "", run() {} })`,
      /\[APP_BAD_COMMAND_NAME\] "A b"/,
    ],
  ];
  for (const [what, commands, error] of refused) {
    test(`${what} is refused`, async () => {
      const { exitCode, stderr } = await makeProject({ "app.ts": app(commands) }).run(["other"]);
      assert.notEqual(exitCode, 0);
      assert.match(stderr, error);
    });
  }
});

test("what a command gets is typed by its fields", () => {
  command("typed", {
    description: "",
    arguments: { id: int() },
    options: { clear: bool(), names: list(text()).default([]), max: int().optional() },
    run({ arguments: { id }, options }) {
      const all: [number, boolean, string[], number | undefined] = [
        id,
        options.clear,
        options.names,
        options.max,
      ];
      // @ts-expect-error There is no such option.
      void options.maximum;
      // @ts-expect-error It may be missing.
      const max: number = options.max;
      void [all, max];
    },
  });
});

function stopped(): number {
  return (globalThis as { stopped?: number }).stopped ?? 0;
}
