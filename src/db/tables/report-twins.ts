import type { DraftTable } from "./draft-table.ts";

/**
 * Names that the database would take for one: SQLite ignores case, and PostgreSQL all after 63 bytes.
 *
 * Refused on both, and before anything is written: of two tables of one name, one would be lost unseen.
 */
export function reportTwins(drafts: readonly DraftTable[], problems: string[]): void {
  reportTables(drafts, problems);
  reportIndexes(drafts, problems);
  for (const { name, columns, checks } of drafts) {
    report("columns", columns, name, problems);
    report("checks", checks, name, problems);
  }
}

function reportTables(drafts: readonly DraftTable[], problems: string[]): void {
  for (const [first, ...more] of sameNamed(drafts, ({ tableName }) => tableName))
    for (const other of more)
      problems.push(
        `"${first.name}" and "${other.name}" have the same table, "${other.tableName}". Name another: model("${other.name}", {…}, { table: "…" }), or many(…, { through: "…" }).`,
      );
  for (const { name, tableName } of drafts)
    if (!isName(tableName))
      problems.push(`The table of "${name}" has a name that no table can have.`);
}

/** Both databases keep the names of tables and of all their indexes in one room. */
function reportIndexes(drafts: readonly DraftTable[], problems: string[]): void {
  const taken = drafts.flatMap((draft) => [
    { name: draft.tableName, what: `the table of "${draft.name}"`, isIndex: false },
    ...[...draft.indexes, ...draft.uniques].map(({ name }) => ({
      name,
      what: `an index of "${draft.name}"`,
      isIndex: true,
    })),
  ]);
  for (const [first, ...more] of sameNamed(taken, ({ name }) => name))
    for (const other of more.filter(({ isIndex }) => isIndex))
      problems.push(
        `${capitalised(first.what)} and ${other.what} are both named "${other.name}". Leave one out, or name it: this.index([…], { name: "…" }).`,
      );
}

function report(
  kind: string,
  named: readonly { readonly name: string }[],
  model: string,
  problems: string[],
): void {
  for (const [first] of sameNamed(named, ({ name }) => name))
    problems.push(
      `Two ${kind} of "${model}" are named "${first.name}". Rename one, or leave one out.`,
    );
  for (const { name } of named)
    if (!isName(name))
      problems.push(`Of the ${kind} of "${model}" one has no usable name: "${name}".`);
}

type Group<T> = readonly [first: T, ...more: T[]];

function sameNamed<T>(all: readonly T[], nameOf: (one: T) => string): Group<T>[] {
  const groups = Map.groupBy(all, (one) => asDatabasesSee(nameOf(one)));
  return [...groups.values()].filter(({ length }) => length > 1) as unknown as Group<T>[];
}

const NAME_MAX_BYTES = 63;

function asDatabasesSee(name: string): string {
  return Buffer.from(name).subarray(0, NAME_MAX_BYTES).toString().toLowerCase();
}

function isName(name: string): boolean {
  return name !== "" && !name.includes("\0");
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
