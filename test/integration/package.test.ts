import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { useNewProject } from "./new-project.ts";

const root = resolve(import.meta.dirname, "../..");
const binDir = join(root, "node_modules/.bin");
const consumer = mkdtempSync(join(tmpdir(), "quintet-consumer-"));
const run = promisify(execFile);

describe("the package as it would be published", () => {
  let tarball = "";

  before(async () => {
    tarball = await pack();
  });
  after(() => rmSync(consumer, { recursive: true, force: true }));

  test("publint finds nothing to say", async () => {
    await outputOf("publint", ["run", tarball, "--strict"]);
  });

  test("the types of every entry resolve as its code does", async () => {
    await outputOf("attw", [tarball, "--profile", "esm-only", "--format", "ascii", "--no-emoji"]);
  });

  test("it holds no source, test or secret, and no path of the machine that built it", async () => {
    const { stdout } = await run("tar", ["-tzf", tarball]);
    const files = stdout
      .trim()
      .split("\n")
      .map((path) => path.replace(/^package\//, ""));
    const allowed =
      /^(dist\/.+\.(js|d\.ts|js\.map)|templates\/project\/.+|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;
    assert.deepEqual(
      files.filter((path) => !allowed.test(path)),
      [],
    );
    const { stdout: text } = await run("tar", ["-xzOf", tarball], { maxBuffer: 64 * 2 ** 20 });
    assert.equal(text.includes(root), false);
  });

  test("installed into an empty project it works from JavaScript and from TypeScript", async () => {
    await installInto(consumer, tarball);
    for (const file of ["use.js", "use.ts"]) {
      copyFileSync(join(import.meta.dirname, "consumer", file), join(consumer, file));
    }
    assert.match(
      await outputOf(process.execPath, ["use.js"], consumer),
      /^javascript: \d+ entries, count 2\n$/,
    );
    assert.equal(
      await outputOf(process.execPath, ["use.ts"], consumer),
      "typescript: tea, number, SHOP_TOO_MANY\n",
    );
    await outputOf("tsc", ["-p", consumer, "--pretty", "false"], consumer);
  });

  test("a new project is installed, tested, migrated, checked and served", async () => {
    await useNewProject(tarball, join(consumer, "demo"), outputOf);
  });
});

async function pack(): Promise<string> {
  await outputOf(process.execPath, ["scripts/build.ts"]);
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", consumer];
  // npm 12 gives an object by package name, npm 11 and older a list.
  const packed = JSON.parse(await outputOf("npm", args)) as Record<string, { filename: string }>;
  const [first] = Object.values(packed);
  assert.ok(first, "npm pack made nothing");
  return join(consumer, first.filename);
}

async function installInto(folder: string, tarball: string): Promise<void> {
  const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    devDependencies: Record<string, string>;
  };
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({
      name: "consumer",
      private: true,
      type: "module",
      dependencies: { quintet: `file:${tarball}` },
      devDependencies: { "@types/node": devDependencies["@types/node"] },
    }),
  );
  // Without skipLibCheck: an error inside of the packed declarations is ours.
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        target: "es2024",
        lib: ["es2024", "esnext.disposable"],
        module: "nodenext",
        strict: true,
        noEmit: true,
        types: ["node"],
      },
      include: ["use.ts"],
    }),
  );
  await outputOf("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline"], folder);
}

/** Runs a command to its end; a failure shows everything that it said. */
async function outputOf(command: string, args: readonly string[], cwd = root): Promise<string> {
  // With it a test runner would run no tests of its own.
  const { NODE_TEST_CONTEXT: _, ...inherited } = process.env;
  const env = { ...inherited, PATH: `${process.env["PATH"] ?? ""}${delimiter}${binDir}` };
  try {
    const { stdout } = await run(command, args, { cwd, env, maxBuffer: 64 * 2 ** 20 });
    return stdout;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    assert.fail(`${command} ${args.join(" ")}\n${stdout}\n${stderr}`);
  }
}
