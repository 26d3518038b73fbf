import { snakeCase } from "../../core/index.ts";
import { declarationsOf } from "../models/declarations.ts";
import type { AnyModel } from "../models/model-class.ts";

/** What people call a row of the model: `"blog post"` of `blogPost`, unless the model says otherwise. */
export function labelOf(model: AnyModel): string {
  return declarationsOf(model).label ?? snakeCase(model.modelName).replaceAll("_", " ");
}
