/** `npm run test:node24`: runs the test files on another Node than the pinned one, fetched from the registry. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";

const [version = "24", ...filters] = process.argv.slice(2);
const root = resolve(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), `quintet-node-${version}-`));

try {
  const binary = installNode();
  // The gates do not depend on the version that runs them: filters leave them out.
  const { status } = spawnSync(
    binary,
    ["scripts/test.ts", ...(filters.length > 0 ? filters : ["test/"])],
    {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, PATH: withoutPinnedNode(join(binary, "..")) },
    },
  );
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function installNode(): string {
  mkdirSync(folder, { recursive: true });
  const manifest = { name: "another-node", private: true, allowScripts: { node: true } };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  // npm itself runs on the Node that started it, not on the one that is being installed.
  const { status } = spawnSync("npm", ["install", "--no-audit", "--no-fund", `node@${version}`], {
    cwd: folder,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error(`npm install node@${version} ended with ${status}.`);
  return join(folder, "node_modules", ".bin", "node");
}

function withoutPinnedNode(first: string): string {
  const pinned = join(root, "node_modules", ".bin");
  const rest = (process.env["PATH"] ?? "").split(delimiter).filter((entry) => entry !== pinned);
  return [first, ...rest].join(delimiter);
}
