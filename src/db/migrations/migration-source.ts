import type { NewMigration } from "./arrange-migrations.ts";
import { callSource, valueSource } from "./value-source.ts";

const WIDTH = 100;

/** The text of a migration's file. */
export function migrationSource(
  { dependsOn, operations }: Pick<NewMigration, "dependsOn" | "operations">,
  from = "quintet/db/migrations",
): string {
  const names = ["migration", ...new Set(operations.map(({ kind }) => kind))].toSorted();
  const calls = operations.map(({ kind, args }) => `    ${callSource(kind, args, "    ")},\n`);
  const depends = dependsOn.length > 0 ? `  dependsOn: ${valueSource(dependsOn, "  ", 12)},\n` : "";
  const list = calls.length > 0 ? `[\n${calls.join("")}  ]` : "[]";
  return `${printImport(names, from)}\n\nexport default migration({\n${depends}  operations: ${list},\n});\n`;
}

/** The text of an empty migration, to be filled in. */
export function emptyMigrationSource(
  dependsOn: readonly string[],
  from = "quintet/db/migrations",
): string {
  const depends = dependsOn.length > 0 ? `  dependsOn: ${valueSource(dependsOn, "  ", 12)},\n` : "";
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
