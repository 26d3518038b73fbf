export { introspect } from "./introspect.ts";
export type { Introspection } from "./introspect.ts";
export { schemaDifferences } from "./schema-differences.ts";
export { inspectdb } from "./inspectdb.ts";
export type { InspectdbOptions, InspectdbResult } from "./inspectdb.ts";
