/** `npm run build`: dist/ from src/, with declarations. */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, rmSync } from "node:fs";
import { resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const compiler = resolve(root, "node_modules/typescript/bin/tsc");

// What was deleted in src would live on in dist, and in the package.
rmSync(resolve(root, "dist"), { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [compiler, "-p", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});
const command = resolve(root, "dist/cli/main.js");
if (status === 0 && existsSync(command)) chmodSync(command, 0o755);
process.exitCode = status ?? 1;
