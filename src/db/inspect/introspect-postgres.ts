import { HISTORY_TABLE } from "../migrations/history.ts";
import { selectRows } from "../migrations/queryable.ts";
import type { CatalogueRow, Queryable } from "../migrations/queryable.ts";
import type {
  ColumnState,
  ForeignKeyState,
  IndexState,
  TableState,
} from "../migrations/schema-state.ts";
import { columnOfType } from "./column-of-type.ts";
import { defaultOfText } from "./default-of-text.ts";
import type { Introspection } from "./introspect.ts";

const TABLES = `select c.relname as "table" from pg_class c
  where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
  order by c.oid`;

const COLUMNS = `select c.relname as "table", a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
    a.attnotnull as required, a.attidentity <> '' as identity, a.attgenerated <> '' as generated,
    pg_get_expr(d.adbin, d.adrelid) as value
  from pg_attribute a join pg_class c on c.oid = a.attrelid
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
    and a.attnum > 0 and not a.attisdropped
  order by c.oid, a.attnum`;

/** Columns come as JSON in text: how arrays of names are read is the driver's own business. */
const CONSTRAINTS = `select c.relname as "table", o.conname as name, o.contype::text as kind, o.confdeltype::text as action,
    ${columnsJson("o.conrelid", "o.conkey")} as columns,
    t.relname as target, ${columnsJson("o.confrelid", "o.confkey")} as targets,
    pg_get_expr(o.conbin, o.conrelid) as condition
  from pg_constraint o join pg_class c on c.oid = o.conrelid left join pg_class t on t.oid = o.confrelid
  where c.relnamespace = current_schema()::regnamespace and o.contype in ('p', 'u', 'c', 'f') and o.conparentid = 0
  order by o.oid`;

const INDEXES = `select c.relname as "table", i.relname as name, x.indisunique as "unique",
    x.indexprs is not null as expression, pg_get_expr(x.indpred, x.indrelid) as condition,
    (select json_agg(json_build_array(a.attname, x.indoption[k.at - 1] & 1) order by k.at)::text
     from unnest(x.indkey::int2[]) with ordinality k(number, at)
     join pg_attribute a on a.attrelid = x.indrelid and a.attnum = k.number
     where k.at <= x.indnkeyatts) as columns
  from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
  where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and x.indisvalid
    and not exists (select from pg_constraint o where o.conindid = x.indexrelid and o.contype in ('p', 'u', 'x'))
  order by i.oid`;

function columnsJson(table: string, numbers: string): string {
  return `(select json_agg(a.attname order by k.at)::text from unnest(${numbers}) with ordinality k(number, at)
    join pg_attribute a on a.attrelid = ${table} and a.attnum = k.number)`;
}

/** Reads the current schema of a PostgreSQL database. */
export async function introspectPostgres(on: Queryable): Promise<Introspection> {
  const tables = await selectRows(on, TABLES);
  const columns = byTable(await selectRows(on, COLUMNS));
  const constraints = byTable(await selectRows(on, CONSTRAINTS));
  const indexes = byTable(await selectRows(on, INDEXES));
  const unsupported: string[] = [];
  const states = tables
    .map((row) => String(row["table"]))
    .filter((name) => name !== HISTORY_TABLE)
    .map((name) => {
      const of = (rows: Map<string, CatalogueRow[]>): CatalogueRow[] => rows.get(name) ?? [];
      const rows = { columns: of(columns), constraints: of(constraints), indexes: of(indexes) };
      return tableOf(name, rows, unsupported);
    });
  return { schema: new Map(states.map((table) => [table.name, table])), unsupported };
}

function byTable(rows: readonly CatalogueRow[]): Map<string, CatalogueRow[]> {
  return Map.groupBy(rows, (row) => String(row["table"]));
}

/** What the catalogue has of one table. */
interface TableRows {
  readonly columns: readonly CatalogueRow[];
  readonly constraints: readonly CatalogueRow[];
  readonly indexes: readonly CatalogueRow[];
}

function tableOf(
  name: string,
  { columns, constraints, indexes }: TableRows,
  unsupported: string[],
): TableState {
  const of = (kind: string): CatalogueRow[] => constraints.filter((row) => row["kind"] === kind);
  const named = (row: CatalogueRow): { name: string; columns: string[] } => ({
    name: String(row["name"]),
    columns: names(row["columns"]),
  });
  for (const row of columns)
    if (row["generated"] === true)
      unsupported.push(`generated column ${name}.${String(row["name"])}`);
  return {
    name,
    columns: Object.fromEntries(
      columns
        .filter((row) => row["generated"] !== true)
        .map((row) => [String(row["name"]), columnOf(row)]),
    ),
    primaryKey: of("p").flatMap((row) => names(row["columns"])),
    uniques: of("u").map(named),
    indexes: indexes.flatMap((row) => indexOf(row, unsupported)),
    checks: of("c").map((row) => ({ name: String(row["name"]), sql: String(row["condition"]) })),
    foreignKeys: of("f").map((row) => foreignKeyOf(row, named(row))),
  };
}

function columnOf(row: CatalogueRow): ColumnState {
  const type = columnOfType(String(row["type"]), "postgres");
  const value = row["value"] as string | null;
  const isSerial = value !== null && value.startsWith("nextval(");
  return {
    ...type,
    ...(row["required"] !== true && { nullable: true }),
    ...((row["identity"] === true || isSerial) && { identity: true }),
    ...(isSerial ? {} : defaultOfText(value, type, "postgres")),
  };
}

function indexOf(row: CatalogueRow, unsupported: string[]): IndexState[] {
  if (row["expression"] === true) {
    unsupported.push(`index ${String(row["name"])} on an expression`);
    return [];
  }
  const terms = JSON.parse(String(row["columns"])) as [string, number][];
  const condition = row["condition"] as string | null;
  return [
    {
      name: String(row["name"]),
      columns: terms.map(([column, isDescending]) => (isDescending === 1 ? `-${column}` : column)),
      ...(row["unique"] === true && { unique: true }),
      ...(condition !== null && { whereSql: condition }),
    },
  ];
}

function foreignKeyOf(
  row: CatalogueRow,
  named: { name: string; columns: string[] },
): ForeignKeyState {
  const actions: Readonly<Record<string, "cascade" | "setNull">> = { c: "cascade", n: "setNull" };
  const onDelete = actions[String(row["action"])];
  return {
    ...named,
    references: { table: String(row["target"]), columns: names(row["targets"]) },
    ...(onDelete && { onDelete }),
  };
}

function names(json: unknown): string[] {
  return JSON.parse(String(json)) as string[];
}
