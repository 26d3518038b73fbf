import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  createSchema,
  detectChanges,
  introspect,
  migrate,
  migration,
  placed,
  renameColumn,
  renameTable,
  schemaDifferences,
} from "quintet/db/migrations";
import type {
  ColumnState,
  ColumnType,
  Literal,
  Migration,
  SchemaState,
  TableState,
} from "quintet/db/migrations";
import type { Driver } from "../../src/db/connections/driver.ts";
import { constraintName } from "../../src/db/tables/names.ts";
import { eachDialect } from "./dialects.ts";

/** What a random schema is made of: numbers that mean something only when it is built. */
interface Draw {
  readonly tables: readonly TableDraw[];
}

interface TableDraw {
  readonly name: string;
  readonly columns: readonly ColumnDraw[];
  readonly unique: number;
  readonly index: {
    readonly on: number;
    readonly isDescending: boolean;
    readonly isPartial: boolean;
  };
  readonly check: number;
  readonly parent: number;
}

interface ColumnDraw {
  readonly name: string;
  readonly type: ColumnType;
  readonly isNullable: boolean;
  readonly hasDefault: boolean;
}

/** Numbers fit into every type of their family, so that a narrower type loses none. */
const DEFAULTS: Readonly<Record<string, Literal>> = {
  text: "it's",
  int: 7,
  int32: -3,
  int16: 1,
  bigint: "12",
  float: 1.5,
  "decimal(10,2)": "12.50",
  "decimal(12,4)": "0.1250",
  bool: true,
  date: "2026-11-20",
  time: "09:16:30",
  datetime: "2026-11-20T09:16:30.123Z",
  uuid: "0193a3f2-6c7e-7b1a-8d55-0c1d2e3f4a5b",
  json: { a: [1, "two"], b: null },
};
const TYPES = Object.keys(DEFAULTS) as ColumnType[];

const column = fc.record<ColumnDraw>({
  name: fc.constantFrom("a", "b", "c", "select", "Mixed Case"),
  type: fc.constantFrom(...TYPES),
  isNullable: fc.boolean(),
  hasDefault: fc.boolean(),
});
const table = fc.record<TableDraw>({
  name: fc.constantFrom("post", "user", "order", "tag"),
  columns: fc.uniqueArray(column, { selector: ({ name }) => name, maxLength: 4 }),
  unique: fc.nat(8),
  index: fc.record({ on: fc.nat(8), isDescending: fc.boolean(), isPartial: fc.boolean() }),
  check: fc.nat(8),
  parent: fc.nat(8),
});
const draw = fc.record<Draw>({
  tables: fc.uniqueArray(table, { selector: ({ name }) => name, maxLength: 4 }),
});

function schemaOf({ tables }: Draw): SchemaState {
  return new Map(tables.map((drawn) => [drawn.name, tableOf(drawn, tables)]));
}

/** Uniques and checks stand on columns of their own, so that any row can be in any table. */
function tableOf(drawn: TableDraw, tables: readonly TableDraw[]): TableState {
  const { name } = drawn;
  const named = drawn.columns.map((one) => [one.name, columnOf(one)] as const);
  const columns: Record<string, ColumnState> = {
    id: { type: "int", identity: true },
    ...Object.fromEntries(named),
  };
  const parent = tables[drawn.parent];
  if (parent !== undefined) columns["parent_id"] = { type: "int", nullable: true };
  if (drawn.unique % 2 === 0) columns["code"] = { type: "text", nullable: true };
  const checked = named[drawn.check]?.[0];
  const indexed = named[drawn.index.on]?.[0];
  const isIndexable = indexed !== undefined && columns[indexed]!.type !== "json";
  const terms = indexed === undefined ? [] : [drawn.index.isDescending ? `-${indexed}` : indexed];
  const suffix = drawn.index.isPartial ? "partial_idx" : "idx";
  return {
    name,
    columns,
    primaryKey: ["id"],
    uniques:
      "code" in columns ? [{ name: constraintName(name, ["code"], "key"), columns: ["code"] }] : [],
    indexes: isIndexable
      ? [
          {
            name: constraintName(name, [indexed], suffix),
            columns: terms,
            ...(drawn.index.isPartial && { where: { [indexed]: { not: null } } }),
          },
        ]
      : [],
    checks:
      checked === undefined || columns[checked]!.type === "json"
        ? []
        : [
            {
              name: "random_check",
              where: [{ [checked]: { not: DEFAULTS[columns[checked]!.type]! } }, { id: { gt: 0 } }],
            },
          ],
    foreignKeys:
      parent === undefined
        ? []
        : [
            {
              name: constraintName(name, ["parent_id"], "fkey"),
              columns: ["parent_id"],
              references: { table: parent.name, columns: ["id"] },
              ...(drawn.parent % 2 === 0 && { onDelete: "cascade" as const }),
            },
          ],
  };
}

function columnOf({ type, isNullable, hasDefault }: ColumnDraw): ColumnState {
  return {
    type,
    ...(isNullable && { nullable: true }),
    ...(hasDefault && { default: DEFAULTS[type]! }),
  };
}

/** Types that are not made of each other: a change between them is a drop and an add, as for a person. */
const FAMILY: Readonly<Record<string, string>> = {
  int: "number",
  int32: "number",
  int16: "number",
  bigint: "number",
  float: "number",
  "decimal(10,2)": "number",
  "decimal(12,4)": "number",
};

/** Both schemas, but in the second no column changes into what its values cannot become. */
function compatible(from: Draw, to: Draw): Draw {
  return {
    tables: to.tables.map((drawn) => {
      const old = from.tables.find(({ name }) => name === drawn.name);
      return {
        ...drawn,
        columns: drawn.columns.map((wanted) => {
          const before = old?.columns.find(({ name }) => name === wanted.name);
          if (before === undefined || canBecome(before.type, wanted.type)) return wanted;
          return { ...wanted, type: before.type };
        }),
      };
    }),
  };
}

function canBecome(from: ColumnType, to: ColumnType): boolean {
  return from === to || (FAMILY[from] !== undefined && FAMILY[from] === FAMILY[to]);
}

/** Rows as JSON, of the columns that every schema has, with one type and a value from the start. */
async function rowsOf(
  driver: Driver,
  table: string,
  schemas: readonly SchemaState[],
): Promise<string> {
  const states = schemas.map((schema) => schema.get(table)!);
  const kept = Object.entries(states[0]!.columns)
    .map(([name]) => name)
    .filter((name) => new Set(states.map(({ columns }) => columns[name]?.type)).size === 1);
  const sql = `select ${kept.map((name) => `"${name}"`).join(", ")} from "${table}" order by "id"`;
  const { rows } = await driver.execute({ sql, isWrite: false, returnsRows: true }, []);
  assert.equal(rows.length, 2, `rows of ${table}`);
  return JSON.stringify(rows);
}

/** What a person would be asked for: values of columns that rows do not have yet. */
function fillsFor(from: SchemaState, to: SchemaState): Map<string, Literal> {
  const fills = new Map<string, Literal>();
  for (const { name, columns } of to.values())
    for (const [key, one] of Object.entries(columns)) {
      const isFilled = from.get(name)?.columns[key]?.nullable !== true && one.default !== undefined;
      if (from.has(name) && one.nullable !== true && !isFilled)
        fills.set(`${name}.${key}`, DEFAULTS[one.type]!);
    }
  return fills;
}

const OWN = ["id", "parent_id", "code"];

async function insertRows(driver: Driver, schema: SchemaState): Promise<void> {
  for (const { name, columns } of schema.values()) {
    const required = Object.entries(columns).filter(([key]) => !OWN.includes(key));
    const names = ["id", ...required.map(([key]) => key)].map((key) => `"${key}"`).join(", ");
    for (const id of [1, 2]) {
      const values = required.map(([, one]) => sqlValue(one, driver));
      const sql = `insert into "${name}" (${names}) values (${[id, ...values].join(", ")})`;
      await driver.execute({ sql, isWrite: true, returnsRows: false }, []);
    }
  }
}

function sqlValue({ type }: ColumnState, driver: Driver): string {
  if (type === "bool") return driver.dialect === "sqlite" ? "1" : "true";
  if (type === "json") return "'{}'";
  const isText = ["text", "date", "time", "datetime", "uuid"].includes(type);
  return isText ? `'${String(DEFAULTS[type]).replaceAll("'", "''")}'` : "3";
}

function migrationBetween(from: SchemaState, to: SchemaState, number: number): Migration {
  const operations = detectChanges(from, to, {
    tables: new Map(),
    columns: new Map(),
    fills: fillsFor(from, to),
    concurrently: false,
  });
  const dependsOn = number === 1 ? [] : [`random/000${number - 1}_step`];
  return placed(migration({ dependsOn, operations }), "random", `000${number}_step`);
}

eachDialect((make, dialect) => {
  test("random schemas, migrated forward and back, are what the models say, and keep their rows", async () => {
    const reference = await make();
    await fc.assert(
      fc.asyncProperty(fc.tuple(draw, draw, draw), async (draws) => {
        await using database = await make();
        const { driver } = database;
        const [first, second, third] = draws;
        const middle = compatible(first, second);
        const schemas = [first, middle, compatible(middle, third)].map(schemaOf);
        const migrations = schemas.map((schema, at) =>
          migrationBetween(at === 0 ? new Map() : schemas[at - 1]!, schema, at + 1),
        );
        const to = (at: number): Promise<unknown> =>
          migrate(driver, { migrations, target: { module: "random", name: `000${at + 1}` } });
        const check = async (at: number, step: string): Promise<void> => {
          const { schema } = await introspect(driver);
          assert.deepEqual(schemaDifferences(schemas[at]!, schema, dialect), [], step);
          await assertSameAsFresh(driver, reference.driver, schemas[at]!, schema);
        };
        await to(0);
        await check(0, "created");
        await insertRows(driver, schemas[0]!);
        const kept = new Map<string, string>();
        for (const name of schemas[0]!.keys())
          if (schemas.every((schema) => schema.has(name)))
            kept.set(name, await rowsOf(driver, name, schemas));
        for (const at of [1, 2, 1, 0, 1]) {
          await to(at);
          await check(at, `at ${at}`);
          for (const [name, rows] of kept)
            assert.equal(await rowsOf(driver, name, schemas), rows, `rows of ${name} at ${at}`);
        }
        await migrate(driver, { migrations, target: { module: "random", name: "zero" } });
        assert.equal((await introspect(driver)).schema.size, 0);
      }),
      { numRuns: 40, interruptAfterTimeLimit: 4000 },
    );
  });

  test("random tables and columns, renamed and back, keep rows, keys, indexes and checks", async () => {
    const reference = await make();
    await fc.assert(
      fc.asyncProperty(draw, fc.nat(3), fc.nat(5), async (drawn, tableAt, columnAt) => {
        await using database = await make();
        const { driver } = database;
        const before = schemaOf(drawn);
        const table = [...before.values()][tableAt % Math.max(1, before.size)];
        if (table === undefined) return;
        const names = Object.keys(table.columns);
        const column = names[columnAt % names.length]!;
        const operations = [
          renameTable(table.name, "renamed"),
          renameColumn("renamed", column, "re named"),
        ];
        const after = operations.reduce((schema, operation) => operation.apply(schema), before);
        const migrations = [
          migrationBetween(new Map(), before, 1),
          placed(migration({ dependsOn: ["random/0001_step"], operations }), "random", "0002_step"),
        ];
        const to = (name: string): Promise<unknown> =>
          migrate(driver, { migrations, target: { module: "random", name } });
        await to("0001");
        await insertRows(driver, before);
        const rows = await rowsOf(driver, table.name, [before]);
        for (const [name, wanted] of [
          ["0002", after],
          ["0001", before],
        ] as const) {
          await to(name);
          const { schema } = await introspect(driver);
          assert.deepEqual(schemaDifferences(wanted, schema, dialect), [], name);
          if (dialect === "postgres")
            await assertSameAsFresh(driver, reference.driver, wanted, schema);
        }
        assert.equal(await rowsOf(driver, table.name, [before]), rows);
      }),
      { numRuns: 25, interruptAfterTimeLimit: 2500 },
    );
  });
});

/** The text of checks and of partial indexes too: as in a database that was made of the schema at once. */
async function assertSameAsFresh(
  driver: Driver,
  fresh: Driver,
  schema: SchemaState,
  found: SchemaState,
): Promise<void> {
  await createSchema(fresh, schema);
  const { schema: expected } = await introspect(fresh);
  for (const [name, table] of expected) {
    const texts = ({ checks, indexes }: TableState): unknown => ({
      checks: checks.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      indexes: indexes.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    });
    assert.deepEqual(texts(found.get(name)!), texts(table), name);
  }
  for (const name of expected.keys())
    await fresh.script(
      fresh.dialect === "sqlite"
        ? `pragma foreign_keys = off; drop table "${name}"; pragma foreign_keys = on`
        : `drop table "${name}" cascade`,
    );
}
