export { addColumn, dropColumn } from "./add-drop-column.ts";
export type { AddColumnOptions } from "./add-drop-column.ts";
export { alterColumn } from "./alter-column.ts";
export type { AlterColumnOptions } from "./alter-column.ts";
export { renameColumn } from "./rename-column.ts";
export type { Condition, Test } from "./condition-sql.ts";
export {
  addCheck,
  addForeignKey,
  alterPrimaryKey,
  dropCheck,
  dropForeignKey,
  validateConstraint,
} from "./constraint-operations.ts";
export type { NotValidOptions } from "./constraint-operations.ts";
export { createAll, createSchema } from "./create-all.ts";
export type { DangerId, MigrationDanger } from "./danger.ts";
export { detectChanges } from "./detect-changes.ts";
export type { Answers } from "./detect-changes.ts";
export {
  MIGRATION_AMBIGUOUS,
  MIGRATION_BAD_CONDITION,
  MIGRATION_BAD_FILE,
  MIGRATION_BAD_FLAG,
  MIGRATION_BAD_LITERAL,
  MIGRATION_BROKEN_REFERENCES,
  MIGRATION_CONFLICT,
  MIGRATION_CYCLE,
  MIGRATION_DANGEROUS,
  MIGRATION_FAILED,
  MIGRATION_IRREVERSIBLE,
  MIGRATION_LOCKED,
  MIGRATION_MERGE_CONFLICT,
  MIGRATION_MIXED,
  MIGRATION_NEEDS_VALUE,
  MIGRATION_OUT_OF_ORDER,
  MIGRATION_STATE_MISMATCH,
  MIGRATION_UNKNOWN,
  MIGRATION_UNKNOWN_MODULE,
  MIGRATION_WOULD_LOSE,
} from "./errors.ts";
export { inspectdb, introspect, schemaDifferences } from "../inspect/index.ts";
export type { InspectdbOptions, InspectdbResult, Introspection } from "../inspect/index.ts";
export type { Fill } from "./fill-value.ts";
export { readHistory } from "./history.ts";
export type { AppliedMigration } from "./history.ts";
export { addIndex, addUnique, dropIndex, dropUnique } from "./index-operations.ts";
export type { ConcurrentOptions } from "./index-operations.ts";
export { loadMigrations } from "./load-migrations.ts";
export type { MigrationFolder } from "./load-migrations.ts";
export { makeMigrations } from "./make-migrations.ts";
export type { MadeMigration, MakeMigrationsOptions, MigrationModule } from "./make-migrations.ts";
export { migrate, plan } from "./migrate.ts";
export type { MigrateOptions, MigrateResult, PlanOptions } from "./migrate.ts";
export { migration, placed } from "./migration.ts";
export type { Migration, MigrationFile, MigrationSpec } from "./migration.ts";
export type { MigrationDatabase, Operation, Step } from "./operation.ts";
export type { MigrationTarget, PlannedMigration } from "./plan-migrations.ts";
export { fillOfText } from "./questions.ts";
export type { AnswerFlags, Questions } from "./questions.ts";
export { stepSql, stepsOf } from "./resolve-migration.ts";
export type { Direction, ResolvedOperation } from "./resolve-migration.ts";
export { runData, runSql } from "./run-operations.ts";
export type { DataChange, SqlText } from "./run-operations.ts";
export type {
  CheckState,
  ColumnState,
  ColumnType,
  ForeignKeyState,
  IndexState,
  Literal,
  SchemaState,
  TableState,
  UniqueState,
} from "./schema-state.ts";
export { schemaOfTables } from "./schema-of-tables.ts";
export { showMigrations, sqlMigrate } from "./show-migrations.ts";
export type { ShownMigration } from "./show-migrations.ts";
export { createTable, dropTable, renameTable } from "./table-operations.ts";
export type { TableSpec } from "./table-operations.ts";
