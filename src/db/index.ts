// Models
export { runAfterMigrate } from "./after-migrate.ts";
export type { AfterMigrate } from "./after-migrate.ts";
export { model } from "./model.ts";
export { labelOf } from "./tables/label-of.ts";
export type { ModelOptions } from "./model.ts";
export type { AnyModel, ModelClass, RecordMethods } from "./models/model-class.ts";
export { many, one } from "./models/relations.ts";
export type { Many, ManyOptions, OnDelete, One, OneOptions } from "./models/relations.ts";
export type {
  Columns,
  FieldsOf,
  Insert,
  InstanceOf,
  Key,
  Loaded,
  Row,
  Update,
} from "./models/row.ts";
export { signalsOf } from "./models/model-signals.ts";
export type {
  DeletedEvent,
  DeletingEvent,
  LinkedEvent,
  ModelSignals,
  SavedEvent,
  SavingEvent,
} from "./models/model-signals.ts";
export {
  bigint,
  bool,
  bytes,
  choice,
  createdAt,
  date,
  datetime,
  decimal,
  email,
  float,
  int,
  json,
  list,
  slug,
  text,
  time,
  updatedAt,
  url,
  uuid,
  version,
} from "../schema/index.ts";

// Questions
export { avg, collect, count, countDistinct, max, min, sum } from "./queries/aggregate.ts";
export type { Aggregate } from "./queries/aggregate.ts";
export type { Collection } from "./queries/collection.ts";
export type {
  ColumnCondition,
  Comparison,
  JsonComparison,
  TextComparison,
  Where,
} from "./queries/condition.ts";
export { column, minus, plus, times } from "./queries/expression.ts";
export type { Expression } from "./queries/expression.ts";
export { truncate } from "./queries/group.ts";
export type { GroupQuery, Unit } from "./queries/group.ts";
export type { Direction, Order } from "./queries/order.ts";
export type {
  CursorPage,
  LockOptions,
  Page,
  Query,
  RelatedOptions,
  RelatedRowOptions,
} from "./queries/query.ts";
export { inWireForm, rowsNow } from "./queries/wire-form.ts";
export { sql } from "./sql.ts";
export type { Sql } from "./sql.ts";

// Databases and transactions
export { connect, Database } from "./database.ts";
export type { DatabaseOptions } from "./database.ts";
export { database } from "./database-module.ts";
export type { DatabaseModuleOptions } from "./database-component.ts";
export { otherDatabase } from "./other-database.ts";
export type { OtherDatabase } from "./other-database.ts";
export { currentDatabase } from "./connections/current-database.ts";
export type { DatabaseHandle } from "./connections/current-database.ts";
export { parseDatabaseUrl } from "./connections/database-url.ts";
export type {
  Dialect,
  Driver,
  Isolation,
  Result,
  Session,
  Statement,
} from "./connections/driver.ts";
export { openDriver } from "./connections/open-driver.ts";
export { queried, queryLog } from "./connections/execute.ts";
export type { QueryFact } from "./connections/execute.ts";
export { afterCommit, transaction } from "./connections/transaction.ts";
export type { TransactionOptions } from "./connections/transaction.ts";
export { outsideTransaction } from "./connections/transaction-scope.ts";
export { resolveTables } from "./tables/resolve-tables.ts";
export type {
  Check,
  Column,
  Index,
  ManyToMany,
  Relation,
  Table,
  Tables,
  ToMany,
  ToOne,
  Unique,
} from "./tables/table.ts";
// Errors
export { ConstraintError } from "./connections/constraint-error.ts";
export type { ConstraintDetail } from "./connections/constraint-error.ts";
export {
  BAD_CURSOR,
  BAD_QUERY,
  BAD_URL,
  BAD_VALUE,
  BUSY,
  CANNOT_OPEN,
  CHECK_VIOLATION,
  CLOSED,
  CONNECTION_LOST,
  DEADLOCK,
  DRIVER_MISSING,
  FAILED,
  FOLLOW_UP_REFUSED,
  FOREIGN_KEY_VIOLATION,
  FULL,
  GONE,
  LOCKED,
  LOGIN_REFUSED,
  MODELS_INVALID,
  MODEL_NAME_BAD,
  NOT_ASSIGNABLE,
  NOT_AWAITED,
  NOT_A_DATABASE,
  NOT_FOUND,
  NOT_NULL_VIOLATION,
  NOT_SAVED,
  NOT_SETTABLE,
  NO_DATABASE,
  PLAN_STALE,
  POOL_EXHAUSTED,
  READ_ONLY,
  SAVEPOINT_STUCK,
  SAVE_OVERLAPS,
  SERIALIZATION_FAILURE,
  STILL_REFERENCED,
  SEVERAL_FOUND,
  STALE,
  SYNTAX,
  TIMEOUT,
  TRANSACTION_CLOSED,
  TRANSACTION_FAILED,
  TRANSACTION_MISUSED,
  UNIQUE_VIOLATION,
  UNKNOWN_FIELD,
  UNKNOWN_MODEL,
  UNKNOWN_OPERATOR,
  UNREACHABLE,
  UNDEFINED_VALUE,
  WRONG_VALUE,
} from "./errors.ts";

// Policies
export { everything, grantOf, nothing, policy } from "./models/policy.ts";
export type { Grant, Policy, Rules } from "./models/policy.ts";
