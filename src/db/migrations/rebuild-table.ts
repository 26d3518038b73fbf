import type { Session } from "../connections/driver.ts";
import { quoted, quotedNames } from "../tables/names.ts";
import type { Rebuild } from "./operation.ts";
import { refuseLoss } from "./refuse-loss.ts";
import { selectRows, writeRows } from "./queryable.ts";
import { createTableSql, tableIndexesSql } from "./table-sql.ts";
import type { SqliteTableTraits } from "./table-sql.ts";

/** The statements of a rebuild; the executor adds what only the database knows (triggers, sequences). */
export function rebuildSql(rebuild: Rebuild, traits: SqliteTableTraits = {}): string[] {
  const { create, copy, swap, indexes } = rebuildParts(rebuild, traits);
  return [create, copy, ...swap, ...indexes];
}

/**
 * Changes a table of SQLite by making another, as https://www.sqlite.org/lang_altertable.html#otheralter says.
 *
 * Keeps rows, triggers, views, indexes that no migration made, the autoincrement sequence, `strict`
 * and `without rowid`; refuses when there is something that it cannot keep. Foreign keys have to be
 * off, which only works outside of a transaction.
 */
export async function rebuildTable(session: Session, rebuild: Rebuild): Promise<void> {
  const { before } = rebuild;
  const kept = await readKept(session, rebuild);
  const { create, copy, swap, indexes } = rebuildParts(rebuild, kept.traits);
  await session.script(create);
  await session.script(copy);
  if (kept.sequence !== undefined) await keepSequence(session, before.name, kept.sequence);
  // Without it, the rename would refuse views and triggers that name the table, which is not there just then.
  await session.script("pragma legacy_alter_table = on");
  for (const sql of swap) await session.script(sql);
  await session.script("pragma legacy_alter_table = off");
  for (const sql of [...indexes, ...kept.sql]) await session.script(sql);
}

interface RebuildParts {
  readonly create: string;
  readonly copy: string;
  readonly swap: readonly string[];
  readonly indexes: readonly string[];
}

function rebuildParts({ before, after, values }: Rebuild, traits: SqliteTableTraits): RebuildParts {
  const fresh = freshName(before.name);
  const copied = Object.keys(after.columns).filter(
    (name) => name in values || Object.hasOwn(before.columns, name),
  );
  const expressions = copied.map((name) => values[name] ?? quoted(name));
  return {
    create: createTableSql(after, "sqlite", fresh, traits),
    copy: `insert into ${quoted(fresh)} (${quotedNames(copied)})\nselect ${expressions.join(", ")} from ${quoted(before.name)}`,
    swap: [
      `drop table ${quoted(before.name)}`,
      `alter table ${quoted(fresh)} rename to ${quoted(before.name)}`,
    ],
    indexes: tableIndexesSql(after, "sqlite"),
  };
}

function freshName(table: string): string {
  return `quintet_new_${table}`;
}

interface Kept {
  readonly traits: SqliteTableTraits;
  readonly sequence: number | undefined;
  readonly sql: readonly string[];
}

async function readKept(session: Session, { before }: Rebuild): Promise<Kept> {
  const own = [...before.uniques, ...before.indexes].map((index) => index.name);
  const objects = await selectRows(
    session,
    "select type, name, sql from sqlite_master where tbl_name = ? and sql is not null",
    [before.name],
  );
  const table = objects.find((object) => object["type"] === "table");
  const indexes = objects.filter(({ type }) => type === "index").map(({ name }) => String(name));
  await refuseLoss(session, before, String(table?.["sql"] ?? ""), new Set(indexes));
  const isAutoincrement = /\bautoincrement\b/i.test(String(table?.["sql"] ?? ""));
  const [facts] = await selectRows(
    session,
    "select wr, strict from pragma_table_list where schema = 'main' and name = ?",
    [before.name],
  );
  return {
    traits: {
      isAutoincrement,
      isStrict: Number(facts?.["strict"]) === 1,
      isWithoutRowid: Number(facts?.["wr"]) === 1,
    },
    sequence: isAutoincrement ? await readSequence(session, before.name) : undefined,
    sql: objects
      .filter(
        ({ type, name }) => type === "trigger" || (type === "index" && !own.includes(String(name))),
      )
      .map((object) => String(object["sql"])),
  };
}

async function readSequence(session: Session, table: string): Promise<number | undefined> {
  const [row] = await selectRows(session, "select seq from sqlite_sequence where name = ?", [
    table,
  ]);
  return row === undefined ? undefined : Number(row["seq"]);
}

/** Else a number of a deleted row would be given again. The rename carries the entry on. */
async function keepSequence(session: Session, table: string, sequence: number): Promise<void> {
  const name = freshName(table);
  await writeRows(session, "delete from sqlite_sequence where name = ?", [name]);
  await writeRows(session, "insert into sqlite_sequence (name, seq) values (?, ?)", [
    name,
    sequence,
  ]);
}
