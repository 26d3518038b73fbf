import type { Query } from "./query.ts";
import type { Where } from "./condition.ts";
import type { FieldsOf, Insert, InstanceOf, Key } from "../models/row.ts";

/**
 * The rows of a to-many relation: `post.related("tags")`.
 *
 * Await it for the rows: loaded once, for all siblings of the row.
 */
export interface Collection<M> extends PromiseLike<InstanceOf<M>[]> {
  /** A query for these rows alone. */
  query(): Query<InstanceOf<M>, FieldsOf<M>>;
  where(condition: Where<FieldsOf<M>>): Query<InstanceOf<M>, FieldsOf<M>>;
  /** Makes a row that belongs here. */
  create(values: Partial<Insert<FieldsOf<M>>>): Promise<InstanceOf<M>>;
  /**
   * Links rows that are there, given as rows or keys; those already linked stay so. Where they point back
   * by a foreign key, rows that you hold keep the old one until `reload`.
   *
   * @throws `DB_NOT_FOUND`, `DB_FOREIGN_KEY_VIOLATION` for a key that is no row's; nothing is linked then.
   */
  add(...rows: readonly (Key<FieldsOf<M>> | InstanceOf<M>)[]): Promise<void>;
  /**
   * Unlinks rows. They are deleted only where the relation says `orphans: "delete"`.
   *
   * @throws `DB_BAD_QUERY` where they point back by a foreign key that cannot be null.
   */
  remove(...rows: readonly (Key<FieldsOf<M>> | InstanceOf<M>)[]): Promise<void>;
  /** Links these and unlinks all others. Of two calls at once one wins whole. */
  set(rows: readonly (Key<FieldsOf<M>> | InstanceOf<M>)[]): Promise<void>;
  clear(): Promise<void>;
}
