/** What a text is looked for by with `like`, in which backslash, % and _ of the text stand for themselves. */
export function likePattern(operator: string, text: string): string {
  const before = operator === "contains" || operator === "endsWith" ? "%" : "";
  const after = operator === "contains" || operator === "startsWith" ? "%" : "";
  return before + text.replaceAll(/[\\%_]/g, "\\$&") + after;
}
