import type { Migration } from "./migration.ts";
import type { MigrationGraph, ProjectState } from "./migration-graph.ts";
import { nameOfOperations } from "./migration-name.ts";
import type { Operation } from "./operation.ts";

/** A migration that is to be written. */
export interface NewMigration {
  readonly module: string;
  readonly name: string;
  readonly dependsOn: readonly string[];
  readonly operations: readonly Operation[];
}

/** What there is before the new migrations, and whose the tables are in the models. */
interface Ground {
  readonly graph: MigrationGraph;
  readonly state: ProjectState;
  readonly moduleOfTable: ReadonlyMap<string, string>;
}

/** Spreads operations over the migrations of modules, which depend on each other where operations do. */
export function arrangeMigrations(
  operations: readonly Operation[],
  ground: Ground,
  name?: string,
): NewMigration[] {
  const arrangement = new Arrangement(ground);
  for (const operation of operations) arrangement.add(operation);
  return arrangement.finish(name);
}

interface Draft {
  readonly module: string;
  readonly operations: Operation[];
  readonly drafts: Set<Draft>;
  readonly existing: Set<string>;
}

class Arrangement {
  readonly #graph: MigrationGraph;
  readonly #owners: Map<string, string>;
  readonly #moduleOfTable: ReadonlyMap<string, string>;
  readonly #drafts: Draft[] = [];
  readonly #open = new Map<string, Draft>();
  /** The drafts that had to do with a table, by its name. */
  readonly #users = new Map<string, Set<Draft>>();

  constructor({ graph, state, moduleOfTable }: Ground) {
    this.#graph = graph;
    this.#owners = new Map(state.owners);
    this.#moduleOfTable = moduleOfTable;
  }

  add(operation: Operation): void {
    const [table] = tablesOf(operation);
    const module =
      this.#moduleOfTable.get(tablesOf(operation).at(-1)!) ?? this.#owners.get(table!)!;
    const { drafts, existing } = this.#dependencies(operation, module);
    const open = this.#open.get(module);
    const isUsable =
      open !== undefined &&
      isMixable(open, operation) &&
      ![...drafts].some((draft) => reaches(draft, open));
    const draft = isUsable ? open : this.#begin(module, open);
    for (const other of drafts) if (other !== draft) draft.drafts.add(other);
    for (const id of existing) draft.existing.add(id);
    draft.operations.push(operation);
    for (const name of [...tablesOf(operation), ...operation.needs]) this.#use(name, draft);
    if (operation.kind === "renameTable") this.#owners.set(tablesOf(operation)[1]!, module);
  }

  finish(name?: string): NewMigration[] {
    const names = new Map<Draft, string>();
    const counts = new Map<string, number>();
    for (const draft of this.#drafts) {
      const { module } = draft;
      const count = (counts.get(module) ?? lastNumber(this.#graph.of(module))) + 1;
      counts.set(module, count);
      const isFirst = count === 1;
      const words = name ?? (isFirst ? "initial" : nameOfOperations(draft.operations));
      names.set(draft, `${String(count).padStart(4, "0")}_${words}`);
    }
    return this.#drafts.map((draft) => ({
      module: draft.module,
      name: names.get(draft)!,
      dependsOn: [
        ...draft.existing,
        ...[...draft.drafts].map((other) => `${other.module}/${names.get(other)!}`),
      ].toSorted(),
      operations: draft.operations,
    }));
  }

  #begin(module: string, previous: Draft | undefined): Draft {
    const draft: Draft = { module, operations: [], drafts: new Set(), existing: new Set() };
    if (previous !== undefined) draft.drafts.add(previous);
    else {
      const leaf = this.#graph.findLeaf(module);
      if (leaf !== undefined) draft.existing.add(leaf.id);
    }
    this.#drafts.push(draft);
    this.#open.set(module, draft);
    return draft;
  }

  #use(table: string, draft: Draft): void {
    const users = this.#users.get(table) ?? new Set();
    this.#users.set(table, users.add(draft));
  }

  /**
   * What of other modules has to run before: what made or changed the tables that an operation needs;
   * and before a table's or column's name goes, all that ever used it.
   */
  #dependencies(
    operation: Operation,
    module: string,
  ): { drafts: Set<Draft>; existing: Set<string> } {
    const drafts = new Set<Draft>();
    const existing = new Set<string>();
    const depend = (other: string | undefined): void => {
      const leaf =
        other === undefined || other === module ? undefined : this.#graph.findLeaf(other);
      if (leaf !== undefined) existing.add(leaf.id);
    };
    for (const table of operation.needs) {
      const users = [...(this.#users.get(table) ?? [])].filter((draft) => draft.module !== module);
      for (const draft of users) drafts.add(draft);
      if (users.length === 0) depend(this.#owners.get(table));
    }
    if (["dropTable", "renameTable", "renameColumn"].includes(operation.kind))
      for (const { module: other, operations } of this.#graph.ordered)
        if (operations.some(({ needs }) => needs.includes(tablesOf(operation)[0]!))) depend(other);
    return { drafts, existing };
  }
}

/** The table that an operation is about; of a rename, the old name and the new. */
function tablesOf({ kind, args }: Operation): string[] {
  return (kind === "renameTable" ? args.slice(0, 2) : args.slice(0, 1)) as string[];
}

function isMixable(draft: Draft, operation: Operation): boolean {
  return draft.operations.every(
    (other) => (other.isConcurrent === true) === (operation.isConcurrent === true),
  );
}

function reaches(from: Draft, to: Draft): boolean {
  return from === to || [...from.drafts].some((draft) => reaches(draft, to));
}

/** The number in front of the last migration's name. */
export function lastNumber(migrations: readonly Migration[]): number {
  return Math.max(0, ...migrations.map(({ name }) => Number.parseInt(name, 10)));
}
