const WIDTH = 100;

/** Writes a call as formatters have it; the line ends with one more character. */
export function callSource(kind: string, args: readonly unknown[], indent: string): string {
  const inline = `${kind}(${args.map(inlineSource).join(", ")})`;
  if (indent.length + inline.length + 1 <= WIDTH && !args.some(mustBreak)) return inline;
  const last = args.at(-1);
  const isHugged = isObject(last) && shapeOf(last) !== shapeOf(args.at(-2));
  if (isHugged) {
    const head = args
      .slice(0, -1)
      .map((arg) => `${inlineSource(arg)}, `)
      .join("");
    return `${kind}(${head}${valueSource(last, indent, WIDTH)})`;
  }
  const deeper = `${indent}  `;
  const lines = args.map((arg) => `${deeper}${valueSource(arg, deeper, 0)},\n`);
  return `${kind}(\n${lines.join("")}${indent})`;
}

/** Writes a value, on one line if it fits behind the `before` characters that are there. */
export function valueSource(value: unknown, indent: string, before: number): string {
  const inline = inlineSource(value);
  const isFitting = indent.length + before + inline.length + 1 <= WIDTH;
  if (!isObject(value) || (isFitting && !mustBreak(value))) return inline;
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => `${deeper}${valueSource(item, deeper, 0)},\n`);
    return items.length === 0 ? "[]" : `[\n${items.join("")}${indent}]`;
  }
  const entries = entriesOf(value).map(([key, item]) => {
    const name = printKey(key);
    return `${deeper}${name}: ${valueSource(item, deeper, name.length + 2)},\n`;
  });
  return entries.length === 0 ? "{}" : `{\n${entries.join("")}${indent}}`;
}

function inlineSource(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inlineSource).join(", ")}]`;
  if (typeof value === "bigint") return `${value}n`;
  if (!isObject(value)) return typeof value === "function" ? String(value) : JSON.stringify(value);
  const entries = entriesOf(value).map(([key, item]) => `${printKey(key)}: ${inlineSource(item)}`);
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

function shapeOf(value: unknown): string {
  return Array.isArray(value) ? "list" : typeof value;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
