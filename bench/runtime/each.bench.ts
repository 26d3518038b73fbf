// Memory while 1,000,000 rows are read in chunks, and statements while a relation is awaited on 500 rows.
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
const folder = mkdtempSync(join(tmpdir(), "quintet-bench-"));

await measure("SQLite", `sqlite:${join(folder, "books.db")}`);
await using server = await postgresBench();
await measure("PostgreSQL", server.url);
rmSync(folder, { recursive: true });

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
      "MB above the start, warmed up",
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

/**
 * After a tenth of the rows: the garbage collector of a new process takes 50 to 90 MB for its young
 * generation whatever is read (bare pg, in a loop over a cursor: 88), which says nothing of the rows.
 */
async function peakMb(): Promise<number> {
  let warm = 0;
  for await (const book of Book.all()
    .order("id")
    .limit(ROWS / 10)
    .each())
    warm += book.pages;
  if (warm === 0) throw new Error("Nothing was read.");
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
