/** Types of fields whose values the database holds as text, and compares as such. */
export const TEXT_TYPES: ReadonlySet<string> = new Set(["text", "slug", "email", "url", "choice"]);
