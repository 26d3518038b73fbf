import { assignValues, forgetLoaded, initialiseRow } from "./models/assign-values.ts";
import { columnsShape } from "./models/columns-shape.ts";
import type { Shape } from "../schema/index.ts";
import type { Aggregate } from "./queries/aggregate.ts";
import { contextDatabase } from "./context-database.ts";
import { declarationsOf } from "./models/declarations.ts";
import { deleteRow } from "./writes/delete-rows.ts";
import {
  BAD_QUERY,
  NOT_ASSIGNABLE,
  NOT_FOUND,
  NOT_SAVED,
  NOT_SETTABLE,
  UNKNOWN_FIELD,
} from "./errors.ts";
import { findByKey } from "./queries/find-by-key.ts";
import { getOrCreate, updateOrCreate } from "./writes/find-or-create.ts";
import { upsertRow } from "./writes/upsert-row.ts";
import type { GroupedQuery } from "./queries/grouped-query.ts";
import { labelOf } from "./tables/label-of.ts";
import { HYDRATED } from "./queries/hydrate.ts";
import { insertMany } from "./writes/insert-rows.ts";
import { homeOf } from "./queries/home-of.ts";
import { lazyRelation } from "./queries/lazy-relation.ts";
import { assignableOf, membersOf } from "./models/members.ts";
import type { AnyModel } from "./models/model-class.ts";
import { rowJson } from "./models/row-json.ts";
import { signalsOf } from "./models/model-signals.ts";
import { nearest } from "../core/index.ts";
import { RelatedRows } from "./queries/related-rows.ts";
import { attach, RowSet, stateOf, TrackedRow } from "./models/row-state.ts";
import { changedColumns, saveRow } from "./writes/save-row.ts";
import { SelectQuery } from "./queries/select-query.ts";

type Values = Readonly<Record<string, unknown>>;

/** The body of every model class; its face is `ModelClass`. */
export class ModelBase extends TrackedRow {
  static readonly modelName: string = "";
  static readonly fields: Readonly<Record<string, unknown>> = {};

  constructor(values?: Values | typeof HYDRATED) {
    super();
    if (values !== HYDRATED) initialiseRow(this, values ?? {});
  }

  // Declarations

  static order(...terms: unknown[]): void {
    declarationsOf(this).order = terms;
  }

  static index(columns: readonly string[], options: { where?: unknown; name?: string } = {}): void {
    declarationsOf(this).indexes.push({ columns, ...options });
  }

  static unique(
    columns: readonly string[],
    options: { where?: unknown; name?: string } = {},
  ): void {
    declarationsOf(this).uniques.push({ columns, ...options });
  }

  static check(name: string, where: unknown): void {
    declarationsOf(this).checks.push({ name, where });
  }

  static shape(...columns: string[]): Shape {
    return columnsShape(this, columns);
  }

  // Questions

  static all(): SelectQuery {
    return SelectQuery.of(this);
  }

  static where(condition: unknown): SelectQuery {
    return SelectQuery.of(this).where(condition);
  }

  static exclude(condition: unknown): SelectQuery {
    return SelectQuery.of(this).exclude(condition);
  }

  static with(...relations: unknown[]): SelectQuery {
    return SelectQuery.of(this).with(...relations);
  }

  static select(...columns: string[]): SelectQuery {
    return SelectQuery.of(this).select(...columns);
  }

  static annotate(values: Readonly<Record<string, Aggregate<unknown>>>): SelectQuery {
    return SelectQuery.of(this).annotate(values);
  }

  static aggregate(values: Readonly<Record<string, Aggregate<unknown>>>): Promise<unknown> {
    return SelectQuery.of(this).aggregate(values);
  }

  static groupBy(...keys: unknown[]): GroupedQuery {
    return SelectQuery.of(this).groupBy(...keys);
  }

  static first(): Promise<unknown> {
    return SelectQuery.of(this).first();
  }

  static async find(key: unknown): Promise<unknown> {
    return findByKey(contextDatabase(), this, key);
  }

  static async get(key: unknown): Promise<unknown> {
    const row = await findByKey(contextDatabase(), this, key);
    if (row === undefined) throw NOT_FOUND(this.modelName, key);
    return row;
  }

  static exists(condition: unknown = {}): Promise<boolean> {
    return this.where(condition).exists();
  }

  static count(condition: unknown = {}): Promise<number> {
    return this.where(condition).count();
  }

  // Writes

  static async create(values: Values): Promise<object> {
    return saveRow(new this(values));
  }

  static async createMany(rows: readonly Values[]): Promise<object[]> {
    return insertMany(
      contextDatabase(),
      this,
      rows.map((values) => new this(values)),
    );
  }

  static async getOrCreate(
    where: Values,
    defaults: Values = {},
  ): Promise<{ row: object; isCreated: boolean }> {
    return getOrCreate(contextDatabase(), this, where, defaults);
  }

  static async updateOrCreate(
    where: Values,
    values: Values,
  ): Promise<{ row: object; isCreated: boolean }> {
    return updateOrCreate(contextDatabase(), this, where, values);
  }

  static async upsert(
    values: Values,
    options: { readonly on: readonly string[]; readonly update?: readonly string[] },
  ): Promise<object> {
    return upsertRow(contextDatabase(), new this(values), values, options);
  }

  // Signals

  static get saving(): unknown {
    return signalsOf(this).saving;
  }

  static get saved(): unknown {
    return signalsOf(this).saved;
  }

  static get deleting(): unknown {
    return signalsOf(this).deleting;
  }

  static get deleted(): unknown {
    return signalsOf(this).deleted;
  }

  static get linked(): unknown {
    return signalsOf(this).linked;
  }

  // Rows

  get isNew(): boolean {
    return stateOf(this) === undefined;
  }

  changedFields(): string[] {
    return changedColumns(this).map((column) => column.property);
  }

  assign(values: Values): this {
    assignValues(this, values);
    return this;
  }

  save(): Promise<this> {
    return saveRow(this) as Promise<this>;
  }

  delete(): Promise<void> {
    return deleteRow(this);
  }

  async reload(): Promise<this> {
    const { database, table } = homeOf(this);
    if (this.isNew) throw NOT_SAVED(table.name, "be reloaded");
    const key = Object.fromEntries(
      table.key.map(({ property }) => [property, valueOf(this, property)]),
    );
    const fresh = (await database.run(() =>
      SelectQuery.of(table.model).where(key).get(),
    )) as ModelBase;
    for (const { property } of table.columns)
      (this as Record<string, unknown>)[property] = valueOf(fresh, property);
    for (const property of table.relations.keys()) forgetLoaded(this, property);
    const { raw, offset, set } = stateOf(fresh)!;
    attach(this, raw, offset, new RowSet(set.database, set.table, [this]));
    return this;
  }

  related(property: string): RelatedRows {
    const { database, table } = homeOf(this);
    const relation = table.relations.get(property);
    if (relation === undefined)
      throw UNKNOWN_FIELD(table.name, property, nearest(property, [...table.relations.keys()]));
    if (relation.kind === "one") throw BAD_QUERY(table.name, `"${property}" is one row: await it`);
    return new RelatedRows(this, relation, database);
  }

  toJSON(): object {
    return rowJson(this);
  }

  override toString(): string {
    const state = stateOf(this);
    const label = labelOf(this.constructor as AnyModel);
    if (state === undefined) return `new ${label}`;
    const key = state.set.table.key.map(({ property }) => valueOf(this, property));
    return `${label} ${key.join(" ")}`;
  }

  /** Overridden by models that derive values or refuse rows. */
  beforeSave(): void | Promise<void> {}
}

/** Gives the prototype of a model an accessor for each relation. */
export function defineRelations(model: AnyModel): void {
  for (const property of membersOf(model).relations) {
    Object.defineProperty(model.prototype, property, {
      configurable: true,
      get(this: TrackedRow) {
        return lazyRelation(this, property);
      },
      set() {
        throw notSettable(model, property);
      },
    });
  }
}

function notSettable(model: AnyModel, property: string): Error {
  const isToMany = assignableOf(model).toMany.has(property);
  return (isToMany ? NOT_ASSIGNABLE : NOT_SETTABLE)(model.modelName, property);
}

function valueOf(row: object, property: string): unknown {
  return (row as Record<string, unknown>)[property];
}
