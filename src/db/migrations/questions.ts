import { didYouMean } from "../../core/index.ts";
import { splitPath } from "./detect-changes.ts";
import { MIGRATION_AMBIGUOUS, MIGRATION_BAD_FLAG, MIGRATION_NEEDS_VALUE } from "./errors.ts";
import type { Fill } from "./fill-value.ts";
import type { ColumnState, Literal, SchemaState } from "./schema-state.ts";

/** Who is asked what two schemas alone do not tell: a person at a terminal, or the flags of a command. */
export interface Questions {
  /** Which new table is this one under a new name? `undefined`: none, it is dropped with its rows. */
  renamedTable(table: string, candidates: readonly string[]): Promise<string | undefined>;
  /** Which new column is this one under a new name? `undefined`: none, it is dropped with its values. */
  renamedColumn(
    table: string,
    column: string,
    candidates: readonly string[],
  ): Promise<string | undefined>;
  /** What rows that are there get in a column that must not be null. */
  fill(table: string, column: string, state: ColumnState): Promise<Fill>;
}

/** What was said beforehand, as flags of the command line. */
export interface AnswerFlags {
  /** `post:article` for tables, `post.titel:title` for columns. */
  readonly rename?: readonly string[];
  /** `post` or `post.titel`: dropped, not renamed. */
  readonly drop?: readonly string[];
  /** `post.views=0`: JSON, or text, or `now`. */
  readonly fill?: readonly string[];
}

/**
 * Answers from flags, and from `otherwise` what they do not tell.
 *
 * Without `otherwise` (in CI, where nobody can be asked) an open question is an error that names the
 * flag. Renames are never guessed: a wrong guess would lose what is in the column.
 *
 * @throws `DB_MIGRATION_AMBIGUOUS`, `DB_MIGRATION_NEEDS_VALUE`, `DB_MIGRATION_BAD_FLAG`
 */
export function answersFromFlags(flags: AnswerFlags, otherwise?: Questions): Questions {
  const renames = parsePairs("--rename", flags.rename, ":");
  const fills = parsePairs("--fill", flags.fill, "=");
  const drops = new Set(flags.drop);
  const renamed = (path: string, candidates: readonly string[]): string | undefined => {
    const to = renames.get(path);
    if (to !== undefined && !candidates.includes(to))
      throw MIGRATION_BAD_FLAG(
        `--rename ${path}:${to}`,
        `"${to}" is not new.${didYouMean(to, candidates)}`,
      );
    return to;
  };
  return {
    async renamedTable(table, candidates) {
      const to = renamed(table, candidates);
      if (to !== undefined || drops.has(table)) return to;
      if (otherwise !== undefined) return otherwise.renamedTable(table, candidates);
      throw ambiguous(`The table ${table}`, table, candidates);
    },
    async renamedColumn(table, column, candidates) {
      const path = `${table}.${column}`;
      const to = renamed(path, candidates);
      if (to !== undefined || drops.has(path)) return to;
      if (otherwise !== undefined) return otherwise.renamedColumn(table, column, candidates);
      throw ambiguous(`The column ${path}`, path, candidates);
    },
    async fill(table, column, state) {
      const text = fills.get(`${table}.${column}`);
      if (text === "" && state.type !== "text")
        throw MIGRATION_BAD_FLAG(`--fill ${table}.${column}=`, "it has no value");
      if (text !== undefined) return fillOfText(text, state);
      if (otherwise !== undefined) return otherwise.fill(table, column, state);
      throw MIGRATION_NEEDS_VALUE(`${table}.${column}`);
    },
  };
}

/** Reads a fill that a person has typed for a column. */
export function fillOfText(text: string, column: ColumnState): Fill {
  const isText = !/^(int|float|bool|json|decimal|bigint)/.test(column.type);
  if (isText) return text;
  try {
    return JSON.parse(text) as Literal;
  } catch {
    return text;
  }
}

/** Refuses flags about what is not in the models or the migrations, before anything is asked. */
export function refuseUnknownFlags(flags: AnswerFlags, from: SchemaState, to: SchemaState): void {
  const known = (schema: SchemaState): string[] =>
    [...schema.values()].flatMap(({ name, columns }) => [
      name,
      ...Object.keys(columns).map((column) => `${name}.${column}`),
    ]);
  const renames = parsePairs("--rename", flags.rename, ":");
  const renamed = [...renames].filter(([path]) => !path.includes("."));
  const old = new Set(known(from));
  for (const [before, after] of renamed)
    for (const path of known(from))
      if (path.startsWith(`${before}.`)) old.add(`${after}${path.slice(before.length)}`);
  const check = (flag: string, path: string, names: ReadonlySet<string>): void => {
    if (names.has(path)) return;
    const kind = path.includes(".") ? "column" : "table";
    throw MIGRATION_BAD_FLAG(
      `${flag} ${path}`,
      `there is no ${kind} "${path}".${didYouMean(path, names)}`,
    );
  };
  for (const path of renames.keys()) check("--rename", path, old);
  for (const path of flags.drop ?? []) check("--drop", path, old);
  const wanted = new Set(known(to));
  for (const path of parsePairs("--fill", flags.fill, "=").keys()) check("--fill", path, wanted);
}

function parsePairs(
  flag: string,
  pairs: readonly string[] | undefined,
  separator: string,
): Map<string, string> {
  return new Map(
    (pairs ?? []).map((pair) => {
      const at = pair.indexOf(separator);
      if (at < 1)
        throw MIGRATION_BAD_FLAG(`${flag} ${pair}`, `it has no "${separator}" after a name`);
      if (separator === ":" && at === pair.length - 1)
        throw MIGRATION_BAD_FLAG(`${flag} ${pair}`, "it has no new name");
      const [left, right] = [pair.slice(0, at), pair.slice(at + 1)];
      // `post.titel:post.title` says the same.
      const isColumn = separator === ":" && right.includes(".") && left.includes(".");
      return [left, isColumn ? splitPath(right)[1] : right] as const;
    }),
  );
}

function ambiguous(what: string, path: string, candidates: readonly string[]): Error {
  const [first] = candidates;
  return MIGRATION_AMBIGUOUS(
    `${what} is gone and there is something new (${candidates.join(", ")}): renamed, or dropped?`,
    `Say --rename ${path}:${first}, or --drop ${path} to lose what is in it.`,
  );
}
