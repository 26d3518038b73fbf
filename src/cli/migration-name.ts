/** A migration as people name it: `2` is `0002`, the beginning of `0002_add_post_views`. */
export function migrationName(text: string): string {
  return /^\d+$/.test(text) ? text.padStart(4, "0") : text;
}
