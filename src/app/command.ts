import type { App } from "./app.ts";
import { BAD_COMMAND_NAME } from "./errors.ts";
import type { Print } from "./print.ts";

/** What types need to know of a field of `quintet/schema`. */
interface FieldLike {
  readonly "~out": unknown;
  readonly "~presence": unknown;
}
type FieldMap = Readonly<Record<string, FieldLike>>;

/** What a command gets of its fields: all that are not `.optional()` are there. */
export type CommandValues<F> = {
  readonly [K in keyof F as IsOptional<F[K]> extends true ? never : K]: Out<F[K]>;
} & { readonly [K in keyof F as IsOptional<F[K]> extends true ? K : never]?: Out<F[K]> };

type Out<T> = T extends { readonly "~out": infer V } ? V : never;
type IsOptional<T> = T extends { readonly "~presence": "optional" } ? true : false;

export interface CommandInput<A = any, O = any> {
  readonly arguments: CommandValues<A>;
  readonly options: CommandValues<O>;
  readonly print: Print;
  readonly app: App;
  /** Aborts when the person wants to stop (Ctrl-C). Queries and `sleep` see it by themselves. */
  readonly signal: AbortSignal;
}

export interface CommandSpec<A, O> {
  /** One sentence, for `--help`. */
  readonly description: string;
  /** What is given by position: `quintet publish 12`. A `list` may be the last one. */
  readonly arguments?: A;
  /** What is given by name: `maxAge: int()` is `--max-age 5`, a `bool()` is a flag, a `list` is repeated. */
  readonly options?: O;
  /** Whether the app is started around `run`; without it only `app` itself can be looked at. Default `true`. */
  readonly startsApp?: boolean;
  /** @returns the exit code, 0 if nothing. */
  run(input: CommandInput<A, O>): void | number | Promise<void | number>;
}

/** A command that a module adds to `quintet`. Made by `command()`. */
export interface Command<A = any, O = any> extends CommandSpec<A, O> {
  readonly name: string;
}

const NAME = /^[a-z][a-z0-9]*([_:-][a-z0-9]+)*$/;

/**
 * Makes a command for the `commands` of a module: `quintet seed_data --posts 20 --clear`.
 *
 * Values are read by the fields, and all that is wrong with them is told at once. A `bool()` that is
 * not given is false. Components of the app are started before and stopped after.
 *
 * @throws `APP_BAD_COMMAND_NAME`
 * @example
 * export const seedData = command("seed_data", {
 *   description: "Fills the database with examples",
 *   options: { posts: int({ min: 1 }).default(500), clear: bool() },
 *   async run({ options, print }) {
 *     if (options.clear) await Post.all().delete();
 *     await post.createMany(options.posts);
 *     print.success(`${options.posts} posts`);
 *   },
 * });
 */
export function command<A extends FieldMap = {}, O extends FieldMap = {}>(
  name: string,
  spec: CommandSpec<A, O>,
): Command<A, O> {
  if (!NAME.test(name)) throw BAD_COMMAND_NAME(name);
  return { ...spec, name };
}
