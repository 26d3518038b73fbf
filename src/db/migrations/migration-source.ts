import type { NewMigration } from "./arrange-migrations.ts";

const WIDTH = 100;

/** The text of a migration's file. */
export function migrationSource(
  { dependsOn, operations }: Pick<NewMigration, "dependsOn" | "operations">,
  from = "quintet/db/migrations",
): string {
  const names = ["migration", ...new Set(operations.map(({ kind }) => kind))].toSorted();
  const calls = operations.map(({ kind, args }) => `    ${printCall(kind, args, "    ")},\n`);
  const depends = dependsOn.length > 0 ? `  dependsOn: ${print(dependsOn, "  ", 12)},\n` : "";
  const list = calls.length > 0 ? `[\n${calls.join("")}  ]` : "[]";
  return `${printImport(names, from)}\n\nexport default migration({\n${depends}  operations: ${list},\n});\n`;
}

/** The text of an empty migration, to be filled in. */
export function emptyMigrationSource(
  dependsOn: readonly string[],
  from = "quintet/db/migrations",
): string {
  const depends = dependsOn.length > 0 ? `  dependsOn: ${print(dependsOn, "  ", 12)},\n` : "";
  return `import { migration, runData } from "${from}";

export default migration({
${depends}  operations: [
    runData(
      async (db) => {
        await db.run("update … set … where …");
      },
      // What undoes it; an empty function where there is nothing to undo.
      async () => {},
    ),
  ],
});
`;
}

function printImport(names: readonly string[], from: string): string {
  const line = `import { ${names.join(", ")} } from "${from}";`;
  if (line.length <= WIDTH) return line;
  return `import {\n${names.map((name) => `  ${name},\n`).join("")}} from "${from}";`;
}

function printCall(kind: string, args: readonly unknown[], indent: string): string {
  const inline = `${kind}(${args.map(printInline).join(", ")})`;
  if (indent.length + inline.length + 1 <= WIDTH && !args.some(mustBreak)) return inline;
  const last = args.at(-1);
  const isHugged = isObject(last) && !isObject(args.at(-2));
  if (isHugged) {
    const head = args
      .slice(0, -1)
      .map((arg) => `${printInline(arg)}, `)
      .join("");
    return `${kind}(${head}${print(last, indent, WIDTH)})`;
  }
  const deeper = `${indent}  `;
  const lines = args.map((arg) => `${deeper}${print(arg, deeper, 0)},\n`);
  return `${kind}(\n${lines.join("")}${indent})`;
}

/** Prints a value, on one line if it fits behind the `before` characters that are there. */
function print(value: unknown, indent: string, before: number): string {
  const inline = printInline(value);
  const isFitting = indent.length + before + inline.length + 1 <= WIDTH;
  if (!isObject(value) || (isFitting && !mustBreak(value))) return inline;
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => `${deeper}${print(item, deeper, 0)},\n`);
    return items.length === 0 ? "[]" : `[\n${items.join("")}${indent}]`;
  }
  const entries = entriesOf(value).map(([key, item]) => {
    const name = printKey(key);
    return `${deeper}${name}: ${print(item, deeper, name.length + 2)},\n`;
  });
  return entries.length === 0 ? "{}" : `{\n${entries.join("")}${indent}}`;
}

function printInline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printInline).join(", ")}]`;
  if (!isObject(value)) return typeof value === "function" ? String(value) : JSON.stringify(value);
  const entries = entriesOf(value).map(([key, item]) => `${printKey(key)}: ${printInline(item)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** As formatters have it: a list of several objects of several keys stands on several lines. */
function mustBreak(value: unknown): boolean {
  if (!isObject(value)) return false;
  const items: unknown[] = Array.isArray(value) ? value : Object.values(value);
  if (items.some(mustBreak)) return true;
  const isList = Array.isArray(value) && value.length > 1;
  return isList && value.every((item) => isObject(item) && Object.keys(item).length > 1);
}

function entriesOf(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, item]) => item !== undefined);
}

function printKey(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
