import { createHash } from "node:crypto";

/** PostgreSQL cuts longer names off without an error, so that two of them may become one. */
const NAME_MAX_BYTES = 63;

/** `post`, [`status`, `published_at`], `idx` → `post_status_published_at_idx`, cut with a hash where it is too long. */
export function constraintName(table: string, columns: readonly string[], suffix: string): string {
  const name = [table, ...columns, suffix].join("_");
  if (Buffer.byteLength(name) <= NAME_MAX_BYTES) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
  return `${name.slice(0, NAME_MAX_BYTES - suffix.length - hash.length - 2)}_${hash}_${suffix}`;
}

/** Quotes an identifier, the same on both dialects. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Quotes several, with commas between. */
export function quotedNames(names: readonly string[]): string {
  return names.map(quoted).join(", ");
}
