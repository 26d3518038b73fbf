import type { Check } from "./check.ts";
import type { Command } from "./command.ts";
import type { AppComponent } from "./component.ts";
import type { App } from "./app.ts";

/**
 * What a module brings, by kind. Other modules of the framework add kinds by declaration merging:
 *
 * ```ts
 * declare module "../app/index.ts" {
 *   interface ModuleParts { readonly models?: readonly ModelClass[] }
 * }
 * ```
 */
export interface ModuleParts {
  /** What is started and stopped with the app; made once for each app that the module is in. */
  readonly components?: readonly ((app: App) => AppComponent)[];
  /** What is looked at before the app starts. */
  readonly checks?: readonly Check[];
  /** What the module adds to the command line: `quintet seed_data`. */
  readonly commands?: readonly Command[];
}

/** How modules belong together. */
export interface ModuleLinks {
  /** Modules that this one consists of; they come before it. */
  readonly modules?: readonly Module[];
  /** Modules, or their names, that the app must have; they come before it. */
  readonly dependsOn?: readonly (Module | string)[];
}

/** A named piece of an app. A value: making it registers nothing, and it may be in several apps. */
export interface Module {
  readonly name: string;
  readonly parts: ModuleParts;
  readonly modules: readonly Module[];
  /** Names. */
  readonly dependsOn: readonly string[];
}

/**
 * Makes a module.
 *
 * @param name Unique in the app: it also names tables and migrations.
 * @example
 * export const blog = module("blog", { models: [Post, Tag], receivers: [welcome], dependsOn: ["auth"] });
 */
export function module(name: string, parts: ModuleParts & ModuleLinks = {}): Module {
  const { modules = [], dependsOn = [], ...own } = parts;
  const names = dependsOn.map((wanted) => (typeof wanted === "string" ? wanted : wanted.name));
  return { name, parts: own, modules, dependsOn: names };
}
