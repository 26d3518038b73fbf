import type { ForeignKeyState, SchemaState, TableState } from "../migrations/schema-state.ts";
import { plural } from "../../core/index.ts";
import { capitalised, className, freeName, propertyName, relationName } from "./model-names.ts";

/** A table as a model: names of the class and of all properties. */
export interface ModelPlan {
  readonly table: TableState;
  readonly className: string;
  /** `invoiceLine` of the class `InvoiceLine`. */
  readonly modelName: string;
  /** Properties of columns that are no foreign keys, by column. */
  readonly fields: Map<string, string>;
  /** Foreign keys of one column to a key of one column, by column. */
  readonly ones: Map<string, OnePlan>;
  readonly manys: ManyPlan[];
}

export interface OnePlan {
  readonly property: string;
  readonly key: ForeignKeyState;
  readonly target: string;
}

export interface ManyPlan {
  readonly property: string;
  /** Class of the rows. */
  readonly target: string;
  /** The relation of the other model that points back. */
  readonly by?: string;
  /** Class of the join model. */
  readonly through?: string;
}

/** Plans the models of a schema; tables without a primary key have none. */
export function planModels(schema: SchemaState): ModelPlan[] {
  const classes = new Set<string>();
  const plans = [...schema.values()]
    .filter((table) => table.primaryKey.length > 0)
    .map((table) => planModel(table, freeName(className(table.name), classes)));
  const byTable = new Map(plans.map((plan) => [plan.table.name, plan]));
  for (const plan of plans) planOnes(plan, byTable);
  for (const plan of plans) planManys(plan, byTable);
  return plans;
}

function planModel(table: TableState, name: string): ModelPlan {
  return {
    table,
    className: name,
    modelName: name.charAt(0).toLowerCase() + name.slice(1),
    fields: new Map(),
    ones: new Map(),
    manys: [],
  };
}

function planOnes(plan: ModelPlan, byTable: ReadonlyMap<string, ModelPlan>): void {
  const { table } = plan;
  const taken = new Set<string>();
  const keys = table.foreignKeys.filter((key) =>
    isRelation(key, byTable.get(key.references.table)),
  );
  for (const column of Object.keys(table.columns)) {
    if (keys.some((key) => key.columns[0] === column)) continue;
    const isNumbered = table.primaryKey.length === 1 && table.columns[column]!.identity === true;
    const name = isNumbered && table.primaryKey[0] === column ? "id" : propertyName(column);
    plan.fields.set(column, freeName(name, taken));
  }
  for (const key of keys) {
    const column = key.columns[0]!;
    if (plan.ones.has(column)) continue;
    const property = freeName(relationName(column), taken);
    // The key itself is a property too: `authorId` beside `author`.
    taken.add(`${property}Id`);
    plan.ones.set(column, {
      property,
      key,
      target: byTable.get(key.references.table)!.className,
    });
  }
}

/** Models point at the primary keys of others, where these are one column. */
function isRelation(key: ForeignKeyState, target: ModelPlan | undefined): boolean {
  const [column, ...more] = target?.table.primaryKey ?? [];
  const isOneColumn = key.columns.length === 1 && more.length === 0;
  return column !== undefined && isOneColumn && key.references.columns[0] === column;
}

function planManys(plan: ModelPlan, byTable: ReadonlyMap<string, ModelPlan>): void {
  const ends = isPureJoin(plan) ? [...plan.ones.values()] : [];
  for (const one of plan.ones.values()) {
    const target = byTable.get(one.key.references.table)!;
    const other = ends.find((end) => end !== one);
    const back = [...plan.ones.values()].filter(({ target: name }) => name === one.target);
    const taken = new Set([
      ...target.fields.values(),
      ...[...target.ones.values()].flatMap(({ property }) => [property, `${property}Id`]),
      ...target.manys.map(({ property }) => property),
    ]);
    if (other !== undefined && other.target !== one.target) {
      const property = freeName(plural(lowered(other.target)), taken);
      target.manys.push({ property, target: other.target, through: plan.className });
      continue;
    }
    const words =
      back.length > 1
        ? `${plural(plan.modelName)}By${capitalised(one.property)}`
        : plural(plan.modelName);
    const property = freeName(words, taken);
    target.manys.push({ property, target: plan.className, by: one.property });
  }
}

/** A table of two foreign keys that are its primary key, and nothing else. */
function isPureJoin({ table, ones }: ModelPlan): boolean {
  return (
    ones.size === 2 && Object.keys(table.columns).length === 2 && table.primaryKey.length === 2
  );
}

function lowered(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
