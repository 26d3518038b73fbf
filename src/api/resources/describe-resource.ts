import type { App } from "../../app/index.ts";
import type { Field, Naming, Shape } from "../../schema/index.ts";
import type { Action } from "./action.ts";
import { appTables } from "./app-tables.ts";
import type { BulkPlan } from "./bulk-plan.ts";
import type { OutputNode } from "./output-node.ts";
import type { Pagination } from "./pagination.ts";
import { actionRule } from "./permission.ts";
import { resourcePlan } from "./resource-plan.ts";
import type { Resource } from "./resource.ts";

/** One member of an answer: a value by its field, or related rows by theirs. */
export interface DescribedField {
  /** On the wire. */
  readonly name: string;
  /** Of a value. */
  readonly field?: Field;
  /** Of related rows that are shown as objects. */
  readonly fields?: readonly DescribedField[];
  readonly isMany: boolean;
  readonly isNullable: boolean;
}

export interface DescribedAction {
  readonly name: string;
  /** Its shapes have the names of the code. */
  readonly action: Action;
  /** The rule of the policy. */
  readonly rule: string | undefined;
}

/** All that documents and clients need to know of a resource, as data. Names are those of the wire but in what bodies take. */
export interface ResourceDescription {
  readonly name: string;
  readonly model: string;
  readonly naming: Naming;
  /** In the address of a row; the parameter of the path is `key`. */
  readonly lookup: { readonly name: string; readonly field: Field };
  readonly output: readonly DescribedField[];
  readonly expansions: readonly DescribedField[];
  /** By the names of the code, which `naming` writes; foreign keys go by their columns, `authorId`. */
  readonly input: { readonly create: Shape; readonly replace: Shape; readonly update: Shape };
  /** Lists of what create and update take, the latter with the key of the row, and of keys. By the names of the code. */
  readonly bulk: BulkPlan;
  /** Parameters of the list and of a single row. */
  readonly listQuery: Shape;
  readonly singleQuery: Shape;
  readonly search: readonly string[];
  readonly ordering: readonly string[];
  readonly pagination: Pagination;
  readonly actions: readonly DescribedAction[];
}

/**
 * Describes a resource.
 *
 * @param app The one that it is in, whose models are looked up. It need not be started.
 * @throws `API_RESOURCE_INVALID`, `DB_MODELS_INVALID`
 */
export function describeResource(
  resource: Resource,
  app: App,
  naming: Naming,
): ResourceDescription {
  const table = appTables(app).of(resource.model);
  const plan = resourcePlan(resource, table, naming);
  const { options } = resource;
  return {
    name: resource.name,
    model: table.name,
    naming,
    lookup: { name: plan.lookup.property, field: plan.lookupField },
    output: describedFields(plan.output),
    expansions: describedFields({ table, fields: [...plan.expansions.values()] }),
    input: plan.input,
    bulk: plan.bulk,
    listQuery: plan.list.query,
    singleQuery: plan.single,
    search: plan.list.search.map(({ path }) => path),
    ordering: [...plan.list.orders.keys()],
    pagination: plan.list.pagination,
    actions: Object.entries(options.actions ?? {}).map(([name, action]) => ({
      name,
      action,
      rule: actionRule(options, name, action),
    })),
  };
}

function describedFields({ fields }: OutputNode): DescribedField[] {
  return fields.map((field): DescribedField => {
    const { name } = field;
    if (field.kind === "column") {
      const { field: own } = field.column;
      return { name, field: own, isMany: false, isNullable: own.facts.nullable };
    }
    if (field.kind === "computed") {
      const { field: own } = field.computed;
      return { name, field: own, isMany: false, isNullable: own.facts.nullable };
    }
    const inner = describedFields(field.node);
    const isMany = field.relation.kind !== "one";
    // A related row may be hidden from this user by the policy of its own model.
    const isNullable = !isMany;
    const only = inner[0]?.field;
    if (field.isFlat && only !== undefined) return { name, field: only, isMany, isNullable };
    return { name, fields: inner, isMany, isNullable };
  });
}
