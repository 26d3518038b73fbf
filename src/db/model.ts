import { MODEL_NAME_BAD } from "./errors.ts";
import { declare } from "./models/declarations.ts";
import { defineRelations, ModelBase } from "./model-base.ts";
import type { ModelClass } from "./models/model-class.ts";

export interface ModelOptions {
  /** Name of the table; default the snake_case of the model's name. */
  readonly table?: string;
  /** What people call a row; default the words of the model's name. */
  readonly label?: string;
}

const NAME = /^[a-z][A-Za-z0-9_]*$/;

/**
 * Declares a model: `class Post extends model("post", { title: text({ max: 200 }) }) {}`.
 *
 * Relations are getters, whose values are read only when a database is given its models: so models
 * may point at each other, also across files. The key is `id`, an integer that the database numbers,
 * unless the fields have an `id` of their own. Nothing is registered.
 *
 * @param name Singular, camelCase; the table is its snake_case.
 * @throws `DB_MODEL_NAME_BAD`
 */
export function model<F extends object>(
  name: string,
  fields: F,
  options: ModelOptions = {},
): ModelClass<F> {
  if (!NAME.test(name)) throw MODEL_NAME_BAD(name);
  const declared = class extends ModelBase {
    static override readonly modelName = name;
    static override readonly fields = fields as Readonly<Record<string, unknown>>;
  };
  Object.defineProperty(declared, "name", { value: name });
  declare(declared, options);
  defineRelations(declared);
  return declared as unknown as ModelClass<F>;
}
