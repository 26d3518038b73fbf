import type { Setting } from "./setting.ts";

export const MASK = "••••";

const SECRET_NAME = /passw|passphrase|secret|token|credential|api_?key|private_?key/i;
/** Types that hold no secret, whatever they are called: `tokenLifetimeMs`. */
const OPEN_TYPES = new Set(["int", "float", "bool", "choice", "date", "time", "datetime"]);

/** Whether a setting is never shown: it is declared `.secret()`, or is a text with a name like `apiKey`. */
export function isSecret({ field, name }: Setting): boolean {
  return (
    field.facts.secret === true || (SECRET_NAME.test(name) && !OPEN_TYPES.has(field.facts.type))
  );
}

/** A value for people; secrets and the passwords in addresses are masked. */
export function shownValue(setting: Setting, value: unknown): string {
  if (value === undefined) return "";
  if (isSecret(setting)) return MASK;
  return maskPasswords(typeof value === "string" ? value : jsonOf(value));
}

/** Takes out the password of each address in a text: `postgres://ada:••••@db/shop`. */
export function maskPasswords(text: string): string {
  // Greedy up to the last "@": a password may hold an unescaped "@", "/" or "#".
  return text
    .replaceAll(/([a-z][a-z0-9+.-]*:\/\/[^:/?#@\s"]*):[^\s"]*@/gi, `$1:${MASK}@`)
    .replaceAll(/([?&][^=&\s"]*(?:password|secret|token)[^=&\s"]*=)[^&\s"]*/gi, `$1${MASK}`);
}

function jsonOf(value: unknown): string {
  if (value instanceof Uint8Array) return `${value.byteLength} bytes`;
  if (value instanceof Date) return value.toISOString();
  return typeof value === "bigint" ? String(value) : (JSON.stringify(value, bigintAsText) ?? "");
}

function bigintAsText(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
