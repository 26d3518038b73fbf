/**
 * `node bench/types/routes.ts [--source]`: what typed routes cost the type checker, and whether that stays flat.
 *
 * Measured against the built declarations, as a user has them; `--source` takes src/ as it is, errors and all.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
const folder = resolve(import.meta.dirname, `.generated-routes-${process.pid}`);
const usesSource = process.argv.includes("--source");
const sizes = [20, 200, 400];
const perFile = 20;

if (!usesSource) build();
const empty = measure(0);
const perRoute = new Map<number, number>();
for (const size of sizes) {
  const { seconds, memoryMb, instantiations } = measure(size);
  const own = (instantiations - empty.instantiations) / size;
  perRoute.set(size, own);
  report(`${size} routes: type check`, "s", seconds, null);
  report(`${size} routes: memory`, "MB", memoryMb, null);
  // What all routes share weighs more where they are few.
  report(`${size} routes: per route`, "instantiations", own, size < 200 ? null : "<= 600");
}
const [first = 0, last = 0] = [perRoute.get(20), perRoute.get(400)];
report("cost per route, 400 against 20", "instantiations", last, "<= 1.1", first);
rmSync(folder, { recursive: true, force: true });

function build(): void {
  const { status } = spawnSync(process.execPath, [join(root, "scripts/build.ts")], {
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) throw new Error("The package does not build.");
}

interface Cost {
  readonly seconds: number;
  readonly memoryMb: number;
  readonly instantiations: number;
}

function measure(size: number): Cost {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (let from = 0; from < Math.max(size, 1); from += perFile) {
    writeFileSync(join(folder, `routes-${from / perFile}.ts`), routeFile(from, size));
  }
  const config = {
    extends: "../../../tsconfig.json",
    compilerOptions: { customConditions: usesSource ? ["quintet-source"] : [] },
    include: ["*.ts"],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  const timed = Math.min(...[1, 2, 3].map(() => diagnostics([])["Total time"] ?? Infinity));
  // Several checkers work side by side and each counts what it had to repeat.
  const counted = diagnostics(["--singleThreaded"]);
  return {
    seconds: timed,
    memoryMb: (counted["Memory used"] ?? 0) / 1024,
    instantiations: counted["Instantiations"] ?? 0,
  };
}

function routeFile(from: number, size: number): string {
  const count = Math.max(0, Math.min(perFile, size - from));
  const numbers = Array.from({ length: count }, (_, index) => from + index);
  return [
    `import { get, post, provider, url } from "quintet/http";`,
    `import { int, list, shape, text } from "quintet/schema";`,
    // Without this, an empty file would leave the package out of what is measured.
    `export const used = [get, post, provider, url, int, list, shape, text];`,
    `const store${from} = provider(async () => ({ find: async (id: number) => ({ id, title: "" }) }));`,
    ...numbers.map((n) => (n % 2 === 0 ? readingRoute(n, from) : writingRoute(n, from))),
  ].join("\n");
}

function readingRoute(n: number, from: number): string {
  return `
export const show${n} = get(
  "/things${n}/:id/parts/:part",
  { params: { id: int() }, query: { page${n}: int({ min: 1 }).default(1), q: text().optional() }, use: { store: store${from} } },
  async ({ params, query, store }) => {
    const found = await store.find(params.id);
    return { ...found, part: params.part, page: query.page${n}, q: query.q?.length };
  },
);
export const link${n} = () => url(show${n}, { id: 1, part: "a" }, { page${n}: 2 });`;
}

function writingRoute(n: number, from: number): string {
  return `
export const create${n} = post(
  "/things${n}",
  { body: { title${n}: text({ max: 200 }), views: int().default(0), tags: list(text()) }, use: { store: store${from} }, status: 201 },
  async ({ body, store, after }) => {
    const made = await store.find(body.views);
    after(() => body.tags.length);
    return { id: made.id, title: body.title${n}, tags: body.tags };
  },
);`;
}

function diagnostics(options: readonly string[]): Record<string, number> {
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const args = [compiler, "-p", folder, "--extendedDiagnostics", "--pretty", "false", ...options];
  const { stdout, status } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  const own = stdout.split("\n").filter((line) => /\.generated-.*error TS/.test(line));
  if (usesSource ? own.length > 0 : status !== 0) {
    console.error(stdout.slice(0, 4_000));
    throw new Error(`The generated project does not type-check (${folder}).`);
  }
  const lines = stdout.matchAll(/^([A-Z][\w ]*):\s+([\d.]+)[KMs]?$/gm);
  return Object.fromEntries([...lines].map(([, name = "", value]) => [name, Number(value)]));
}

function report(
  name: string,
  unit: string,
  ours: number,
  bar: string | null,
  reference?: number,
): void {
  const ratio = reference === undefined ? null : ours / reference;
  console.log(JSON.stringify({ name, unit, ours, reference: reference ?? null, ratio, bar }));
}
