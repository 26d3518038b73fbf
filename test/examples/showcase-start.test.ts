// What `npm start` runs, as somebody sees it who has just cloned the repository.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, describe, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { temporaryDatabase } from "quintet/testing";
import { postgres } from "../services.ts";

const root = resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "quintet-start-"));
const DATABASE_URL = `sqlite:${join(folder, "data/app.db")}`;
const SCRIPT = join(root, "scripts/start.ts");
const CONDITION = "--conditions=quintet-source";
const READY = /Ctrl-C stops it/;

describe("npm start", () => {
  after(() => rmSync(folder, { recursive: true, force: true }));

  test("makes the tables, fills them, serves, and keeps what is there the next time", async () => {
    await using first = start({ DATABASE_URL, PORT: "0" });
    await first.said(READY);
    assert.match(first.text, /\+ blog\/0001_initial\n[^]* done on sqlite:/);
    assert.match(first.text, /✓ 500 posts, \d+ comments, 32 tasks and a team to begin with/);
    for (const path of ["/tasks", "/docs/api", "/docs", "/health"])
      assert.ok(first.text.includes(`${first.origin}${path}\n`), path);
    assert.match(first.text, / author {3}author-demo-password/);
    assert.doesNotMatch(first.text, /WARN {2}(?!slow)|^! |undefined|^ {4}at /m);
    const signedIn = await first.post("/api/token", {
      username: "author",
      password: "author-demo-password",
    });
    const { access: token } = (await signedIn.json()) as { access: string };
    const mine = { title: "Kept", content: "Over a restart." };
    assert.equal((await first.post("/api/posts", mine, token)).status, 201);
    assert.equal(await first.end("SIGINT"), 0);

    await using second = start({ DATABASE_URL, PORT: "0" });
    await second.said(READY);
    assert.match(second.text, /Nothing to do/);
    assert.doesNotMatch(second.text, /500 posts/);
    const found = await fetch(`${second.origin}/api/posts/my_posts`, {
      headers: { authorization: `Bearer ${token}` },
    });
    assert.match(await found.text(), /"Kept"/);

    const { port } = new URL(second.origin);
    await using third = start({ DATABASE_URL, PORT: port });
    assert.equal(await third.ended, 1);
    assert.match(
      third.text,
      new RegExp(`^error \\[CORE_START_FAILED\\].*port ${port}, already`, "m"),
    );
    assert.match(third.text, /hint .*another `port`/);
    assert.equal(await second.end("SIGTERM"), 0);
  });

  test("has migrations that say what the models say", async () => {
    const main = join(root, "src/cli/main.ts");
    const args = [main, "makemigrations", "--check", "--app", "examples/app.ts"];
    await using check = run(args, { DATABASE_URL: "sqlite::memory:" });
    assert.equal(await check.ended, 0, check.text);
  });

  test("listens at port 8000 of this machine alone, on a file, unless it is told otherwise", async () => {
    const args = [join(root, "src/cli/main.ts"), "settings", "--app", "examples/app.ts"];
    const SECRET_KEY = "only of this test, and long enough";
    await using shown = run(args, { SECRET_KEY });
    assert.equal(await shown.ended, 0, shown.text);
    for (const line of [
      /^PORT +8000 /m,
      /^HOST +127\.0\.0\.1 /m,
      /^DATABASE_URL +sqlite:\.\/data\/app\.db /m,
      /^REDIS_URL +not set /m,
    ])
      assert.match(shown.text, line);
    const own = { PORT: "9000", HOST: "::1", DATABASE_URL: "postgres://me@db.example/own" };
    await using told = run(args, { SECRET_KEY, ...own });
    assert.equal(await told.ended, 0, told.text);
    for (const [name, value] of Object.entries(own))
      assert.match(told.text, new RegExp(`^${name} +${value} +environment`, "m"));
  });

  test("does the same on PostgreSQL", { skip: postgres.missing }, async () => {
    await using place = await temporaryDatabase(postgres.url);
    await using app = start({ DATABASE_URL: place.url, PORT: "0" });
    await app.said(READY);
    assert.match(app.text, /✓ 500 posts, \d+ comments/);
    assert.equal((await fetch(`${app.origin}/ready`)).status, 200);
    assert.equal(await app.end("SIGINT"), 0);
  });

  test("ends with npm, whose shell hands no signal on", async () => {
    const env = { DATABASE_URL, PORT: "0", npm_lifecycle_event: "start" };
    await using app = new Started(spawn("sh", ["-c", `${commandLine(SCRIPT)}; exit`], inRoot(env)));
    await app.said(READY);
    await app.end("SIGTERM");
    await assert.rejects(fetch(`${app.origin}/health`), TypeError);
  });

  test("takes settings by --set, tells what is possible, and starts nothing for other words", async () => {
    await using help = run([SCRIPT, "--help"], { DATABASE_URL });
    assert.equal(await help.ended, 0);
    assert.match(help.text, /^npm start -- --set PORT=9000 /m);
    await using unknown = run([SCRIPT, "--port", "9000"], { DATABASE_URL });
    assert.equal(await unknown.ended, 2);
    assert.match(unknown.text, /^error .*'--port'[^]*^npm start -- --set PORT=9000 /m);
    await using misspelt = run([SCRIPT, "--set", "PROT=9000"], { DATABASE_URL });
    assert.notEqual(await misspelt.ended, 0);
    assert.match(misspelt.text, /PROT.*[^]*PORT/);
    await using chosen = run([SCRIPT, "--set", "PORT=0"], { DATABASE_URL, PORT: "1" });
    await chosen.said(READY);
    assert.notEqual(new URL(chosen.origin).port, "1");
    assert.equal(await chosen.end("SIGTERM"), 0);
  });

  test("makes no data and no account in production", async () => {
    await using app = start({
      QUINTET_ENV: "production",
      SECRET_KEY: "only of this test, and long enough",
      ALLOWED_HOSTS: "localhost",
      DATABASE_URL: `sqlite:${join(folder, "production.db")}`,
      PORT: "0",
    });
    await app.said(READY);
    assert.doesNotMatch(app.text, /demo-password|500 posts/);
    assert.match(app.origin, /^http:\/\/localhost:\d+$/);
    const posts = (await (await fetch(`${app.origin}/api/posts`)).json()) as { count: number };
    assert.equal(posts.count, 0);
  });

  test("tells of a setting that cannot be, and of a folder that cannot be written", async () => {
    writeFileSync(join(folder, "file"), "");
    const closed = `sqlite:${join(folder, "file/app.db")}`;
    const wrong = {
      PORT: "many",
      LOG_LEVEL: "loud",
      REDIS_URL: "http://x",
      SHOWCASE_COLOUR: "red",
    };
    await using bad = start({ DATABASE_URL, ...wrong });
    await using shut = start({ DATABASE_URL: closed, PORT: "0" });
    assert.deepEqual([await bad.ended, await shut.ended], [1, 1]);
    assert.match(bad.text, /CONFIG_INVALID[^]*- PORT must be .*many/);
    assert.match(bad.text, /- SHOWCASE_COLOUR is no setting/);
    assert.match(bad.text, /- REDIS_URL must be .*http:\/\/x/);
    assert.match(bad.text, /- LOG_LEVEL must be .*loud/);
    assert.equal(bad.text.match(/CONFIG_INVALID/g)?.length, 1, "all are told at once");
    assert.match(shut.text, /^error \[DB_CANNOT_OPEN\] .*file\/app\.db[^]*hint/m);
    for (const { text } of [bad, shut]) assert.doesNotMatch(text, /node:internal/);
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
    return /(http:\S+)\/tasks/.exec(this.text)![1]!;
  }

  async said(pattern: RegExp): Promise<void> {
    for (let n = 0; n < 1500 && !pattern.test(this.text) && this.#process.exitCode === null; n++)
      await pause(20);
    assert.match(this.text, pattern);
  }

  post(path: string, body: object, token?: string): Promise<Response> {
    return fetch(this.origin + path, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
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

function start(env: Record<string, string>): Started {
  return run([SCRIPT], env);
}

function run(args: readonly string[], env: Record<string, string>): Started {
  return new Started(spawn(process.execPath, [CONDITION, ...args], inRoot(env)));
}

function commandLine(script: string): string {
  return `"${process.execPath}" ${CONDITION} "${script}"`;
}

function inRoot(env: Record<string, string>) {
  const { CI: _, FORCE_COLOR: __, NODE_ENV: ___, ...inherited } = process.env;
  return { cwd: root, env: { ...inherited, ...env } };
}
