import type { Query } from "./query.ts";
import type { Where } from "./condition.ts";
import type { FieldsOf, Insert, InstanceOf, Key } from "./row.ts";

/** The rows of a to-many relation. Await it for the rows: loaded once, for all siblings of the row. */
export interface Collection<M> extends PromiseLike<InstanceOf<M>[]> {
  /** A query for these rows alone. */
  query(): Query<InstanceOf<M>, FieldsOf<M>>;
  where(condition: Where<FieldsOf<M>>): Query<InstanceOf<M>, FieldsOf<M>>;
  /** Makes a row that belongs here. */
  create(values: Partial<Insert<FieldsOf<M>>>): Promise<InstanceOf<M>>;
  /** Links rows that are there, given as rows or keys; those already linked stay so. */
  add(...rows: readonly (Key<FieldsOf<M>> | InstanceOf<M>)[]): Promise<void>;
  /** Unlinks rows; they are not deleted. */
  remove(...rows: readonly (Key<FieldsOf<M>> | InstanceOf<M>)[]): Promise<void>;
  /** Links these and unlinks all others. */
  set(rows: readonly (Key<FieldsOf<M>> | InstanceOf<M>)[]): Promise<void>;
  clear(): Promise<void>;
}
