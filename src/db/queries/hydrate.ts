import type { SqlDialect } from "../sql/dialects/dialect.ts";
import { codecOf } from "../sql/codec-of.ts";
import type { AnyModel } from "../models/model-class.ts";
import { attach, type RowSet, type TrackedRow } from "../models/row-state.ts";
import type { Column, Table } from "../tables/table.ts";

/** Makes one row of the values from `offset` on. */
export type RowReader = (raw: unknown[], offset: number, set: RowSet) => any;

/** What a model's constructor gets when the values follow: it must not set defaults. */
export const HYDRATED: unique symbol = Symbol("hydrated");

/**
 * A reader that makes instances of the table's model.
 *
 * It is compiled: one function that sets each property by name keeps the rows of one hidden class and
 * costs half of a loop over the columns (bench/runtime/hydrate.bench.ts).
 *
 * @param loaded Names of relations and annotations that will be set on the rows as plain data.
 */
export function instanceReader(
  table: Table,
  dialect: SqlDialect,
  loaded: readonly string[],
): RowReader {
  const model = loaded.length === 0 ? table.model : loadedModel(table.model, loaded);
  const make = compile(
    table.columns,
    dialect,
    (assignments) => `
    const row = new Model(HYDRATED);
    ${assignments((property, value) => `row[${property}] = ${value};`).join("\n")}
    attach(row, raw, offset, set);
    return row;`,
  );
  return make(model);
}

/** A reader that makes plain objects of some columns. */
export function plainReader(columns: readonly Column[], dialect: SqlDialect): RowReader {
  const make = compile(
    columns,
    dialect,
    (assignments) =>
      `return { ${assignments((property, value) => `${property}: ${value}`).join(", ")} };`,
  );
  return make(Object);
}

type Assign = (property: string, value: string) => string;

/** Names reach the source through JSON.stringify only; there is nothing else of the user's in it. */
function compile(
  columns: readonly Column[],
  dialect: SqlDialect,
  body: (assignments: (assign: Assign) => string[]) => string,
): (model: unknown) => RowReader {
  const decoders = columns.map((column) => codecOf(column, dialect).decode);
  const value = (index: number): string => {
    const at = `raw[offset + ${index}]`;
    return decoders[index] === undefined ? at : `${at} === null ? null : decode${index}(${at})`;
  };
  const source = body((assign) =>
    columns.map((column, index) => assign(JSON.stringify(column.property), value(index))),
  );
  const names = decoders.map((_, index) => `decode${index}`);
  return (model) =>
    // oxlint-disable-next-line typescript/no-implied-eval
    new Function(
      "Model",
      "HYDRATED",
      "attach",
      ...names,
      `return function (raw, offset, set) { ${source} }`,
    )(model, HYDRATED, attach, ...decoders) as RowReader;
}

/** A relation's accessor on the prototype gives way to a plain property, so that setting it is cheap and it is seen. */
function loadedModel(model: AnyModel, names: readonly string[]): AnyModel {
  const loaded = class extends model {};
  Object.defineProperty(loaded, "name", { value: model.name });
  Object.defineProperty(loaded.prototype, "constructor", { value: model, enumerable: false });
  for (const name of names) {
    Object.defineProperty(loaded.prototype, name, {
      value: undefined,
      writable: true,
      configurable: true,
    });
  }
  return loaded;
}

/** Whether a row has the relation as plain data. */
export function isLoaded(row: TrackedRow, property: string): boolean {
  return Object.hasOwn(row, property);
}
