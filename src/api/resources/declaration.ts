import type { Table } from "../../db/index.ts";
import type { Naming } from "../../schema/index.ts";
import type { AnyResourceOptions } from "./resource-options.ts";

/** Collects what is wrong with a declaration. */
export type Problems = string[];

/** What the parts of a resource's plan are made from. */
export interface Declaration {
  readonly table: Table;
  readonly options: AnyResourceOptions;
  readonly naming: Naming;
  readonly problems: Problems;
}
