// Memory while 1,000,000 rows are read in chunks, and statements while a relation is awaited on 500 rows.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type Database, int, many, model, one, queryLog, sql, text } from "quintet/db";
import { createAll } from "quintet/db/migrations";
import { reportFigure } from "../pairs.ts";
import { postgresBench } from "../postgres.ts";

class Author extends model("author", {
  name: text({ max: 80 }),
  get books() {
    return many(() => Book, "author");
  },
}) {}

class Book extends model("book", {
  title: text({ max: 200 }),
  pages: int(),
  get author() {
    return one(() => Author);
  },
}) {}

const ROWS = 1_000_000;
const [name, url] = process.argv.slice(2);

if (name !== undefined && url !== undefined) await measure(name, url);
else await measureEach();

/** Each in a process of its own: one that has grown for the first database hides what the second takes. */
async function measureEach(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "quintet-bench-"));
  await using server = await postgresBench();
  measureApart("SQLite", `sqlite:${join(folder, "books.db")}`);
  measureApart("PostgreSQL", server.url);
  rmSync(folder, { recursive: true });
}

function measureApart(...database: [name: string, url: string]): void {
  const args = [...process.execArgv, import.meta.filename, ...database];
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
  if (status !== 0) throw new Error(`${database[0]} ended with ${status}.`);
}

async function measure(name: string, url: string): Promise<void> {
  await using database = await connect(url, { models: [Author, Book] });
  await createAll(database.driver, database.tables.all);
  await database.run(async () => {
    await Author.createMany(Array.from({ length: 500 }, (_, n) => ({ name: `Author ${n}` })));
    await fill(database);
    const statements = await statementsOf(async () => {
      for (const book of await Book.all().order("id").limit(500)) await book.author;
    });
    const lazy = statements.filter((text) => text.includes(`from "author"`)).length;
    reportFigure(`awaiting a relation on each of 500 rows, ${name}`, "statements", lazy, "<= 1");
    reportFigure(
      `each() over ${ROWS.toLocaleString("en")} rows, ${name}`,
      "MB above the start",
      await peakMb(),
      "< 60",
    );
  });
}

/** In the database, so that nothing of it is left in this process. */
async function fill({ dialect }: Database): Promise<void> {
  if (dialect.name === "postgres") {
    await sql`insert into book (title, pages, author_id) select 'Book ' || n, n % 900, 1 + n % 500 from generate_series(1, ${ROWS}) n`.run();
  } else {
    await sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${ROWS})
      insert into book (title, pages, author_id) select 'Book ' || i, i % 900, 1 + i % 500 from n`.run();
  }
}

async function statementsOf(work: () => Promise<void>): Promise<string[]> {
  const statements: string[] = [];
  await queryLog.run(statements, work);
  return statements;
}

async function peakMb(): Promise<number> {
  const start = process.memoryUsage().rss;
  let peak = start;
  let rows = 0;
  for await (const book of Book.all().order("id").each()) {
    rows++;
    if (rows % 20_000 === 0) peak = Math.max(peak, process.memoryUsage().rss);
    if (book.pages < 0) throw new Error("A book has no pages.");
  }
  if (rows !== ROWS) throw new Error(`Read ${rows} rows instead of ${ROWS}.`);
  return (peak - start) / 2 ** 20;
}
