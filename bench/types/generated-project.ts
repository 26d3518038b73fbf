import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { modelFile, modelsPerFile, queryFile } from "./generate.ts";

const root = resolve(import.meta.dirname, "../..");

/** A folder with `size` models and as many queries, beside this file; `name` tells it from others. */
export function writeProject(name: string, size: number, conditions: readonly string[]): string {
  const folder = resolve(import.meta.dirname, `.generated-${name}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (let from = 0; from < Math.max(size, 1); from += modelsPerFile) {
    const index = from / modelsPerFile;
    writeFileSync(join(folder, `models-${index}.ts`), modelFile(from, size));
    writeFileSync(join(folder, `queries-${index}.ts`), queryFile(from, size));
  }
  const config = {
    extends: "../../../tsconfig.json",
    compilerOptions: { customConditions: conditions },
    include: ["*.ts"],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  return folder;
}

/**
 * What the compiler says that the project cost: `Instantiations`, `Total time` in s, `Memory used` in KB.
 *
 * @param options `--singleThreaded` counts exactly: several checkers count what they had to repeat.
 */
export function typeCost(
  folder: string,
  options: readonly string[],
): Readonly<Record<string, number>> {
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const args = [compiler, "-p", folder, "--extendedDiagnostics", "--pretty", "false", ...options];
  const { stdout } = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 2 ** 26 });
  // Errors of src/ are told by the gate of types.
  const errors = stdout.split("\n").filter((line) => /\.generated-.*error TS/.test(line));
  if (errors.length > 0)
    throw new Error(`The generated project does not type-check:\n${errors.join("\n")}`);
  const lines = stdout.matchAll(/^([A-Z][\w ]*):\s+([\d.]+)[KMs]?$/gm);
  return Object.fromEntries([...lines].map(([, name = "", value]) => [name, Number(value)]));
}
