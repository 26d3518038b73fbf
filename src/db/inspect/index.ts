export { introspect } from "./introspect.ts";
export type { Introspection } from "./introspect.ts";
export { schemaDifferences } from "./schema-differences.ts";
