export const modelsPerFile = 10;

/** A file with models `from`…; each points at the next, at itself, at the one before and at a third. */
export function modelFile(from: number, size: number): string {
  const own = numbers(from, size);
  const related = new Set(own.flatMap((n) => [next(n, size), previous(n, size), third(n, size)]));
  return [
    `import { choice, datetime, int, many, model, one, text } from "quintet/db";`,
    ...importsOf([...related].filter((n) => !own.includes(n))),
    // Without this, an empty file would leave the package out of what is measured.
    `export const used = [choice, datetime, int, many, model, one, text];`,
    ...own.map((n) => modelSource(n, size)),
  ].join("\n");
}

/** A file with one query for each of these models: a condition over a relation, loaded relations, an order. */
export function queryFile(from: number, size: number): string {
  const own = numbers(from, size);
  return [...importsOf(own), ...own.map(querySource), "export {};"].join("\n");
}

function modelSource(n: number, size: number): string {
  return `
export class Model${n} extends model("model${n}", {
  title: text({ max: 200 }),
  field${n}: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model${next(n, size)}, { onDelete: "cascade" }); },
  get parent() { return one(() => Model${n}).nullable(); },
  get posts() { return many(() => Model${previous(n, size)}, "author"); },
  get tags() { return many(() => Model${third(n, size)}); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}`;
}

function querySource(n: number): string {
  return `
export async function list${n}(search: string) {
  const rows = await Model${n}.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field${n}")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}`;
}

function importsOf(models: readonly number[]): string[] {
  const files = Map.groupBy(models, (n) => Math.floor(n / modelsPerFile));
  return [...files].map(([file, some]) => {
    const names = some.map((n) => `Model${n}`).join(", ");
    return `import { ${names} } from "./models-${file}.ts";`;
  });
}

function numbers(from: number, size: number): number[] {
  const count = Math.max(0, Math.min(modelsPerFile, size - from));
  return Array.from({ length: count }, (_, index) => from + index);
}

const next = (n: number, size: number): number => (n + 1) % size;
const previous = (n: number, size: number): number => (n + size - 1) % size;
const third = (n: number, size: number): number => (n + 7) % size;
