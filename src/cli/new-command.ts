import { readFileSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import type { CommandContext } from "./command-context.ts";
import { CLI_BAD_PROJECT_NAME, CLI_FOLDER_NOT_EMPTY } from "./errors.ts";

/** What a new project is checked with; a test keeps them those that Quintet itself is made with. */
const DEVELOPMENT = { "@types/node": "26.6.6", typescript: "7.0.2" };
/** A name that npm takes, and that a setting may begin with. */
const NAME = /^[a-z][a-z0-9]*([-_][a-z0-9]+)*$/;
/** npm keeps files of these names out of packages, or reads them. */
const WRITTEN_AS: Readonly<Record<string, string>> = {
  gitignore: ".gitignore",
  "env.example": ".env.example",
};

/** `quintet new <name>` */
export function addNew(program: Command, context: CommandContext): void {
  program
    .command("new")
    .description("Writes a project that runs, with a module, its migration and tests")
    .argument("<name>", "of the project and of its folder, which must be empty if it is there")
    .option("--from <tarball>", "the package to depend on, a file that `npm pack` has made")
    .action(async (name: string, { from }: { readonly from?: string }) => {
      const { cwd } = context.terminal.surroundings;
      const folder = resolve(cwd, name);
      await makeProject(folder, from === undefined ? undefined : resolve(cwd, from));
      const { print } = context;
      print.success(`${relative(cwd, folder)} is there. What comes next:`);
      print.line();
      for (const line of nextSteps(relative(cwd, folder)))
        print.line(line === "" ? "" : `  ${line}`);
    });
}

/** @throws `CLI_BAD_PROJECT_NAME`, `CLI_FOLDER_NOT_EMPTY` */
async function makeProject(folder: string, tarball: string | undefined): Promise<void> {
  const name = basename(folder);
  if (!NAME.test(name) || name === "quintet") throw CLI_BAD_PROJECT_NAME(name);
  const there = await readdir(folder).catch(() => []);
  if (there.length > 0) throw CLI_FOLDER_NOT_EMPTY(folder, there);
  const templates = fileURLToPath(new URL("../../templates/project", import.meta.url));
  for (const entry of await readdir(templates, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath, entry.name);
    const target = join(
      relative(templates, entry.parentPath),
      WRITTEN_AS[entry.name] ?? entry.name,
    );
    await write(join(folder, target), filled(await readFile(source, "utf8"), name));
  }
  await write(join(folder, "package.json"), manifest(name, tarball));
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text, { flag: "wx" });
}

function filled(text: string, name: string): string {
  const prefix = `${name.toUpperCase().replaceAll("-", "_")}_`;
  return text.replaceAll("{{name}}", name).replaceAll("{{PREFIX}}", prefix);
}

function manifest(name: string, tarball: string | undefined): string {
  const own = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  const { version, engines } = JSON.parse(own) as { version: string; engines: object };
  const content = {
    name,
    version: "0.1.0",
    private: true,
    type: "module",
    scripts: {
      dev: "quintet dev",
      start: "quintet serve",
      test: "node --test",
      check: "tsc && quintet check",
    },
    dependencies: { quintet: tarball === undefined ? version : `file:${tarball}` },
    devDependencies: DEVELOPMENT,
    engines,
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function nextSteps(folder: string): string[] {
  return [`cd ${folder}`, "npm install", "npx quintet migrate", "npm run dev", "", "npm test"];
}
