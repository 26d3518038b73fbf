// Models
export { model } from "./model.ts";
export type { ModelOptions } from "./model.ts";
export type { AnyModel, ModelClass, RecordMethods } from "./model-class.ts";
export { many, one } from "./relations.ts";
export type { Many, ManyOptions, OnDelete, One, OneOptions } from "./relations.ts";
export type { Columns, FieldsOf, Insert, InstanceOf, Key, Loaded, Row, Update } from "./row.ts";
export { signalsOf } from "./model-signals.ts";
export type {
  DeletedEvent,
  DeletingEvent,
  LinkedEvent,
  ModelSignals,
  SavedEvent,
  SavingEvent,
} from "./model-signals.ts";
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
export { avg, count, countDistinct, max, min, sum } from "./aggregate.ts";
export type { Aggregate } from "./aggregate.ts";
export type { Collection } from "./collection.ts";
export type {
  ColumnCondition,
  Comparison,
  JsonComparison,
  TextComparison,
  Where,
} from "./condition.ts";
export { column, minus, plus, times } from "./expression.ts";
export type { Expression } from "./expression.ts";
export { truncate } from "./group.ts";
export type { GroupQuery, Unit } from "./group.ts";
export type { Direction, Order } from "./order.ts";
export type { CursorPage, LockOptions, Page, Query, RelatedOptions } from "./query.ts";
export { inWireForm } from "./wire-form.ts";
export { sql } from "./sql.ts";
export type { Sql } from "./sql.ts";

// Databases and transactions
export { connect, Database } from "./database.ts";
export type { DatabaseOptions } from "./database.ts";
export { database } from "./database-module.ts";
export type { DatabaseModuleOptions } from "./database-module.ts";
export { currentDatabase } from "./current-database.ts";
export type { DatabaseHandle } from "./current-database.ts";
export { parseDatabaseUrl } from "./database-url.ts";
export type { Dialect, Driver, Isolation, Result, Session, Statement } from "./driver.ts";
export { openDriver } from "./open-driver.ts";
export { queried, queryLog } from "./execute.ts";
export type { QueryFact } from "./execute.ts";
export { afterCommit, transaction } from "./transaction.ts";
export type { TransactionOptions } from "./transaction.ts";
export { outsideTransaction } from "./transaction-scope.ts";
export { resolveTables } from "./resolve-tables.ts";
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
} from "./table.ts";
export * from "./errors.ts";

// Policies
export { everything, grantOf, nothing, policy } from "./policy.ts";
export type { Grant, Policy, Rules } from "./policy.ts";
