/** Names that no field may have: rows have them for themselves, or conditions do. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([
  "constructor",
  "__proto__",
  "prototype",
  "toString",
  "toJSON",
  "then",
  "not",
  "isNew",
  "changedFields",
  "assign",
  "save",
  "delete",
  "reload",
  "related",
  "beforeSave",
]);
