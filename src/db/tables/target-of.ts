import { nearest } from "../../core/index.ts";
import type { DeclaredRelation, Drafts, DraftTable } from "./draft-table.ts";
import type { AnyModel } from "../models/model-class.ts";

/** The draft that a relation points at; a problem when there is none. */
export function targetOf(
  { byModel, problems }: Drafts,
  { draft, property, relation }: DeclaredRelation<{ readonly model: () => AnyModel }>,
): DraftTable | undefined {
  const where = `${draft.name}.${property}`;
  let model: AnyModel | undefined;
  try {
    model = relation.model();
  } catch {
    model = undefined;
  }
  const target = model === undefined ? undefined : byModel.get(model);
  if (target !== undefined) return target;
  problems.push(
    model === undefined || typeof model !== "function"
      ? `"${where}" points at nothing. Give a function that returns a model: one(() => User).`
      : `"${where}" points at "${model.modelName ?? model.name}", a model that the database was not given. List it too.`,
  );
  return undefined;
}

/** ` Did you mean "title"?`, or nothing where no known name is near. */
export function suggestion(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === undefined ? "" : ` Did you mean "${near}"?`;
}
