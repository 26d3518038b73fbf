import { NOT_SAVED, wrongValue } from "../errors.ts";
import { codecOf, keyFormOf } from "../sql/codec-of.ts";
import type { Database } from "../database.ts";
import { linkRows, unlinkRows } from "../writes/link-rows.ts";
import { collectionsOf, ownKeyOf } from "./load-collections.ts";
import { emptyState } from "./query-state.ts";
import { stateOf, type TrackedRow } from "../models/row-state.ts";
import { SelectQuery } from "./select-query.ts";
import type { Column, ManyToMany, ToMany } from "../tables/table.ts";
import { transactionOn } from "../connections/transaction.ts";
import { columnSql, type Scope } from "../sql/scope.ts";
import { WrittenCondition } from "../sql/where.ts";
import type { SqlWriter } from "../sql/sql-writer.ts";

/** The body behind `Collection`: the rows of a to-many relation of one row. */
export class RelatedRows implements PromiseLike<object[]> {
  readonly #row: TrackedRow;
  readonly #relation: ToMany | ManyToMany;
  readonly #database: Database;

  constructor(row: TrackedRow, relation: ToMany | ManyToMany, database: Database) {
    this.#row = row;
    this.#relation = relation;
    this.#database = database;
  }

  // Awaiting loads the rows, for all siblings at once.
  // oxlint-disable-next-line unicorn/no-thenable
  then<A, B>(
    resolve?: ((rows: object[]) => A | PromiseLike<A>) | null,
    reject?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#load().then(resolve, reject);
  }

  query(): SelectQuery {
    const { target } = this.#relation;
    const query = SelectQuery.of(target.model);
    if (this.#relation.kind === "many")
      return query.where({ [this.#relation.by.property]: this.#key("query") });
    return query.where(new LinkedTo(this.#relation, this.#encodedKey("query")));
  }

  where(condition: unknown): SelectQuery {
    return this.query().where(condition);
  }

  async create(values: Readonly<Record<string, unknown>>): Promise<object> {
    const relation = this.#relation;
    const key = this.#key("create");
    const model = relation.target.model as unknown as { create(values: object): Promise<object> };
    const row = await this.#writeAll(async () => {
      if (relation.kind === "many") return model.create({ ...values, [relation.by.property]: key });
      const made = await model.create(values);
      await linkRows(this.#database, relation, key, this.#keysOf([made]));
      return made;
    });
    return row;
  }

  async add(...rows: readonly unknown[]): Promise<void> {
    const key = this.#key("add");
    const keys = this.#keysOf(rows);
    await this.#write(() => linkRows(this.#database, this.#relation, key, keys));
  }

  async remove(...rows: readonly unknown[]): Promise<void> {
    const key = this.#key("remove");
    const keys = this.#keysOf(rows);
    await this.#write(() => unlinkRows(this.#database, this.#relation, key, keys));
  }

  async set(rows: readonly unknown[]): Promise<void> {
    const key = this.#key("set");
    const wanted = new Set(this.#keysOf(rows));
    await this.#writeAll(async () => {
      await this.#lockOwner();
      const present = new Set(await this.query().order().pluck(this.#targetKey().property));
      const surplus = [...present.difference(wanted)];
      const missing = [...wanted.difference(present)];
      await unlinkRows(this.#database, this.#relation, key, surplus);
      await linkRows(this.#database, this.#relation, key, missing);
    });
  }

  clear(): Promise<void> {
    return this.set([]);
  }

  async #load(): Promise<object[]> {
    const state = stateOf(this.#row);
    if (state === undefined) return [];
    const { set } = state;
    const { property } = this.#relation;
    let loading = set.lazy.get(property);
    if (loading === undefined) {
      loading = this.#loadFor(set.rows as readonly TrackedRow[]);
      set.lazy.set(property, loading);
      loading.catch(() => set.lazy.delete(property));
    }
    const found = (await loading).get(keyFormOf(ownKeyOf(this.#relation))(rawKeyOf(this.#row))) as
      | object[]
      | undefined;
    return found ?? [];
  }

  #loadFor(rows: readonly TrackedRow[]): Promise<ReadonlyMap<unknown, unknown>> {
    const keys = [...new Set(rows.map(rawKeyOf).filter((key) => key !== undefined))];
    return this.#database.run(() =>
      collectionsOf(this.#database, this.#relation, keys, emptyState(this.#relation.target.model)),
    );
  }

  /** Writes on the row's own database; afterwards the rows are read anew. */
  #write<T>(write: () => Promise<T>): Promise<T> {
    const forget = (): void => void stateOf(this.#row)?.set.lazy.delete(this.#relation.property);
    return this.#database.run(write).finally(forget);
  }

  /** Several writes: all or nothing. */
  #writeAll<T>(write: () => Promise<T>): Promise<T> {
    return this.#write(() => transactionOn(this.#database, write));
  }

  /** Two that set the same relation at once take turns; on SQLite transactions do so anyway. */
  async #lockOwner(): Promise<void> {
    if (this.#database.dialect.name === "sqlite") return;
    const { model, key } = this.#ownTable();
    const { property } = key[0]!;
    const owner = SelectQuery.of(model).where({ [property]: this.#key("set") });
    await owner.order().lock().pluck(property);
  }

  #targetKey(): Column {
    return this.#relation.target.key[0]!;
  }

  #key(action: string): unknown {
    const state = stateOf(this.#row);
    const { name, key } = this.#ownTable();
    if (state === undefined) throw NOT_SAVED(name, `${action} "${this.#relation.property}"`);
    return (this.#row as unknown as Record<string, unknown>)[key[0]!.property];
  }

  #encodedKey(action: string): unknown {
    const codec = codecOf(this.#ownTable().key[0]!, this.#database.dialect);
    const key = this.#key(action);
    return codec.encode === undefined ? key : codec.encode(key);
  }

  #ownTable() {
    return this.#relation.kind === "many"
      ? this.#relation.by.references!.table
      : this.#relation.near.references!.table;
  }

  #keysOf(rows: readonly unknown[]): unknown[] {
    const { target, property } = this.#relation;
    const { property: keyProperty } = this.#targetKey();
    const keys = rows.map((row) => {
      const key: unknown =
        row instanceof target.model ? (row as Record<string, unknown>)[keyProperty] : row;
      const codec = codecOf(this.#targetKey(), this.#database.dialect);
      if (!codec.accepts(key))
        throw wrongValue(
          `${this.#ownTable().name}.${property}`,
          `saved rows of "${target.name}" or their keys`,
          row,
        );
      return key;
    });
    return [...new Set(keys)];
  }
}

function rawKeyOf(row: TrackedRow): unknown {
  const state = stateOf(row);
  return state?.raw[state.offset + state.set.table.key[0]!.position];
}

/** The rows of the target that a join table links with one row. */
class LinkedTo extends WrittenCondition {
  readonly #relation: ManyToMany;
  readonly #key: unknown;

  constructor(relation: ManyToMany, key: unknown) {
    super();
    this.#relation = relation;
    this.#key = key;
  }

  write(w: SqlWriter, scope: Scope): void {
    const { join, near, far, property } = this.#relation;
    w.mark(`<${join.name}.${property}`);
    const alias = w.alias();
    w.add(
      `${columnSql(scope, this.#relation.target.key[0]!)} in (select ${alias}.${far.quoted} from ${join.quoted} ${alias} where ${alias}.${near.quoted} = `,
    );
    w.param(this.#key);
    w.add(")");
  }
}
