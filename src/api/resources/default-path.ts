import { kebabCase, plural } from "../../core/index.ts";

/** The address of a model's rows: that of `category` is `/categories`, that of `blogPost` is `/blog-posts`. */
export function defaultPath(modelName: string): string {
  return `/${plural(kebabCase(modelName).replaceAll("_", "-"))}`;
}
