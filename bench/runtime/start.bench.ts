// From the start of the process to the first answer, of an app with 30 models and 30 resources, as built.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { reportFigure } from "../pairs.ts";

const MODELS = 30;
const STARTS = 7;
const root = resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "quintet-start-"));

spawnSync(process.execPath, [join(root, "scripts/build.ts")], { stdio: ["ignore", 2, 2] });
mkdirSync(join(folder, "node_modules"));
symlinkSync(root, join(folder, "node_modules/quintet"));
writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
writeFileSync(join(folder, "app.js"), appSource());

spawnSync(process.execPath, ["app.js", "tables"], { cwd: folder, stdio: ["ignore", 2, 2] });

const starts: { ms: number; mb: number }[] = [];
for (let n = 0; n < STARTS; n++) starts.push(await start());
rmSync(folder, { recursive: true });
reportFigure(
  `${MODELS} models and resources: start to first answer`,
  "ms",
  median(starts.map(({ ms }) => ms)),
  "< 400",
);
reportFigure(
  `${MODELS} models and resources: resident`,
  "MB",
  median(starts.map(({ mb }) => mb)),
  "< 120",
);

async function start(): Promise<{ ms: number; mb: number }> {
  const port = await freePort();
  const from = performance.now();
  const app = spawn(process.execPath, ["app.js"], {
    cwd: folder,
    env: { ...process.env, PORT: String(port), NODE_ENV: "production" },
    stdio: "ignore",
  });
  await firstAnswer(`http://127.0.0.1:${port}/model0s`, app);
  const ms = performance.now() - from;
  const status = readFileSync(`/proc/${app.pid}/status`, "utf8");
  const mb = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
  app.kill();
  await once(app, "exit");
  return { ms, mb };
}

async function firstAnswer(url: string, app: ChildProcess): Promise<void> {
  while (app.exitCode === null) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((settle) => setTimeout(settle, 3));
  }
  throw new Error("The app ended before it answered.");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

function appSource(): string {
  const models = Array.from(
    { length: MODELS },
    (_, n) => `
class Model${n} extends model("model${n}", {
  title: text({ max: 200 }), slug: slug({ from: "title" }).unique(), views: int().default(0),
  status: choice("draft", "published").default("draft"), createdAt: createdAt(), updatedAt: updatedAt(),
  get parent() { return one(() => Model${(n + 1) % MODELS}).nullable(); },
  get others() { return many(() => Model${(n + MODELS - 1) % MODELS}, "parent"); },
}) {}
const resource${n} = resource(Model${n}, {
  policy: policy(Model${n}, { read: () => everything, create: () => true, update: () => true, delete: () => true }),
  filter: ["status"], search: ["title"], orderBy: ["createdAt"],
});`,
  );
  const names = (word: string): string =>
    Array.from({ length: MODELS }, (_, n) => `${word}${n}`).join(", ");
  return `
import { app } from "quintet/app";
import { resource } from "quintet/api";
import { choice, connect, createdAt, database, everything, int, many, model, one, policy, slug, text, updatedAt } from "quintet/db";
import { http } from "quintet/http";
import { module } from "quintet/app";
${models.join("\n")}
const models = [${names("Model")}];
const url = "sqlite:./app.db";
if (process.argv[2] === "tables") {
  const { createAll } = await import("quintet/db/migrations");
  await using made = await connect(url, { models });
  await createAll(made.driver, made.tables.all);
} else await app({ modules: [database({ url }), http({ port: Number(process.env.PORT) }), module("bench", { models, routes: [${names("resource")}] })] }).start();
`;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}
