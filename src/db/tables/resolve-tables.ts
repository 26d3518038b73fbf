import { MODELS_INVALID, UNKNOWN_MODEL } from "../errors.ts";
import type { AnyModel } from "../models/model-class.ts";
import { addDeclarations } from "./add-declarations.ts";
import type { DraftTable } from "./draft-table.ts";
import { draftTables } from "./draft-tables.ts";
import { addCollections, addForeignKeys } from "./relate-tables.ts";
import { reportClassMembers } from "./report-class-members.ts";
import { reportTwins } from "./report-twins.ts";
import { reportUnknownNames } from "./report-unknown-names.ts";
import type { Table, Tables } from "./table.ts";

/**
 * Turns models into tables: columns, keys and relations, with all names looked up.
 *
 * @throws `DB_MODELS_INVALID` with every problem found.
 */
export function resolveTables(models: readonly AnyModel[]): Tables {
  const drafts = draftTables(models);
  const { byModel, problems } = drafts;
  const given = [...byModel.values()];
  for (const draft of given) addForeignKeys(drafts, draft);
  for (const draft of given) addCollections(drafts, draft);
  // Join tables are among them now.
  const all = [...byModel.values()];
  for (const draft of all) addDeclarations(draft, problems);
  for (const draft of given) {
    reportUnknownNames(draft, problems);
    reportClassMembers(draft, problems);
  }
  reportTwins(all, problems);
  if (problems.length > 0) throw MODELS_INVALID(problems);
  return tablesOf(byModel);
}

function tablesOf(drafts: ReadonlyMap<AnyModel, DraftTable>): Tables {
  const all = inOrder([...drafts.values()]);
  const byName = new Map(all.map((table) => [table.name, table]));
  return {
    all,
    of(model) {
      const found = drafts.get(model);
      if (found === undefined) throw UNKNOWN_MODEL(model.modelName);
      return found;
    },
    byName: (name) => byName.get(name),
  };
}

/** Each table after those it points at, as far as cycles let it. */
function inOrder(drafts: readonly DraftTable[]): Table[] {
  const done = new Set<DraftTable>();
  const visit = (draft: DraftTable, path: ReadonlySet<DraftTable>): void => {
    if (done.has(draft) || path.has(draft)) return;
    const deeper = new Set([...path, draft]);
    for (const column of draft.columns) {
      if (column.references !== undefined)
        visit(column.references.table as unknown as DraftTable, deeper);
    }
    done.add(draft);
  };
  for (const draft of drafts) visit(draft, new Set());
  return [...done];
}
