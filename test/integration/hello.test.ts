// What `npm start` runs, as somebody sees it who has just cloned the repository.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, describe, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

await import("../../examples/hello/greetings/greetings.test.ts");

const root = resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "quintet-hello-"));
const DATABASE_URL = `sqlite:${join(folder, "data/app.db")}`;

describe("npm start", () => {
  after(() => rmSync(folder, { recursive: true, force: true }));

  test("makes the database, fills it, serves and shows where; the second start keeps the data", async () => {
    await using first = await start({ DATABASE_URL, PORT: "0" });
    await first.said(/Listening at \S+\n/);
    assert.match(first.text, /1 done on[^]*✓ 5 greetings/);
    const welsh = { language: "Welsh", words: "Helo, fyd" };
    assert.equal((await first.post("/greetings", welsh)).status, 201);
    assert.equal(await first.end("SIGTERM"), 0);

    await using second = await start({ DATABASE_URL, PORT: "0" });
    await second.said(/Listening at \S+\n/);
    assert.match(second.text, /Nothing to do/);
    assert.doesNotMatch(second.text, /5 greetings/);
    assert.equal((await fetch(`${second.origin}/greetings/Welsh`)).status, 200);

    const port = new URL(second.origin).port;
    await using third = await start({ DATABASE_URL, PORT: port });
    assert.equal(await third.ended, 1);
    assert.match(third.text, new RegExp(`port ${port}, already[^]*hint`));
  });

  test("a setting that cannot be and a folder that cannot be written are told clearly", async () => {
    await using bad = await start({ DATABASE_URL, PORT: "many" });
    assert.equal(await bad.ended, 1);
    assert.match(bad.text, /CONFIG_INVALID[^]*PORT must be .*many/);
    assert.doesNotMatch(bad.text, /\n {4}at /);

    writeFileSync(join(folder, "file"), "");
    await using closed = await start({ DATABASE_URL: `sqlite:${join(folder, "file/app.db")}` });
    assert.equal(await closed.ended, 1);
    assert.match(closed.text, /^error \[DB_\w+\] .*file\/app\.db/m);
    assert.doesNotMatch(closed.text, /\n {4}at /);
  });
});

class Started implements AsyncDisposable {
  readonly #process: ChildProcess;
  readonly ended: Promise<number>;
  text = "";

  constructor(process: ChildProcess) {
    this.#process = process;
    for (const stream of [process.stdout!, process.stderr!])
      stream.on("data", (some) => (this.text += some));
    this.ended = once(process, "close").then(([code]) => code as number);
  }

  get origin(): string {
    return /Listening at (\S+)/.exec(this.text)![1]!;
  }

  async said(pattern: RegExp): Promise<void> {
    for (let n = 0; n < 750 && !pattern.test(this.text) && this.#process.exitCode === null; n++)
      await pause(20);
    assert.match(this.text, pattern);
  }

  post(path: string, body: object): Promise<Response> {
    return fetch(this.origin + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  }

  end(signal: NodeJS.Signals): Promise<number> {
    this.#process.kill(signal);
    return this.ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.exitCode === null) await this.end("SIGKILL");
  }
}

async function start(env: Record<string, string>): Promise<Started> {
  const args = ["--conditions=quintet-source", join(root, "scripts/start.ts")];
  const { CI: _, FORCE_COLOR: __, NODE_ENV: ___, ...inherited } = process.env;
  return new Started(spawn(process.execPath, args, { cwd: root, env: { ...inherited, ...env } }));
}
