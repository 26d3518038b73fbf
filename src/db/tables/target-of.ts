import { nearest } from "../../core/index.ts";
import type { DraftTable } from "./draft-table.ts";
import type { AnyModel } from "../models/model-class.ts";

/** Collects what is wrong with the models, so that all of it is told at once. */
export type Problems = string[];

/** The draft that a relation points at; a problem when there is none. */
export function targetOf(
  draft: DraftTable,
  property: string,
  relation: { readonly model: () => AnyModel },
  drafts: ReadonlyMap<AnyModel, DraftTable>,
  problems: Problems,
): DraftTable | undefined {
  const where = `${draft.name}.${property}`;
  let model: AnyModel | undefined;
  try {
    model = relation.model();
  } catch {
    model = undefined;
  }
  const target = model === undefined ? undefined : drafts.get(model);
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
