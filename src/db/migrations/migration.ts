import { createHash } from "node:crypto";
import { MIGRATION_MIXED } from "./errors.ts";
import type { Operation } from "./operation.ts";
import type { DangerId } from "./danger.ts";

/** What a migration file holds. */
export interface MigrationSpec {
  /** Migrations that have to run before, as `module/0001_initial`. */
  readonly dependsOn?: readonly string[];
  readonly operations: readonly Operation[];
  /** Dangers that were looked at and are none here: the migration runs where they are refused. */
  readonly acknowledge?: readonly DangerId[];
}

/** A migration file's default export. */
export interface MigrationFile {
  readonly dependsOn: readonly string[];
  readonly operations: readonly Operation[];
  readonly acknowledge: readonly DangerId[];
}

/** A migration with its place. */
export interface Migration extends MigrationFile {
  readonly module: string;
  readonly name: string;
  /** `module/name`. */
  readonly id: string;
}

/**
 * Declares the migration of a file: `export default migration({ dependsOn, operations })`.
 *
 * Data changes stand in a migration of their own, and so do concurrent indexes: the one would wait for
 * locks that the other operations hold, the other cannot run in a transaction at all.
 *
 * @throws `DB_MIGRATION_MIXED`
 */
export function migration({
  dependsOn = [],
  operations,
  acknowledge = [],
}: MigrationSpec): MigrationFile {
  refuseMixture(operations, "isData", "runData");
  refuseMixture(operations, "isConcurrent", "a concurrent index");
  return { dependsOn, operations, acknowledge };
}

/** The migration of a file, given its place. */
export function placed(file: MigrationFile, module: string, name: string): Migration {
  return { ...file, module, name, id: `${module}/${name}` };
}

/** Whether a migration runs outside of a transaction, operation by operation. */
export function isConcurrent(migration: MigrationFile): boolean {
  return migration.operations.some((operation) => operation.isConcurrent);
}

/** Tells whether what a file does was changed after it was applied. Functions count as one and the same. */
export function checksumOf({ operations }: MigrationFile): string {
  const text = JSON.stringify(
    operations.map(({ kind, args }) => [kind, args]),
    (_key, value: unknown) => (typeof value === "function" ? "function" : value),
  );
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

function refuseMixture(
  operations: readonly Operation[],
  fact: "isData" | "isConcurrent",
  words: string,
): void {
  if (!operations.some((operation) => operation[fact] === true)) return;
  const other = operations.find(
    (operation) =>
      operation[fact] !== true && (fact === "isConcurrent" || operation.kind !== "runSql"),
  );
  if (other !== undefined) throw MIGRATION_MIXED(words, other.title);
}
