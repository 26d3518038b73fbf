import type { Answers } from "./detect-changes.ts";
import type { Fill } from "./fill-value.ts";
import { isSameColumn } from "./kept-parts.ts";
import type { Questions } from "./questions.ts";
import type { ColumnState, SchemaState, TableState } from "./schema-state.ts";

/** Asks what two schemas do not tell: what was renamed, and what rows get that are there. */
export async function askQuestions(
  from: SchemaState,
  to: SchemaState,
  questions: Questions,
): Promise<Omit<Answers, "concurrently">> {
  const tables = await askTables(from, to, questions);
  const columns = new Map<string, string>();
  const fills = new Map<string, Fill>();
  for (const old of from.values()) {
    const name = tables.get(old.name) ?? old.name;
    const wanted = to.get(name);
    if (wanted === undefined) continue;
    const renamed = await askColumns(old, wanted, questions);
    for (const [before, after] of renamed) columns.set(`${name}.${before}`, after);
    for (const [column, fill] of await askFills(old, wanted, renamed, questions))
      fills.set(`${name}.${column}`, fill);
  }
  return { tables, columns, fills };
}

async function askTables(
  from: SchemaState,
  to: SchemaState,
  questions: Questions,
): Promise<Map<string, string>> {
  const renamed = new Map<string, string>();
  const made = new Set([...to.keys()].filter((name) => !from.has(name)));
  for (const old of [...from.values()].filter(({ name }) => !to.has(name))) {
    if (made.size === 0) break;
    const likeness = (name: string): number => sharedColumns(old, to.get(name)!);
    const candidates = [...made].toSorted((a, b) => likeness(b) - likeness(a));
    const name = await questions.renamedTable(old.name, candidates);
    if (name === undefined) continue;
    renamed.set(old.name, name);
    made.delete(name);
  }
  return renamed;
}

async function askColumns(
  old: TableState,
  wanted: TableState,
  questions: Questions,
): Promise<Map<string, string>> {
  const renamed = new Map<string, string>();
  const made = new Set(Object.keys(wanted.columns).filter((name) => !(name in old.columns)));
  for (const [name, column] of Object.entries(old.columns)) {
    if (name in wanted.columns || made.size === 0) continue;
    const isAlike = (other: string): number =>
      Number(isSameColumn(column, wanted.columns[other]!)) * 2 +
      Number(column.type === wanted.columns[other]!.type);
    const candidates = [...made].toSorted((a, b) => isAlike(b) - isAlike(a));
    const to = await questions.renamedColumn(wanted.name, name, candidates);
    if (to === undefined) continue;
    renamed.set(name, to);
    made.delete(to);
  }
  return renamed;
}

async function askFills(
  old: TableState,
  wanted: TableState,
  renamed: ReadonlyMap<string, string>,
  questions: Questions,
): Promise<Map<string, Fill>> {
  const before = new Map(
    Object.entries(old.columns).map(([name, column]) => [renamed.get(name) ?? name, column]),
  );
  const fills = new Map<string, Fill>();
  for (const [name, column] of Object.entries(wanted.columns))
    if (needsFill(before.get(name), column))
      fills.set(name, column.default ?? (await questions.fill(wanted.name, name, column)));
  return fills;
}

/** A new column is filled by its default, if it has one; in one that may not be null any more the file has to say it. */
function needsFill(before: ColumnState | undefined, column: ColumnState): boolean {
  if (column.nullable === true || column.identity === true) return false;
  if (before !== undefined) return before.nullable === true;
  return column.default === undefined && column.defaultSql === undefined;
}

function sharedColumns(a: TableState, b: TableState): number {
  return Object.keys(a.columns).filter((name) => name in b.columns).length;
}
