import { open } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { command } from "quintet";
import { defineError } from "quintet/core";
import { choice, date, text } from "quintet/schema";
import { Post } from "./models.ts";

const DAY_MS = 86_400_000;

const CANNOT_WRITE = defineError(
  "BLOG_CANNOT_WRITE",
  500,
  (path: string, reason: string) => `The posts cannot be written to ${path}: ${reason}.`,
  "Name a file in a folder that is there, and that this user may write to.",
);

export const exportData = command("export_data", {
  description: "Writes posts as JSON or CSV, the oldest first, whatever their number",
  options: {
    format: choice("json", "csv").default("json"),
    status: choice("draft", "published", "archived").optional().help("Only posts of this status"),
    from: date().optional().help("Only posts made on this day or later"),
    to: date().optional().help("Only posts made on this day or before"),
    output: text({ min: 1 }).optional().help("A file; else they go to standard output"),
  },
  async run({ options: { format, output, ...wanted } }) {
    const write = format === "json" ? asJson : asCsv;
    const rows = write(exported(wanted));
    if (output === undefined) await writeOut(rows);
    else await pipeline(rows, await fileAt(output));
  },
});

async function writeOut(rows: AsyncIterable<string>): Promise<void> {
  try {
    await pipeline(rows, process.stdout, { end: false });
  } catch (error) {
    // Who reads no further, as `head` does, has what they wanted.
    if ((error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
  }
}

async function fileAt(path: string) {
  try {
    return (await open(path, "w")).createWriteStream();
  } catch (error) {
    throw CANNOT_WRITE(path, (error as Error).message);
  }
}

interface Wanted {
  readonly status?: "draft" | "published" | "archived";
  readonly from?: string;
  readonly to?: string;
}

async function* exported({ status, from, to }: Wanted) {
  let posts = Post.all();
  if (status) posts = posts.where({ status });
  if (from) posts = posts.where({ createdAt: { gte: new Date(from) } });
  if (to) posts = posts.where({ createdAt: { lt: new Date(Date.parse(to) + DAY_MS) } });
  for await (const post of posts.with("author", "category", "tags").order("id").each())
    yield {
      id: post.id,
      title: post.title,
      slug: post.slug,
      status: post.status,
      author: post.author.username,
      category: post.category?.name ?? null,
      tags: post.tags.map(({ name }) => name),
      created_at: post.createdAt.toISOString(),
      updated_at: post.updatedAt.toISOString(),
      published_at: post.publishedAt?.toISOString() ?? null,
      content: post.content,
    };
}

type Rows = ReturnType<typeof exported>;

async function* asJson(rows: Rows) {
  let before = "[\n";
  for await (const row of rows) {
    yield before + JSON.stringify(row);
    before = ",\n";
  }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}

/** RFC 4180. */
async function* asCsv(rows: Rows) {
  let isFirst = true;
  for await (const row of rows) {
    if (isFirst) yield csvLine(Object.keys(row));
    yield csvLine(Object.values(row));
    isFirst = false;
  }
}

type Cell = string | number | null | readonly string[];

function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/** What a spreadsheet would take for a formula is text, by the sign that OWASP advises. */
function csvCell(cell: Cell): string {
  const written = Array.isArray(cell) ? cell.join(",") : String(cell ?? "");
  const text = typeof cell === "number" ? written : written.replace(/^(?=[=+\-@\t\r])/, "'");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
