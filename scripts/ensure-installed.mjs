// Runs before `npm start` and `npm test`, on whatever Node is there (20 or newer), perhaps before
// anything is installed: so plain JavaScript, and nothing but built-in modules.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const binDir = join(root, "node_modules", ".bin");

if (!isInstalled()) install();
if (pinnedNodeProblem()) repairPinnedNode();
const problem = pinnedNodeProblem();
if (problem) fail(problem);

/** Compares the lockfile with npm's record of what it installed; extra packages do no harm. */
function isInstalled() {
  const wanted = readJson("package-lock.json");
  const present = readJson("node_modules/.package-lock.json");
  if (!wanted || !present) return false;
  return Object.entries(wanted.packages).every(([path, entry]) => {
    if (path === "" || !path.startsWith("node_modules/")) return true;
    const installed = present.packages[path];
    // npm leaves out optional packages that are for other systems.
    if (!installed)
      return entry.optional === true || entry.devOptional === true || entry.peer === true;
    return installed.version === entry.version;
  });
}

function install() {
  console.log("Installing dependencies, because node_modules does not match the lockfile …");
  // "error": the Node that runs npm may be older than the one that the packages want.
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  if (npm(["ci", ...quiet]).status === 0) return;
  // `npm ci` refuses a lockfile that leaves out optional packages for other systems, as one does that
  // was written against a registry without them. `npm install` keeps to its versions all the same.
  console.log("npm ci did not succeed; trying npm install …");
  const { status } = npm(["install", "--no-save", ...quiet]);
  if (status !== 0) fail(`npm install ended with ${status}: dependencies are not installed.`);
}

/** The package `node` fetches its binary in an install script, which npm may have been told to skip. */
function repairPinnedNode() {
  console.log("The pinned Node is not runnable; running its install script again …");
  npm(["rebuild", "node", "--ignore-scripts=false", "--foreground-scripts"]);
}

function pinnedNodeProblem() {
  const wanted = readJson("package.json").devDependencies.node;
  const binary = join(binDir, process.platform === "win32" ? "node.cmd" : "node");
  const { stdout, error } = spawnSync(binary, ["--version"], {
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  const found = error ? error.message : stdout.trim();
  if (found === `v${wanted}`) return undefined;
  return (
    `The pinned Node ${wanted} does not run from node_modules/.bin/node (found: ${found || "nothing"}).\n` +
    "Its package fetches the binary in an install script: allow install scripts for `node` " +
    "(`allowScripts` in package.json, no `ignore-scripts` in your .npmrc), delete node_modules and try again."
  );
}

// npm has put node_modules/.bin on the PATH; `npm ci` is about to delete the Node that lives there.
function npm(args) {
  const PATH = (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => !folder.startsWith(join(root, "node_modules")))
    .join(delimiter);
  const options = { cwd: root, stdio: "inherit", env: { ...process.env, PATH } };
  const { npm_execpath: cli, npm_node_execpath: node } = process.env;
  const canRunCli = cli && node && existsSync(cli) && !node.startsWith(root);
  return canRunCli
    ? spawnSync(node, [cli, ...args], options)
    : spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), "utf8"));
  } catch {
    return undefined;
  }
}

function fail(message) {
  console.error(`\n${message}\n`);
  process.exit(1);
}
