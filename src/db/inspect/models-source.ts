import { snakeCase } from "../../core/index.ts";
import type { Dialect } from "../connections/driver.ts";
import { columnOfTerm, derivedName } from "../migrations/schema-state.ts";
import type {
  ColumnState,
  DerivedSuffix,
  IndexState,
  SchemaState,
} from "../migrations/schema-state.ts";
import { callSource } from "../migrations/value-source.ts";
import { findCondition } from "./condition-of-sql.ts";
import { conditionOnProperties } from "./condition-on-properties.ts";
import { fieldSource } from "./field-source.ts";
import { planModels } from "./model-plan.ts";
import type { ManyPlan, ModelPlan, OnePlan } from "./model-plan.ts";

/** Writes the models of a schema as a TypeScript file. */
export function modelsSource(
  schema: SchemaState,
  dialect: Dialect,
  importFrom: string,
): { source: string; notes: string[] } {
  const file = new ModelsFile(dialect);
  const classes = planModels(schema).map((plan) => file.model(plan));
  for (const table of schema.values())
    if (table.primaryKey.length === 0)
      file.notes.push(`table ${table.name} has no primary key, which a model needs`);
  const values = [...file.imports].toSorted();
  const types = [...file.types].toSorted();
  const head = [
    importLine("import", values, importFrom),
    ...(types.length > 0 ? [importLine("import type", types, importFrom)] : []),
  ].join("\n");
  const notes = file.notes.map((note) => `// ${note}\n`).join("");
  const source = `${head}\n${notes === "" ? "" : `\n${notes}`}\n${classes.join("\n\n")}\n`;
  return { source, notes: file.notes };
}

class ModelsFile {
  readonly imports = new Set(["model"]);
  readonly types = new Set<string>();
  readonly notes: string[] = [];
  readonly #dialect: Dialect;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  model(plan: ModelPlan): string {
    const { table, className } = plan;
    const members = Object.entries(table.columns).flatMap(([name, column]) => {
      const one = plan.ones.get(name);
      if (one !== undefined) return [this.#one(plan, one, column)];
      return this.#field(plan, name, column);
    });
    members.push(...plan.manys.map((many) => this.#many(many)));
    const declarations = this.#declarations(plan);
    const body =
      declarations.length === 0
        ? "{}"
        : `{\n  static {\n${declarations.map((line) => `    ${line}\n`).join("")}  }\n}`;
    return `export class ${className} extends model(${modelArguments(plan, members)}) ${body}`;
  }

  #field(plan: ModelPlan, name: string, column: ColumnState): string[] {
    const property = plan.fields.get(name)!;
    const isKey = plan.table.primaryKey.includes(name);
    const isNumbered = isKey && column.identity === true && plan.table.primaryKey.length === 1;
    const isUsual = isNumbered && name === "id" && column.type === "int" && !column.dbType;
    if (isUsual) return [];
    const { code, import: imported } = fieldSource(column, this.#dialect);
    this.imports.add(imported);
    const parts = [code];
    if (isKey) parts.push(".primaryKey()");
    if (isUniqueAlone(plan, name)) parts.push(".unique()");
    if (snakeCase(property) !== name) parts.push(`.column(${JSON.stringify(name)})`);
    const untold = untoldOfColumn(property, column, isKey);
    if (untold !== undefined) this.notes.push(`${plan.table.name}.${name}: ${untold}`);
    const comment = untold === undefined ? "" : ` // ${untold}`;
    return [`${property}: ${parts.join("")},${comment}`];
  }

  #one(plan: ModelPlan, { property, key, target }: OnePlan, column: ColumnState): string {
    this.imports.add("one");
    this.types.add("One");
    const [name] = key.columns;
    const action =
      key.onDelete === undefined || key.onDelete === "restrict"
        ? ""
        : `, { onDelete: "${key.onDelete}" }`;
    const parts = [`one(() => ${target}${action})`];
    if (column.nullable === true) parts.push(".nullable()");
    if (plan.table.primaryKey.includes(name!)) parts.push(".primaryKey()");
    if (isUniqueAlone(plan, name!)) parts.push(".unique()");
    if (`${snakeCase(property)}_id` !== name) parts.push(`.column(${JSON.stringify(name)})`);
    const type =
      column.nullable === true ? `One<typeof ${target}, "nullable">` : `One<typeof ${target}>`;
    // Formatters break a chain of three calls, one of which is given a function.
    return getter(property, type, parts.join(parts.length > 2 ? "\n    " : ""));
  }

  #many({ property, target, by, through }: ManyPlan): string {
    this.imports.add("many");
    this.types.add("Many");
    const how = through === undefined ? JSON.stringify(by) : `{ through: () => ${through} }`;
    return getter(property, `Many<typeof ${target}>`, `many(() => ${target}, ${how})`);
  }

  /** What stands in the `static` block: constraints over several columns or with names of their own. */
  #declarations(plan: ModelPlan): string[] {
    const { table } = plan;
    const uniques = table.uniques
      .filter(
        ({ name, columns }) =>
          columns.length > 1 || name !== derivedName(table.name, columns, "key"),
      )
      .map(({ name, columns }) =>
        declaration(plan, { kind: "unique", columns, name, suffix: "key" }),
      );
    const indexes = table.indexes
      .filter((index) => !isForeignKeyIndex(plan, index))
      .map((index) => this.#index(plan, index));
    const checks = table.checks.map(({ name, sql = "" }) => {
      const condition = findCondition(sql, table.columns, true);
      if (condition === undefined) return this.#untold(table.name, `check ${name}: ${sql}`);
      return `${callSource("this.check", [name, conditionOnProperties(condition, plan)], "    ")};`;
    });
    const keys = table.foreignKeys
      .filter((key) => !plan.ones.has(key.columns[0]!) || key.columns.length > 1)
      .map(({ columns, references }) =>
        this.#untold(
          table.name,
          `foreign key (${columns.join(", ")}) to ${references.table} (${references.columns.join(", ")})`,
        ),
      );
    return [...uniques, ...indexes, ...checks, ...keys];
  }

  #index(plan: ModelPlan, index: IndexState): string {
    const { name, columns, whereSql } = index;
    const isUnique = index.unique === true;
    const kind = isUnique ? "unique" : "index";
    // A unique of a model has no directions.
    const isTellable = !isUnique || !columns.some((term) => term.startsWith("-"));
    const found = whereSql && findCondition(whereSql, plan.table.columns, false);
    if (isTellable && found) {
      const where = conditionOnProperties(found, plan);
      const suffix = isUnique ? "partial_key" : "partial_idx";
      return declaration(plan, { kind, columns, name, suffix, where });
    }
    const on = `index ${name} on (${columns.join(", ")})`;
    if (whereSql !== undefined) return this.#untold(plan.table.name, `${on} where ${whereSql}`);
    if (!isTellable) return this.#untold(plan.table.name, `unique ${on}`);
    return declaration(plan, { kind, columns, name, suffix: isUnique ? "key" : "idx" });
  }

  #untold(table: string, what: string): string {
    this.notes.push(`${table} has the ${what.replaceAll(/\s+/g, " ")}`);
    return `// To be written by hand: ${what.replaceAll(/\s+/g, " ")}`;
  }
}

/** What a model cannot say about a column. */
function untoldOfColumn(property: string, column: ColumnState, isKey: boolean): string | undefined {
  if (column.defaultSql !== undefined) return `the database's default: ${column.defaultSql}`;
  const isTakenForNumbered = isKey && property === "id" && column.type.startsWith("int");
  return isTakenForNumbered && column.identity !== true
    ? "the database does not number it: give one to each new row"
    : undefined;
}

/** As formatters have it: a list of fields hugs the parentheses unless something follows it. */
function modelArguments({ table, modelName }: ModelPlan, members: readonly string[]): string {
  const name = JSON.stringify(modelName);
  const indented = (by: string): string =>
    members.map((member) => `${by}${member.replaceAll("\n", `\n${by}`)}\n`).join("");
  const fields = (by: string): string =>
    members.length === 0 ? "{}" : `{\n${indented(`${by}  `)}${by}}`;
  if (snakeCase(modelName) === table.name) return `${name}, ${fields("")}`;
  return `\n  ${name},\n  ${fields("  ")},\n  { table: ${JSON.stringify(table.name)} },\n`;
}

function getter(property: string, type: string, code: string): string {
  return `get ${property}(): ${type} {\n  return ${code};\n},`;
}

interface Declared {
  readonly kind: "index" | "unique";
  readonly columns: readonly string[];
  readonly name: string;
  /** Of the name that it has where it is given none. */
  readonly suffix: DerivedSuffix;
  readonly where?: unknown;
}

/** `this.index(["author", "-createdAt"], { name: "newest" });` */
function declaration(plan: ModelPlan, { kind, columns, name, suffix, where }: Declared): string {
  const derived = derivedName(plan.table.name, columns, suffix);
  const terms = columns.map((term) => {
    const column = columnOfTerm(term);
    const property = plan.ones.get(column)?.property ?? plan.fields.get(column)!;
    return column === term ? property : `-${property}`;
  });
  const options = { ...(name !== derived && { name }), ...(where !== undefined && { where }) };
  const args = Object.keys(options).length === 0 ? [terms] : [terms, options];
  return `${callSource(`this.${kind}`, args, "    ")};`;
}

function isUniqueAlone({ table }: ModelPlan, column: string): boolean {
  const name = derivedName(table.name, [column], "key");
  return table.uniques.some((unique) => unique.name === name && unique.columns.length === 1);
}

/** Foreign keys of models are indexed by themselves, unless they lead another index. */
function isForeignKeyIndex(plan: ModelPlan, { name, columns, whereSql }: IndexState): boolean {
  const [column, ...more] = columns;
  const { table } = plan;
  if (more.length > 0 || whereSql !== undefined || !plan.ones.has(column!)) return false;
  const leads = [table.primaryKey, ...table.uniques.map((unique) => unique.columns)];
  const isLed = leads.some(([first]) => first === column);
  return !isLed && name === derivedName(table.name, [column!], "idx");
}

function importLine(word: string, names: readonly string[], from: string): string {
  const line = `${word} { ${names.join(", ")} } from "${from}";`;
  if (line.length <= 100) return line;
  return `${word} {\n${names.map((name) => `  ${name},\n`).join("")}} from "${from}";`;
}
