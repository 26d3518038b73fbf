import { isPlainObject } from "../sql/plain-object.ts";
import type { DraftTable } from "./draft-table.ts";
import { suggestion } from "./target-of.ts";

/** Names in orders, checks and conditions of indexes that are no columns: told now, not by the first query. */
export function reportUnknownNames(draft: DraftTable, problems: string[]): void {
  reportOrder(draft, problems);
  for (const { name, where } of draft.checks)
    reportCondition(draft, `check "${name}"`, where, problems);
  for (const { name, where } of draft.indexes)
    if (where !== undefined) reportCondition(draft, `index "${name}"`, where, problems);
}

function reportOrder(draft: DraftTable, problems: string[]): void {
  const report = (what: string): void => {
    problems.push(`The order of "${draft.name}" ${what}`);
  };
  reportTerms(draft, draft.order, "", report);
}

type Report = (what: string) => void;

/** @param path How one gets to the table from that of the order: `"author."`. */
function reportTerms(
  at: DraftTable,
  terms: readonly unknown[],
  path: string,
  report: Report,
): void {
  for (const term of terms) {
    if (typeof term === "string") reportTerm(at, [term.replace(/^-/, "")], path, report);
    else if (isPlainObject(term))
      for (const entry of Object.entries(term)) reportTerm(at, entry, path, report);
    else
      report(`has ${String(term)}. Use a name such as "-createdAt", or an object of such names.`);
  }
}

function reportTerm(
  at: DraftTable,
  [name, how]: readonly [name: string, how?: unknown],
  path: string,
  report: Report,
): void {
  if (at.columnOf.has(name)) return;
  const relation = at.relations.get(name);
  // One that leads nowhere has been told of.
  if (relation === undefined && isToOne(at, name)) return;
  if (relation?.kind !== "one")
    return report(
      `names "${path}${name}", which is not a column.${suggestion(name, [...at.columnOf.keys()])}`,
    );
  const target = relation.target as unknown as DraftTable;
  const terms = Array.isArray(how) ? (how as unknown[]) : [how];
  if (terms.length > 0 && terms.every((term) => typeof term === "string" || isTerm(term)))
    return reportTerms(target, terms, `${path}${name}.`, report);
  report(
    `names the relation "${path}${name}". Name a column of the related row: { ${name}: "${target.key[0]?.property ?? "id"}" }.`,
  );
}

function isTerm(value: unknown): boolean {
  return isPlainObject(value) && Object.keys(value).length > 0;
}

function isToOne(draft: DraftTable, property: string): boolean {
  const member = draft.members.get(property);
  return member !== undefined && "kind" in member && member.kind === "one";
}

function reportCondition(
  draft: DraftTable,
  what: string,
  condition: unknown,
  problems: string[],
): void {
  if (Array.isArray(condition)) {
    for (const part of condition) reportCondition(draft, what, part, problems);
  } else if (isPlainObject(condition)) {
    for (const [name, test] of Object.entries(condition)) {
      if (name === "not") reportCondition(draft, what, test, problems);
      else if (!draft.columnOf.has(name) && !draft.columnOf.has(`${name}Id`))
        problems.push(
          `The ${what} of "${draft.name}" names "${name}", which is not a column.${suggestion(name, [...draft.columnOf.keys()])}`,
        );
    }
  } else
    problems.push(
      `The ${what} of "${draft.name}" is no condition: neither an object nor an array.`,
    );
}
