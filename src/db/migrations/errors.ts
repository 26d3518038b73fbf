import { defineError } from "../../core/index.ts";

export const MIGRATION_BAD_LITERAL = defineError(
  "DB_MIGRATION_BAD_LITERAL",
  500,
  (value: unknown, wanted: string) =>
    `${shown(value)} cannot be written into SQL: wanted ${wanted}.`,
  "Correct the default, fill or condition in the model or the migration.",
);

export const MIGRATION_BAD_CONDITION = defineError(
  "DB_MIGRATION_BAD_CONDITION",
  500,
  (what: string, why: string) => `${shown(what)} in a check or partial index ${why}.`,
  "Conditions of checks and partial indexes are about columns of their own table only.",
);

export const MIGRATION_STATE_MISMATCH = defineError(
  "DB_MIGRATION_STATE_MISMATCH",
  500,
  (operation: string, why: string) => `The operation ${operation} cannot be applied: ${why}.`,
  "Compare the operation with the migrations before it: one is missing, edited or twice there.",
);

export const MIGRATION_MIXED = defineError(
  "DB_MIGRATION_MIXED",
  500,
  (kind: string, other: string) => `A migration has ${kind} beside ${other}.`,
  "Put it into a migration of its own (`makemigrations --empty`): data changes and concurrent indexes cannot share a transaction with other changes of tables.",
);

export const MIGRATION_IRREVERSIBLE = defineError(
  "DB_MIGRATION_IRREVERSIBLE",
  500,
  (migration: string, operation: string) =>
    `Migration ${migration} cannot be reversed: ${operation} has no way back. Nothing was changed.`,
  "Give the operation its reverse (`down` of runSql, the second function of runData), or restore a backup.",
);

export const MIGRATION_BAD_FILE = defineError(
  "DB_MIGRATION_BAD_FILE",
  500,
  (file: string, why: string) => `${file} is not a migration: ${why}.`,
  "A migration file is named like 0002_add_post_views.ts and has `export default migration({ … })`.",
);

export const MIGRATION_UNKNOWN = defineError(
  "DB_MIGRATION_UNKNOWN",
  404,
  (name: string, known: string) => `There is no migration ${shown(name)}. ${known}`,
  "Name it as `module 0002`, `module 0002_add_post_views`, or `module zero` to undo all.",
);

export const MIGRATION_UNKNOWN_MODULE = defineError(
  "DB_MIGRATION_UNKNOWN_MODULE",
  404,
  (name: string, known: string) => `There is no module ${shown(name)} with migrations. ${known}`,
  "Register the module in the app, or correct its name.",
);

export const MIGRATION_CYCLE = defineError(
  "DB_MIGRATION_CYCLE",
  500,
  (path: string) => `Migrations depend on each other in a circle: ${path}.`,
  "Take one `dependsOn` out, moving the operation that needs it into a later migration.",
);

export const MIGRATION_CONFLICT = defineError(
  "DB_MIGRATION_CONFLICT",
  409,
  (module: string, leaves: string) =>
    `The module ${module} has several last migrations: ${leaves}.`,
  "Two branches were merged: run `quintet makemigrations --merge`.",
);

export const MIGRATION_MERGE_CONFLICT = defineError(
  "DB_MIGRATION_MERGE_CONFLICT",
  409,
  (module: string, why: string) => `The last migrations of ${module} cannot be merged: ${why}.`,
  "The branches changed the same thing: edit or delete one of the migrations, then merge.",
);

export const MIGRATION_AMBIGUOUS = defineError(
  "DB_MIGRATION_AMBIGUOUS",
  409,
  (what: string, _flag: string) => what,
  (_what: string, flag: string) => flag,
);

export const MIGRATION_BAD_FLAG = defineError(
  "DB_MIGRATION_BAD_FLAG",
  400,
  (flag: string, why: string) => `${flag} does not fit: ${why}`,
  "Write --rename post.titel:title, --rename post:article, --drop post.titel or --fill post.views=0.",
);

export const MIGRATION_NEEDS_VALUE = defineError(
  "DB_MIGRATION_NEEDS_VALUE",
  409,
  (column: string) =>
    `${column} is not nullable and has no default, but its table may have rows that need a value.`,
  (column: string) =>
    `Give the field a default or .nullable(), or a value for the rows that have none: --fill ${column}=… (JSON, or \`now\`). On a large table: add it nullable, fill it in batches in a data migration, then make it required.`,
);

export const MIGRATION_DANGEROUS = defineError(
  "DB_MIGRATION_DANGEROUS",
  409,
  (dangers: string, _ids: string) => `Refused to migrate, nothing was changed:\n${dangers}`,
  (_dangers: string, ids: string) =>
    `Follow the recipe, or write \`acknowledge: [${ids}]\` into the migration when it is safe here.`,
);

export const MIGRATION_OUT_OF_ORDER = defineError(
  "DB_MIGRATION_OUT_OF_ORDER",
  409,
  (migration: string, why: string) => `Migration ${migration} cannot run now: ${why}.`,
  "Another process migrates the other way, or the history was edited: run `quintet showmigrations`.",
);

export const MIGRATION_LOCKED = defineError(
  "DB_MIGRATION_LOCKED",
  503,
  (waitedMs: number) => `Another process is migrating this database; gave up after ${waitedMs} ms.`,
  "Wait for it to end, or raise `lockTimeout`.",
);

export const MIGRATION_BROKEN_REFERENCES = defineError(
  "DB_MIGRATION_BROKEN_REFERENCES",
  409,
  (migration: string, rows: string) =>
    `Migration ${migration} would leave rows that point at nothing (${rows}). Nothing was changed.`,
  "Delete or mend these rows in a data migration first.",
);

export const MIGRATION_WOULD_LOSE = defineError(
  "DB_MIGRATION_WOULD_LOSE",
  409,
  (table: string, what: string) =>
    `Rebuilding the table "${table}" would lose what no migration knows of: ${what}. Nothing was changed.`,
  "Say it in the model and note that as done (`migrate --fake`), or change the table by runSql.",
);

export const MIGRATION_FAILED = defineError(
  "DB_MIGRATION_FAILED",
  500,
  (migration: string, sql: string, why: string) =>
    `Migration ${migration} has failed at: ${sql}\n${why}`,
  "Nothing of this migration is in the database, those before it are. Mend the cause and migrate again.",
);

function shown(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 200) ?? String(value);
}
