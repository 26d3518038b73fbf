import type { Aggregate, AggregateOf, AggregateValues } from "../queries/aggregate.ts";
import type { Where } from "../queries/condition.ts";
import type { GroupKey, Grouped, GroupQuery } from "../queries/group.ts";
import type { ModelSignals } from "./model-signals.ts";
import type { Order } from "../queries/order.ts";
import type { Query, Related, RelatedArgument } from "../queries/query.ts";
import type { Shape } from "../../schema/index.ts";
import type {
  ColumnField,
  ColumnKey,
  Columns,
  Insert,
  JsonColumns,
  Key,
  ManyKey,
  Row,
  Update,
} from "./row.ts";
import type { Collection } from "../queries/collection.ts";

/** An instance's class: how statics learn the type of the subclass they are called on. */
type Of<T> = abstract new (...args: any) => T;

/** What every row can do. */
export interface RecordMethods<F> {
  /** True until the row has been inserted. */
  readonly isNew: boolean;
  /** Properties whose values differ from the database's at the last read or save. */
  changedFields(): string[];
  /** Sets several properties at once; relations by row or key. Undefined leaves one as it is, null empties it. */
  assign(values: Update<F>): this;
  /**
   * Inserts the row, or updates its changed columns only.
   *
   * @throws `DB_STALE` (409) when the model has a `version()` field and somebody else was faster,
   *   `DB_GONE` when the row no longer exists, `SCHEMA_INVALID` (400) for values the fields refuse.
   */
  save(): Promise<this>;
  delete(): Promise<void>;
  /** Reads the columns again; forgets loaded relations. */
  reload(): Promise<this>;
  /**
   * The columns, but for those that are `secret()`, and what was loaded with them, in the form that JSON
   * carries: a bigint is its text, bytes are base64.
   */
  toJSON(): JsonColumns<F>;
  /** What people see of the row: `"post 3"`. Override it: `return this.title`. */
  toString(): string;
  /** The rows of a to-many relation, loaded or not: `post.related("tags").add(tag)`. */
  related<K extends ManyKey<F>>(
    relation: K,
  ): F[K] extends { readonly "~model": infer M } ? Collection<M> : never;
  /**
   * Runs before each save, on every path: `save`, `create`, bulk updates (which then go row by row).
   * Override it to derive values; throw to refuse the row.
   */
  beforeSave(): void | Promise<void>;
}

/** A class of rows, made by `model()`: the one place where facts about this data stand. */
export interface ModelClass<F> extends ModelSignals<Row<F> & RecordMethods<F>, Columns<F>> {
  new (values?: Partial<Insert<F>>): Row<F> & RecordMethods<F>;
  readonly fields: F;
  readonly modelName: string;

  // Declarations, for the class's `static` block

  /** The order of queries that state none. */
  order(...terms: readonly Order<F>[]): void;
  /** An index; with `where` only over the rows that meet it. A leading `-` sorts descending. */
  index(
    columns: readonly (ColumnKey<F> | `-${ColumnKey<F>}` | (keyof F & string))[],
    options?: { readonly where?: Where<F>; readonly name?: string },
  ): void;
  /** No two rows have the same values in all of these columns; with `where` no two of those that meet it. */
  unique(
    columns: readonly (ColumnKey<F> | (keyof F & string))[],
    options?: { readonly where?: Where<F>; readonly name?: string },
  ): void;
  /** A condition that the database holds for every row. The name says what is true of a good row. */
  check(name: string, where: Where<F>): void;

  /**
   * Some columns as a shape, `id` and foreign keys included: for the body or the `response` of a route.
   *
   * As in `create`, what may be null may be left out, and is null then; `.extend()`, `.omit()` and
   * `.partial()` of the shape go on from there.
   *
   * @throws `DB_UNKNOWN_FIELD`
   * @example
   * response: { tasks: list(json(Task.shape("id", "title", "dueDate", "userId"))) }
   */
  shape<K extends ColumnKey<F>>(...columns: K[]): Shape<{ [P in K]: ColumnField<F, P> }>;

  // Questions

  all<T>(this: Of<T>): Query<T, F>;
  where<T>(this: Of<T>, condition: Where<F>): Query<T, F>;
  exclude<T>(this: Of<T>, condition: Where<F>): Query<T, F>;
  with<T, const A extends readonly RelatedArgument<F>[]>(
    this: Of<T>,
    ...relations: A
  ): Query<T, F, Related<F, A[number]>>;
  select<K extends ColumnKey<F>>(...columns: K[]): Query<Pick<Columns<F>, K>, F>;
  annotate<T, A extends { readonly [name: string]: AggregateOf<F> }>(
    this: Of<T>,
    values: A,
  ): Query<T, F, AggregateValues<A, F>>;
  aggregate<
    A extends { readonly [name: string]: Aggregate<any, undefined | ColumnKey<F>, Where<F>> },
  >(
    values: A,
  ): Promise<AggregateValues<A, F>>;
  groupBy<const G extends readonly GroupKey<F>[]>(...keys: G): GroupQuery<F, Grouped<F, G>>;
  /** The first row in the order of the model, or else of the key. */
  first<T>(this: Of<T>): Promise<T | undefined>;
  /** The row with this key, or `undefined`. */
  find<T>(this: Of<T>, key: Key<F>): Promise<T | undefined>;
  /** @throws `DB_NOT_FOUND` (404) */
  get<T>(this: Of<T>, key: Key<F>): Promise<T>;
  exists(condition?: Where<F>): Promise<boolean>;
  count(condition?: Where<F>): Promise<number>;

  // Writes

  /** @throws `SCHEMA_INVALID` (400) with all problems, `DB_UNIQUE_VIOLATION` (409), … */
  create<T>(this: Of<T>, values: Insert<F>): Promise<T>;
  /** All or none; in the order given. */
  createMany<T>(this: Of<T>, rows: readonly Insert<F>[]): Promise<T[]>;
  /** Finds the row with the values of `where`, or creates it with `defaults`; safe in a race. */
  getOrCreate<T>(
    this: Of<T>,
    where: Partial<Insert<F>>,
    defaults?: Partial<Insert<F>>,
  ): Promise<{ row: T; isCreated: boolean }>;
  /** Updates the row with the values of `where`, or creates it; safe in a race. */
  updateOrCreate<T>(
    this: Of<T>,
    where: Partial<Insert<F>>,
    values: Partial<Insert<F>>,
  ): Promise<{ row: T; isCreated: boolean }>;
  /** Inserts, or updates the row that has the same values in the `on` columns: one statement. */
  upsert<T>(
    this: Of<T>,
    values: Insert<F>,
    options: {
      readonly on: readonly (ColumnKey<F> | (keyof F & string))[];
      readonly update?: readonly (keyof F & string)[];
    },
  ): Promise<T>;
}

/** Any model, where its fields do not matter. */
export interface AnyModel {
  new (...args: any): any;
  readonly fields: any;
  readonly modelName: string;
}
