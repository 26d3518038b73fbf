/**
 * `npm run bench:peers -- <folder of the peer bench> [options of its run.mjs]`: measures the application in main.ts
 * beside the same one in other frameworks, on both databases or that of `--db`, and writes bench/PEERS.md.
 */
import { spawnSync } from "node:child_process";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

type Versions = Readonly<Record<string, unknown>>;

const [folder, ...options] = process.argv.slice(2);
if (folder === undefined) throw new Error("Which folder is the peer bench in? Give its path.");

const file = resolve(import.meta.dirname, "../PEERS.md");
const [, ...known] = existsSync(file) ? readFileSync(file, "utf8").split(/^(?=## )/m) : [];
const at = options.indexOf("--db");
const only = at === -1 ? undefined : options.splice(at, 2)[1];
const parts = [
  "<!-- Written by `npm run bench:peers`; edits here are lost. -->",
  "# One application in several frameworks\n",
  "The same small blog (10,000 posts; JSON, lists with relations, one post, search, a page, and a write with a token), one",
  "process of each, pinned to one core, with the load on the other; each answer was compared with a reference first.",
  "Rounds take turns. Only ratios within one table say something about another machine.\n",
];
for (const [database, name] of [
  ["sqlite", "SQLite"],
  ["pg", "PostgreSQL"],
] as const) {
  if (only !== undefined && only !== database) {
    parts.push(...known.filter((part) => part.startsWith(`## ${name}\n`)));
    continue;
  }
  const tables = measure(database);
  parts.push(`## ${name}\n`, tables, describe(latestVersions(database)));
}
writeFileSync(file, `${parts.join("\n").trimEnd()}\n`);
console.log("Written: bench/PEERS.md");

function measure(database: string): string {
  const peer = join(import.meta.dirname, "peer.mjs");
  const args = ["run.mjs", "--db", database, "--peer-file", peer, ...options];
  const { status, stdout } = spawnSync(process.execPath, args, {
    cwd: folder,
    env: { BENCH_NODE: process.execPath, ...process.env },
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`run.mjs ended with ${status}.`);
  return stdout;
}

/** What the newest run on a database says of all that took part. */
function latestVersions(database: string): Versions {
  const file = globSync(`results/web-${database}-*.json`, { cwd: folder }).toSorted().at(-1)!;
  const { versions } = JSON.parse(readFileSync(join(folder!, file), "utf8")) as {
    versions: Versions;
  };
  return versions;
}

function describe({ date, machine, ...versions }: Versions): string {
  const { cpu, cores } = machine as { cpu: string; cores: number };
  const names = Object.entries(versions).flatMap(([name, version]) =>
    typeof version === "object" && version !== null
      ? Object.entries(version).map(([part, of]) => `${part} ${String(of)}`)
      : `${name} ${String(version)}`,
  );
  const unique = [...new Set(names)].join(", ");
  return `${String(date).slice(0, 10)}, ${cores} × ${cpu}. ${unique}.\n`;
}
