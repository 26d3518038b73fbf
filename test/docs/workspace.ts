import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ROOT } from "./pages.ts";

/** A new folder in which `quintet` is installed, outside of the repository. */
export function makeWorkspace(): string {
  const folder = mkdtempSync(join(tmpdir(), "quintet-docs-"));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(ROOT, join(folder, "node_modules/quintet"), "dir");
  for (const name of ["@types", "ioredis", "zod"])
    symlinkSync(join(ROOT, "node_modules", name), join(folder, "node_modules", name), "dir");
  write(folder, "package.json", `{ "name": "app", "type": "module" }\n`);
  return folder;
}

export function write(folder: string, name: string, text: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
