import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { makeProject, toEnd, type Outcome, type Project } from "./project.ts";

const APP = `import { app, module } from "quintet/app";
import { command } from "quintet/app";
import { currentServer, get, http } from "quintet/http";
const own = module("own", {
  routes: [
    get("/", async () => { await new Promise((done) => setTimeout(done, 2)); return { pid: process.pid }; }),
    get("/slow", async () => { await new Promise((done) => setTimeout(done, 500)); return { pid: process.pid }; }),
  ],
  commands: [command("port", { description: "Is there one?", run: ({ print }) => print.line(String(currentServer.get()?.address)) })],
});
export default app({ modules: [http({ port: 0, requestLog: false }), own] });\n`;

interface Load {
  readonly answered: number;
  readonly refused: number;
  readonly failed: readonly string[];
  readonly pids: readonly number[];
}

describe("quintet serve", () => {
  const project = makeProject({ "app.ts": APP });

  test("shows its address, answers, and ends with 0 at SIGTERM", async () => {
    await using serving = await serve(project, []);
    assert.equal((await fetch(serving.origin)).status, 200);
    const { exitCode, stdout } = await serving.end("SIGTERM");
    assert.equal(exitCode, 0);
    assert.equal(stdout, `Listening at ${serving.origin}\n`);
  });

  test("takes host and port, and says when the port is not free", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const { exitCode, stderr, stdout } = await project.runReal([
      "serve",
      "--host=127.0.0.1",
      `--port=${port}`,
    ]);
    other.close();
    assert.deepEqual([exitCode, stdout], [1, ""]);
    assert.match(stderr, new RegExp(`Another program listens at 127\\.0\\.0\\.1, port ${port}`));
    assert.equal((await project.run(["serve", "--port=99999"])).exitCode, 2);
    assert.equal((await project.run(["serve", "--workers=0"])).exitCode, 2);
  });

  test("an app without a server is told what it lacks", async () => {
    const bare = makeProject({
      "app.ts": `import { app } from "quintet/app";\nexport default app({ modules: [] });\n`,
    });
    const { exitCode, stderr } = await bare.run(["serve"]);
    assert.equal(exitCode, 1);
    assert.match(stderr, /HTTP_NO_SERVER/);
  });

  test("what is under way at Ctrl-C is answered", async () => {
    const serving = await serve(project, []);
    const slow = fetch(`${serving.origin}/slow`);
    await pause(100);
    const ended = serving.end("SIGINT");
    assert.equal((await slow).status, 200);
    assert.equal((await ended).exitCode, 0);
  });

  test("commands of modules open no port", async () => {
    const { stdout } = await project.run(["port"]);
    assert.equal(stdout, "undefined\n");
  });

  test("SIGTERM under load loses no request", async () => {
    await using serving = await serve(project, []);
    const load = await startLoad(serving.origin, 20, 0);
    await pause(400);
    const ended = serving.end("SIGTERM");
    const { answered, refused, failed } = await load.end();
    assert.deepEqual(failed, []);
    assert.equal(refused, 20);
    assert.ok(answered > 100, `${answered} answers`);
    assert.equal((await ended).exitCode, 0);
  });
});

describe("quintet serve --workers", () => {
  const project = makeProject({ "app.ts": APP });

  test("SIGHUP under load renews all, and SIGTERM ends all, without losing a request", async () => {
    await using serving = await serve(project, ["--workers=2"]);
    const kept = await startLoad(serving.origin, 16, 0);
    const fresh = await startLoad(serving.origin, 0, 4);
    await pause(300);
    serving.process.kill("SIGHUP");
    await serving.said(/All workers are renewed/);
    await pause(200);
    // Before SIGTERM: a connection that is being made while the last one stops listening may be reset.
    assert.deepEqual((await fresh.stop()).failed, []);
    const ended = serving.end("SIGTERM");
    const { answered, refused, failed, pids } = await kept.end();
    assert.deepEqual(failed, []);
    assert.ok(refused === 16 && answered > 200, `${answered} answers, ${refused} refused`);
    assert.ok(pids.length >= 3, `${pids.length} processes have answered`);
    assert.equal((await ended).exitCode, 0);
  });

  test("a worker that dies is replaced", async () => {
    await using serving = await serve(project, ["--workers=2"]);
    const { pid } = (await (await fetch(serving.origin)).json()) as { pid: number };
    process.kill(pid, "SIGKILL");
    await serving.said(/Worker \d+ has ended \(SIGKILL\)/);
    const pids = new Set<number>();
    for (let n = 0; n < 200 && pids.size < 2; n++) {
      const answer = await fetch(serving.origin, { headers: { connection: "close" } });
      pids.add(((await answer.json()) as { pid: number }).pid);
      await pause(20);
    }
    assert.deepEqual([pids.has(pid), pids.size], [false, 2]);
  });

  test("a worker that does not come up leaves the others alone", async () => {
    const broken = makeProject({ "app.ts": APP });
    await using serving = await serve(broken, ["--workers=1"]);
    broken.write("app.ts", "this is no program");
    serving.process.kill("SIGHUP");
    await serving.said(/did not come up/);
    assert.equal((await fetch(serving.origin)).status, 200);
  });

  test("an app that cannot start is told once", async () => {
    const broken = makeProject({ "app.ts": "this is no program" });
    const { exitCode, stderr } = await broken.runReal(["serve", "--workers=2"]);
    assert.equal(exitCode, 1);
    assert.equal(stderr.match(/CLI_APP_BROKEN/g)?.length, 1);
  });
});

interface Serving extends AsyncDisposable {
  readonly origin: string;
  readonly process: ChildProcess;
  /** Waits until it has said something of this form. */
  said(pattern: RegExp): Promise<void>;
  end(signal: NodeJS.Signals): Promise<Outcome>;
}

async function serve(project: Project, args: readonly string[]): Promise<Serving> {
  const child = project.spawn(["serve", ...args]);
  const ended = toEnd(child);
  let text = "";
  for (const stream of [child.stdout!, child.stderr!]) stream.on("data", (some) => (text += some));
  const said = async (pattern: RegExp): Promise<void> => {
    for (let n = 0; n < 1_500 && !pattern.test(text) && child.exitCode === null; n++)
      await pause(20);
    assert.match(text, pattern);
  };
  const end = (signal: NodeJS.Signals): Promise<Outcome> => {
    child.kill(signal);
    return ended;
  };
  try {
    await said(/Listening at \S+\n/);
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
  return {
    origin: /Listening at (\S+)/.exec(text)![1]!,
    process: child,
    said,
    end,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null) await end("SIGTERM");
    },
  };
}

interface Loading {
  stop(): Promise<Load>;
  /** Waits until nobody listens any more. */
  end(): Promise<Load>;
}

async function startLoad(origin: string, kept: number, made: number): Promise<Loading> {
  const child = fork(fileURLToPath(new URL("./load-process.ts", import.meta.url)), [
    origin,
    String(kept),
    String(made),
  ]);
  await once(child, "message");
  const result = async (): Promise<Load> => ((await once(child, "message")) as [Load])[0];
  return {
    stop() {
      child.send("stop");
      return result();
    },
    async end() {
      const timer = setTimeout(() => child.send("stop"), 5_000);
      const load = await result();
      clearTimeout(timer);
      return load;
    },
  };
}
