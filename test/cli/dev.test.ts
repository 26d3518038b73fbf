import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
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
  const port = await freePort();
  const child = project.spawn(["dev", `--port=${port}`], { QUINTET_ENV: "test" });
  let text = "";
  for (const stream of [child.stdout!, child.stderr!]) stream.on("data", (some) => (text += some));
  const ended = toEnd(child);
  const said = async (pattern: RegExp): Promise<void> => {
    for (let n = 0; n < 1_500 && !pattern.test(text) && child.exitCode === null; n++)
      await pause(20);
    assert.match(text, pattern);
    text = text.slice(text.search(pattern));
  };
  const origin = `http://127.0.0.1:${port}`;
  const answer = async (): Promise<string> =>
    (await fetch(origin, { headers: { connection: "close" } })).text();
  try {
    await said(new RegExp(`Listening at ${origin}\n`));
    assert.equal(await answer(), "one");
    text = "";

    project.write("words/word.ts", `export const word = "two";\n`);
    await said(/Started anew in \d+ ms/);
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
    await said(/Started anew/);
    assert.equal(await answer(), "three");
  } finally {
    child.kill("SIGINT");
  }
  assert.equal((await ended).exitCode, 0);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
