import { declarationsOf } from "../models/declarations.ts";
import type { DraftColumn, DraftTable } from "./draft-table.ts";
import { constraintName } from "./names.ts";
import { suggestion } from "./target-of.ts";

/** What the class says of its table beside the fields: order, indexes, uniques and checks. */
export function addDeclarations(draft: DraftTable, problems: string[]): void {
  const declared = declarationsOf(draft.model);
  draft.order = declared.order;
  for (const column of draft.columns)
    if (column.field?.facts.unique === true) draft.addUnique([column]);
  for (const { columns, where, name } of declared.uniques) {
    const found = columns.map((word) => columnNamed(draft, word, problems));
    if (!found.every((column) => column !== undefined)) continue;
    if (where === undefined) draft.addUnique(found, name);
    else draft.indexes.push(partialUnique(draft, found, where, name));
  }
  for (const { columns, where, name } of declared.indexes) {
    const found = columns.map((word) => ({
      column: columnNamed(draft, word.replace(/^-/, ""), problems),
      isDescending: word.startsWith("-"),
    }));
    if (!found.every((part) => part.column !== undefined)) continue;
    const parts = found as { column: DraftColumn; isDescending: boolean }[];
    const derived = constraintName(
      draft.tableName,
      parts.map(({ column }) => column.name),
      where === undefined ? "idx" : "partial_idx",
    );
    draft.indexes.push({
      name: name ?? derived,
      columns: parts,
      ...(where !== undefined && { where }),
    });
  }
  draft.checks.push(...declared.checks);
  indexForeignKeys(draft);
}

/** Databases know no constraint of some rows only: it is a unique index. */
function partialUnique(
  draft: DraftTable,
  columns: readonly DraftColumn[],
  where: unknown,
  name: string | undefined,
): DraftTable["indexes"][number] {
  const derived = constraintName(
    draft.tableName,
    columns.map((column) => column.name),
    "partial_key",
  );
  return {
    name: name ?? derived,
    columns: columns.map((column) => ({ column, isDescending: false })),
    where,
    isUnique: true,
  };
}

function columnNamed(draft: DraftTable, word: string, problems: string[]): DraftColumn | undefined {
  const column = draft.columnOf.get(word) ?? draft.columnOf.get(`${word}Id`);
  if (column === undefined) {
    problems.push(
      `An index or unique of "${draft.name}" names "${word}", which is not a column.${suggestion(word, [...draft.columnOf.keys()])}`,
    );
  }
  return column;
}

/** PostgreSQL and SQLite do not index foreign keys by themselves; every delete of a target would scan. */
function indexForeignKeys(draft: DraftTable): void {
  for (const column of draft.columns) {
    if (column.references === undefined) continue;
    const leads = [
      draft.key,
      ...draft.uniques.map((unique) => unique.columns),
      ...draft.indexes
        .filter((index) => index.where === undefined)
        .map((index) => index.columns.map((part) => part.column)),
    ];
    if (leads.some(([first]) => first === column)) continue;
    draft.indexes.push({
      name: constraintName(draft.tableName, [column.name], "idx"),
      columns: [{ column, isDescending: false }],
    });
  }
}
