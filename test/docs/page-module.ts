import { resolve } from "node:path";
import type { Block, Page } from "./pages.ts";

const SHOWN = resolve(import.meta.dirname, "shown.ts");
const DECLARED =
  /^(?:export )?(?:abstract )?(?:async )?(?:const|let|class|function|type|interface) (\w+)/;
const DESTRUCTURED = /^(?:export )?const [{[]([^=]*)[}\]]/;
const RESULT = /^(\s*)(.+?);? \/\/ → (.+)$/;
const REFUSAL = /^(\s*)(.+?);? \/\/ throws ([A-Z_]+)$/;

/**
 * The blocks of a page as one module, each line where it stands in the page.
 *
 * Imports are merged on the first line, so that every block may name what it needs. A block that
 * declares a name anew opens a scope within the one before.
 */
export function moduleOf({ lines, blocks }: Page): string {
  const module: string[] = lines.map(() => "");
  const imports = new Map<string, Set<string>>();
  let scope = new Set<string>();
  let depth = 0;
  for (const block of blocks.filter(isCode)) {
    const code = withoutImports(block.lines, imports);
    const names = namesIn(code);
    if (names.some((name) => scope.has(name))) {
      module[block.start - 1] += "{";
      depth++;
      scope = new Set();
    }
    for (const name of names) scope.add(name);
    for (const [index, line] of code.entries()) module[block.start + index] = checked(line);
  }
  module[0] = importLine(imports);
  return `${module.join("\n")}\n${"}".repeat(depth)}\nexport {};\n`;
}

/** The files that a page shows, by name. */
export function filesOf({ blocks }: Page): Map<string, string> {
  const files = blocks.filter(({ file, ignored }) => file !== undefined && ignored === undefined);
  return new Map(files.map(({ file, lines }) => [file!, `${lines.join("\n")}\n`]));
}

function isCode({ language, ignored, file }: Block): boolean {
  return language === "ts" && ignored === undefined && file === undefined;
}

function withoutImports(lines: readonly string[], imports: Map<string, Set<string>>): string[] {
  let statement = "";
  return lines.map((line) => {
    if (statement === "" && !line.startsWith("import ")) return line;
    statement += ` ${line}`;
    if (!/["'];?$/.test(line.trim())) return "";
    collect(statement, imports);
    statement = "";
    return "";
  });
}

function collect(statement: string, imports: Map<string, Set<string>>): void {
  const [, type = "", names = "", from = ""] =
    /^\s*import (type )?(.*?)(?: from )?["']([^"']+)["'];?$/.exec(statement) ?? [];
  const braced = /^\{(.*)\}$/.exec(names.trim())?.[1];
  const key = braced === undefined ? `${names} ${from}` : from;
  const known = imports.get(key) ?? new Set();
  imports.set(key, known);
  for (const name of braced?.split(",") ?? []) {
    if (name.trim() !== "") known.add(`${type}${name.trim()}`);
  }
  if (braced === undefined) known.add(`import ${type}${names}${names && " from "}"${from}";`);
}

function importLine(imports: ReadonlyMap<string, ReadonlySet<string>>): string {
  const statements = [...imports].map(([from, names]) => {
    const [first = ""] = names;
    return first.startsWith("import ")
      ? first
      : `import { ${[...names].join(", ")} } from "${from}";`;
  });
  return [`import { shows, throws } from "${SHOWN}"; void shows; void throws;`, ...statements].join(
    " ",
  );
}

function namesIn(lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    const name = DECLARED.exec(line)?.[1];
    const several = DESTRUCTURED.exec(line)?.[1]?.match(/\w+/g) ?? [];
    return name === undefined ? several : [name];
  });
}

/** The line, with what it says of its own result made true or refused. */
function checked(line: string): string {
  const refusal = REFUSAL.exec(line);
  if (refusal) return `${refusal[1]}await throws("${refusal[3]}", async () => ${refusal[2]});`;
  const result = RESULT.exec(line);
  if (result) return `${result[1]}shows(${result[2]}, ${JSON.stringify(result[3])});`;
  return line.replace(/^export default /, "void ").replace(/^export (?!\{|\*)/, "");
}
