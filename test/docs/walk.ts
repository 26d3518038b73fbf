import assert from "node:assert/strict";
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, readFileSync, rmSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { promisify, stripVTControlCharacters } from "node:util";
import { type Page, ROOT } from "./pages.ts";
import { patternOf } from "./shown.ts";
import { makeWorkspace, write } from "./workspace.ts";

const run = promisify(execFile);
const MAIN = join(ROOT, "src/cli/main.ts");
const LIMIT_MS = 50_000;
/** `npx` has nothing to fetch; of `npm` only the tests are run, as the package is there already. */
const COMMANDS = {
  npx: `shift\nexec node ${MAIN} "$@"`,
  npm: `if [ "$1" = test ]; then exec node --test; fi\nif [ "$1" = init ]; then echo '{ "type": "module" }' >package.json; fi`,
};

/**
 * Follows a page as a reader does: writes its files and runs its commands, in its order and in one shell's
 * place; `text` after them is what they print. What `curl` asks is answered by the app as it is by then.
 */
export async function walk({ path, blocks }: Page): Promise<void> {
  const walker = new Walker(makeWorkspace());
  try {
    for (const { language, file, lines, start } of blocks) {
      if (file !== undefined) await walker.write(file, lines);
      if (language === "sh") await walker.run(lines);
      if (language === "text") walker.assertPrinted(lines, `${path}:${start}`);
    }
  } finally {
    await walker.end();
  }
}

class Walker {
  readonly #root: string;
  #folder: string;
  #server: ChildProcess | undefined;
  #printed = "";

  constructor(root: string) {
    this.#root = root;
    this.#folder = root;
    for (const [name, body] of Object.entries(COMMANDS)) {
      write(root, `.bin/${name}`, `#!/bin/sh\n${body}\n`);
      chmodSync(join(root, ".bin", name), 0o755);
    }
  }

  async write(file: string, lines: readonly string[]): Promise<void> {
    await this.#stopServer();
    write(this.#folder, file, `${lines.join("\n")}\n`);
  }

  async run(lines: readonly string[]): Promise<void> {
    const asks = lines.some((line) => line.startsWith("curl "));
    if (!asks) await this.#stopServer();
    else if (this.#server === undefined) await this.#startServer();
    const place = join(this.#root, ".place");
    // A terminal shows both streams as well.
    const script = `exec 2>&1\n${lines.join("\n")}\npwd >"${place}"`;
    const options = { cwd: this.#folder, env: this.#env(), timeout: LIMIT_MS };
    try {
      const { stdout } = await run("sh", ["-e", "-c", script], options);
      this.#printed = stripVTControlCharacters(stdout);
    } catch (error) {
      const { stdout } = error as { stdout: string };
      assert.fail(`${lines.join("\n")}\nfailed:\n${stdout}`);
    }
    this.#folder = readFileSync(place, "utf8").trim();
  }

  assertPrinted(lines: readonly string[], place: string): void {
    // Long lines of JSON are broken in the pages.
    const pattern = lines.map((line) => patternOf(line.trim())).join("\\s*");
    assert.match(this.#printed.trim(), new RegExp(`^${pattern}$`, "s"), place);
  }

  async end(): Promise<void> {
    await this.#stopServer();
    rmSync(this.#root, { recursive: true, force: true });
  }

  async #startServer(): Promise<void> {
    const options = { cwd: this.#folder, env: this.#env() };
    const server = spawn(process.execPath, [MAIN, "serve", "--port=0"], options);
    this.#server = server;
    let complaint = "";
    server.stderr.on("data", (text) => (complaint += text));
    for await (const line of createInterface(server.stdout)) {
      const port = /^Listening at .*:(\d+)/.exec(stripVTControlCharacters(line))?.[1];
      if (port === undefined) continue;
      const place = `connect-to = "localhost:3000:127.0.0.1:${port}"`;
      return write(this.#root, ".curlrc", `silent\nwrite-out = "\\n"\n${place}\n`);
    }
    assert.fail(`The app does not start:\n${complaint}`);
  }

  async #stopServer(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined || server.exitCode !== null) return;
    const ended = once(server, "close");
    server.kill("SIGKILL");
    await ended;
  }

  #env(): NodeJS.ProcessEnv {
    const PATH = [join(this.#root, ".bin"), dirname(process.execPath), process.env["PATH"]];
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      PATH: PATH.join(delimiter),
      NODE_OPTIONS: "--conditions=quintet-source",
      CURL_HOME: this.#root,
      NO_COLOR: "1",
      CI: "",
    };
    // Else a `node --test` within this one runs nothing.
    delete env["NODE_TEST_CONTEXT"];
    return env;
  }
}
