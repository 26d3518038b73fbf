import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { promisify } from "node:util";

const ROOT = join(import.meta.dirname, "../..");

/** A project of a user, outside of the repository, that has quintet installed; gone when the tests end. */
export function projectFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "quintet-project-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(ROOT, join(folder, "node_modules/quintet"));
  symlinkSync(join(ROOT, "node_modules/@types"), join(folder, "node_modules/@types"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ extends: join(ROOT, "tsconfig.json"), include: ["**/*.ts"] }),
  );
  return folder;
}

/** Type errors in the project's own files; those of quintet itself are the business of its check. */
export async function typeErrors(folder: string): Promise<string[]> {
  const tsc = join(ROOT, "node_modules/.bin/tsc");
  const run = promisify(execFile)(tsc, ["-p", folder]);
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  return stdout.split("\n").filter((line) => line.includes("quintet-project-"));
}
