import { HISTORY_TABLE } from "../migrations/history.ts";
import { selectRows } from "../migrations/queryable.ts";
import type { CatalogueRow, Queryable } from "../migrations/queryable.ts";
import { derivedName } from "../migrations/schema-state.ts";
import type {
  CheckState,
  ColumnState,
  ForeignKeyState,
  IndexState,
  TableState,
  UniqueState,
} from "../migrations/schema-state.ts";
import { columnOfType } from "./column-of-type.ts";
import { parseCreateTable, parseIndexWhere } from "./create-table-parser.ts";
import { defaultOfText } from "./default-of-text.ts";
import type { Introspection } from "./introspect.ts";

/** Reads the schema of a SQLite file. */
export async function introspectSqlite(on: Queryable): Promise<Introspection> {
  const rows = await selectRows(
    on,
    `select l.name, m.sql from pragma_table_list l join sqlite_master m on m.type = 'table' and m.name = l.name
     where l.schema = 'main' and l.type = 'table' and l.name not like 'sqlite\\_%' escape '\\' order by m.rowid`,
  );
  const unsupported: string[] = [];
  const tables: TableState[] = [];
  for (const row of rows) {
    const name = String(row["name"]);
    if (name !== HISTORY_TABLE)
      tables.push(await readTable(on, name, String(row["sql"]), unsupported));
  }
  return { schema: new Map(withKeys(tables).map((table) => [table.name, table])), unsupported };
}

/** Reads one table; what a state has no words for goes into `unsupported`. */
export async function readTable(
  on: Queryable,
  name: string,
  sql: string,
  unsupported: string[],
): Promise<TableState> {
  const rows = await selectRows(on, "select * from pragma_table_xinfo(?)", [name]);
  const primaryKey = rows
    .filter((row) => Number(row["pk"]) > 0)
    .toSorted((a, b) => Number(a["pk"]) - Number(b["pk"]))
    .map((row) => String(row["name"]));
  for (const row of rows)
    if (Number(row["hidden"]) > 1)
      unsupported.push(`generated column ${name}.${String(row["name"])}`);
  const columns = Object.fromEntries(
    rows
      .filter((row) => Number(row["hidden"]) === 0)
      .map((row) => [String(row["name"]), columnOf(row, primaryKey)]),
  );
  const indexes = await readIndexes(on, name, unsupported);
  return {
    name,
    columns,
    primaryKey,
    ...indexes,
    checks: checksOf(name, sql),
    foreignKeys: await readForeignKeys(on, name),
  };
}

function columnOf(row: CatalogueRow, primaryKey: readonly string[]): ColumnState {
  const raw = String(row["type"] ?? "");
  const type = columnOfType(raw, "sqlite");
  const isKey = Number(row["pk"]) > 0;
  const isRowid = isKey && primaryKey.length === 1 && /^integer$/i.test(raw);
  return {
    ...type,
    ...(Number(row["notnull"]) === 0 && !isKey && { nullable: true }),
    ...(isRowid && { identity: true }),
    ...defaultOfText(row["dflt_value"] as string | null, type, "sqlite"),
  };
}

async function readIndexes(
  on: Queryable,
  table: string,
  unsupported: string[],
): Promise<{ uniques: UniqueState[]; indexes: IndexState[] }> {
  const uniques: UniqueState[] = [];
  const indexes: IndexState[] = [];
  const rows = await selectRows(
    on,
    `select l.name, l."unique", l.origin, l.partial, m.sql from pragma_index_list(?) l
     left join sqlite_master m on m.type = 'index' and m.name = l.name order by l.seq desc`,
    [table],
  );
  for (const row of rows.filter((other) => other["origin"] !== "pk")) {
    const name = String(row["name"]);
    const terms = await selectRows(on, "select * from pragma_index_xinfo(?) where key = 1", [name]);
    if (terms.some((term) => term["name"] === null)) {
      unsupported.push(`index ${name} on an expression`);
      continue;
    }
    const columns = terms.map(
      (term) => `${Number(term["desc"]) === 1 ? "-" : ""}${String(term["name"])}`,
    );
    const isUnique = Number(row["unique"]) === 1;
    const where = Number(row["partial"]) === 1 ? parseIndexWhere(String(row["sql"])) : undefined;
    if (isUnique && where === undefined && !columns.some((term) => term.startsWith("-")))
      uniques.push({
        name: row["origin"] === "u" ? derivedName(table, columns, "key") : name,
        columns,
      });
    else
      indexes.push({
        name,
        columns,
        ...(isUnique && { unique: true }),
        ...(where !== undefined && { whereSql: where }),
      });
  }
  return { uniques, indexes };
}

function checksOf(table: string, sql: string): CheckState[] {
  return parseCreateTable(sql).checks.map((check, at) => ({
    name: check.name ?? `${table}_check${at + 1}`,
    sql: check.sql,
  }));
}

async function readForeignKeys(on: Queryable, table: string): Promise<ForeignKeyState[]> {
  const rows = await selectRows(
    on,
    `select id, seq, "table", "from", "to", on_delete from pragma_foreign_key_list(?) order by id desc, seq`,
    [table],
  );
  const groups = Map.groupBy(rows, (row) => Number(row["id"]));
  return [...groups.values()].map((parts) => {
    const columns = parts.map((part) => String(part["from"]));
    const onDelete = onDeleteOf(String(parts[0]!["on_delete"]));
    return {
      name: derivedName(table, columns, "fkey"),
      columns,
      references: {
        table: String(parts[0]!["table"]),
        columns: parts.flatMap((part) => (part["to"] === null ? [] : [String(part["to"])])),
      },
      ...(onDelete && { onDelete }),
    };
  });
}

function onDeleteOf(action: string): "cascade" | "setNull" | undefined {
  if (/^cascade$/i.test(action)) return "cascade";
  return /^set null$/i.test(action) ? "setNull" : undefined;
}

/** `references user` without a column means its primary key; and names may differ in case. */
function withKeys(tables: readonly TableState[]): TableState[] {
  return tables.map((table) => ({
    ...table,
    foreignKeys: table.foreignKeys.map((key) => {
      const wanted = key.references.table.toLowerCase();
      const target = tables.find((other) => other.name.toLowerCase() === wanted);
      if (target === undefined) return key;
      const columns =
        key.references.columns.length > 0 ? key.references.columns : target.primaryKey;
      return { ...key, references: { table: target.name, columns } };
    }),
  }));
}
