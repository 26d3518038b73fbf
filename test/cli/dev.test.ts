import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { makeProject, toEnd } from "./project.ts";

const APP = `import { app, module } from "quintet/app";
import { get, http } from "quintet/http";
import { word } from "./words/word.ts";
export default app({ modules: [http({ port: 0, development: true }), module("own", { routes: [get("/", () => word)] })] });\n`;

test("in development a database that lacks migrations is told", async () => {
  const project = makeProject({});
  await project.run(["new", "shop"]);
  const app = ["--app=shop/app.ts", "--port=0"];
  const lacking = project.spawn(["serve", ...app]);
  lacking.stdout!.once("data", () => lacking.kill("SIGTERM"));
  const { exitCode, stderr } = await toEnd(lacking);
  assert.equal(exitCode, 0);
  assert.match(stderr, /^! The database lacks notes\/0001_initial: run `quintet migrate`\.$/m);
  await project.runReal(["migrate", app[0]!]);
  const migrated = project.spawn(["serve", ...app]);
  migrated.stdout!.once("data", () => migrated.kill("SIGTERM"));
  assert.doesNotMatch((await toEnd(migrated)).stderr, /lacks/);
});

test("dev starts anew with each change, outlives errors, and shows the address once", async () => {
  const project = makeProject({ "app.ts": APP, "words/word.ts": `export const word = "one";\n` });
  const child = project.spawn(["dev", "--port=0"], { QUINTET_ENV: "test" });
  let text = "";
  for (const stream of [child.stdout!, child.stderr!]) stream.on("data", (some) => (text += some));
  const ended = toEnd(child);
  const said = async (pattern: RegExp): Promise<void> => {
    for (let n = 0; n < 1_500 && !pattern.test(text) && child.exitCode === null; n++)
      await pause(20);
    assert.match(text, pattern);
    text = text.slice(text.search(pattern));
  };
  const answer = async (): Promise<string> => {
    const [, origin] = [...text.matchAll(/origin=(\S+)/g)].at(-1)!;
    return (await fetch(origin!, { headers: { connection: "close" } })).text();
  };
  try {
    await said(/origin=\S+\n[^]*Listening at/);
    assert.equal(await answer(), "one");
    text = "";

    project.write("words/word.ts", `export const word = "two";\n`);
    await said(/origin=\S+\n[^]*Started anew in \d+ ms/);
    assert.equal(await answer(), "two");
    assert.doesNotMatch(text, /Listening at/);
    text = "";

    project.write("words/word.ts", `export const word = `);
    await said(/CLI_APP_BROKEN[^]*waiting for a change/);
    project.write("data/app.json", "{}");
    project.write("notes.txt", "no code");
    rmSync(join(project.folder, "words/word.ts"));
    await said(/waiting for a change/);
    text = "";

    project.write("words/word.ts", `export const word = "three";\n`);
    await said(/origin=\S+\n[^]*Started anew/);
    assert.equal(await answer(), "three");
  } finally {
    child.kill("SIGINT");
  }
  assert.equal((await ended).exitCode, 0);
});
