import type { Column, Table } from "../tables/table.ts";
import type { Condition } from "./condition-sql.ts";
import { MIGRATION_BAD_CONDITION } from "./errors.ts";
import { derivedName } from "./schema-state.ts";
import type {
  ColumnState,
  ColumnType,
  ForeignKeyState,
  IndexState,
  Literal,
  SchemaState,
  TableState,
} from "./schema-state.ts";

/** The schema that models ask for. */
export function schemaOfTables(tables: readonly Table[]): SchemaState {
  return new Map(tables.map((table) => [table.tableName, tableState(table)]));
}

function tableState(table: Table): TableState {
  return {
    name: table.tableName,
    columns: Object.fromEntries(table.columns.map((column) => [column.name, columnState(column)])),
    primaryKey: namesOf(table.key),
    uniques: table.uniques.map(({ name, columns }) => ({ name, columns: namesOf(columns) })),
    indexes: table.indexes.map((index): IndexState => ({
      name: index.name,
      columns: index.columns.map(({ column, isDescending }) =>
        isDescending ? `-${column.name}` : column.name,
      ),
      ...(index.isUnique === true && { unique: true }),
      ...(index.where !== undefined && { where: conditionOf(index.where, table) }),
    })),
    checks: table.checks.map(({ name, where }) => ({ name, where: conditionOf(where, table) })),
    foreignKeys: table.columns.flatMap((column) => foreignKeyOf(column, table)),
  };
}

function namesOf(columns: readonly Column[]): string[] {
  return columns.map((column) => column.name);
}

/** A default that is a function is the application's: it is another for each row. */
function columnState({ field, isIdentity, isKey }: Column): ColumnState {
  const { facts } = field;
  const constant = typeof facts.default === "function" ? undefined : literalOf(facts.default);
  return {
    type: columnType(field.facts),
    ...(facts.dbType !== undefined && { dbType: facts.dbType }),
    ...(facts.nullable && !isKey && { nullable: true }),
    ...(constant !== undefined && constant !== null && { default: constant }),
    ...(isIdentity && { identity: true }),
  };
}

function columnType(facts: Column["field"]["facts"]): ColumnType {
  switch (facts.type) {
    case "slug":
    case "email":
    case "url":
    case "choice":
      return "text";
    case "list":
      return "json";
    case "int":
      return facts.bits === 32 ? "int32" : facts.bits === 16 ? "int16" : "int";
    case "decimal":
      return `decimal(${facts.precision ?? 18},${facts.scale ?? 2})`;
    default:
      return facts.type;
  }
}

function foreignKeyOf(column: Column, table: Table): ForeignKeyState[] {
  const { references } = column;
  if (references === undefined) return [];
  return [
    {
      name: derivedName(table.tableName, [column.name], "fkey"),
      columns: [column.name],
      references: { table: references.table.tableName, columns: [references.column.name] },
      ...(references.onDelete !== "restrict" && { onDelete: references.onDelete }),
    },
  ];
}

/** Conditions of models go by property, those of a schema by column. */
function conditionOf(where: unknown, table: Table): Condition {
  if (Array.isArray(where)) return where.map((part: unknown) => conditionOf(part, table));
  return Object.fromEntries(
    Object.entries(where as object).map(([property, test]) => {
      if (property === "not") return ["not", conditionOf(test, table)];
      const column = table.columnOf.get(property) ?? table.columnOf.get(`${property}Id`);
      if (column === undefined)
        throw MIGRATION_BAD_CONDITION(
          property,
          `is not a column of "${table.name}" (${[...table.columnOf.keys()].join(", ")})`,
        );
      return [column.name, literalOf(test, property) ?? null];
    }),
  );
}

/** A value as JSON has it. */
function literalOf(value: unknown, property?: string): Literal | undefined {
  if (value === undefined || value === null) return value;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return value.map((item: unknown) => literalOf(item, property) ?? null);
  if (value instanceof Uint8Array) return undefined;
  if (typeof value !== "object") return value as Literal;
  const isPlain = Object.getPrototypeOf(value) === Object.prototype;
  if (!isPlain) {
    if (property === undefined) return undefined;
    throw MIGRATION_BAD_CONDITION(property, "is compared with an expression, wanted a constant");
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, literalOf(item, property) ?? null]),
  );
}
