/**
 * `node bench/types/resources.ts`: what a resource costs the type checker beside its model, and whether that
 * stays flat. Measured against src/.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { modelFile, modelsPerFile } from "./generate.ts";
import { typeCost } from "./generated-project.ts";

const folder = resolve(import.meta.dirname, `.generated-resources-${process.pid}`);
const sizes = [20, 200];

const perResource = sizes.map(
  (size) => (instantiations(size, true) - instantiations(size, false)) / size,
);
const [first = 0, last = 0] = perResource;
report(`${sizes[0]} resources: per resource`, first, null);
// Six routes and two actions, by the bar of routes.
report(`${sizes[1]} resources: per resource`, last, "<= 4800");
report("cost per resource, 200 against 20", last / first, "<= 1.1");
rmSync(folder, { recursive: true, force: true });

function instantiations(size: number, hasResources: boolean): number {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (let from = 0; from < size; from += modelsPerFile) {
    const index = from / modelsPerFile;
    writeFileSync(join(folder, `models-${index}.ts`), modelFile(from, size));
    const own = Array.from({ length: Math.min(modelsPerFile, size - from) }, (_, n) => from + n);
    writeFileSync(
      join(folder, `resources-${index}.ts`),
      resourceFile(index, hasResources ? own : []),
    );
  }
  const config = {
    extends: "../../../tsconfig.json",
    compilerOptions: { customConditions: ["quintet-source"] },
    include: ["*.ts"],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  return typeCost(folder, ["--singleThreaded"])["Instantiations"] ?? 0;
}

function resourceFile(index: number, numbers: readonly number[]): string {
  return [
    `import { action, computed, named, resource } from "quintet/api";`,
    `import { int, type Policy, text } from "quintet/db";`,
    // Without this, an empty file would leave the package out of what is measured.
    `export const used = [action, computed, named, resource, int, text];`,
    ...(numbers.length === 0
      ? []
      : [`import { ${numbers.map((n) => `Model${n}`).join(", ")} } from "./models-${index}.ts";`]),
    `declare const policy: Policy;`,
    ...numbers.map(resourceSource),
  ].join("\n");
}

function resourceSource(n: number): string {
  return `
export const resource${n} = resource(Model${n}, {
  policy,
  fields: {
    author: "title",
    parent: ["id", "title"],
    tags: ["id", "title"],
    shout: computed(text(), (row) => row.title + row.field${n}),
  },
  readOnly: ["views"],
  write: { tagNames: named("tags") },
  filter: ["status", "author.title", { publishedAt: ["gte", "lte"] }],
  search: ["title", "field${n}", "author.title"],
  orderBy: ["publishedAt", "title"],
  defaultOrder: "-publishedAt",
  create: (input, { user }) => Model${n}.create({ ...input, author: user.id as number }),
  actions: {
    publish: action.post("publish").on("one").run(({ row }) => row.assign({ status: "published" }).save()),
    popular: action.get("popular").on("many", { query: { least: int() } })
      .run(({ rows, query }) => rows.where({ views: { gte: query.least } })),
  },
});`;
}

function report(name: string, ours: number, bar: string | null): void {
  const unit = "instantiations";
  console.log(JSON.stringify({ name, unit, ours, reference: null, ratio: null, bar }));
}
