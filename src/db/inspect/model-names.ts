import { snakeCase } from "../../core/index.ts";
import { RESERVED_NAMES } from "../tables/reserved-names.ts";

/** `invoice_lines` and `InvoiceLine` → `InvoiceLine`. */
export function className(table: string): string {
  const words = wordsOf(table);
  const last = words.pop() ?? "table";
  return [...words, singular(last)].map(capitalised).join("").replace(/^(\d)/, "T$1");
}

/** `first_name` and `FirstName` → `firstName`. */
export function propertyName(column: string): string {
  const [first = "column", ...rest] = wordsOf(column);
  const name = [first, ...rest.map(capitalised)].join("").replace(/^(\d)/, "c$1");
  return RESERVED_NAMES.has(name) ? `${name}Column` : name;
}

/** The relation that a foreign key column is about: `author_id` → `author`, `reports_to` → `reportsTo`. */
export function relationName(column: string): string {
  const name = propertyName(column);
  return /.Id$/.test(name) ? propertyName(snakeCase(name.slice(0, -2))) : name;
}

/** The first of a name, name2, name3… that is not taken; takes it. */
export function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name}${number}`;
  taken.add(free);
  return free;
}

function wordsOf(name: string): string[] {
  return snakeCase(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

function singular(word: string): string {
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(ses|xes|zes|ches|shes)$/.test(word) && !/(ases|uses)$/.test(word)) return word.slice(0, -2);
  return /[^sui]s$/.test(word) ? word.slice(0, -1) : word;
}

export function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
