import {
  MIGRATION_BAD_FILE,
  MIGRATION_CONFLICT,
  MIGRATION_CYCLE,
  MIGRATION_UNKNOWN,
  MIGRATION_UNKNOWN_MODULE,
} from "./errors.ts";
import { didYouMean } from "../../core/index.ts";
import type { Migration } from "./migration.ts";
import { EMPTY_SCHEMA } from "./schema-state.ts";
import type { SchemaState } from "./schema-state.ts";

/** What the migrations add up to. */
export interface ProjectState {
  readonly schema: SchemaState;
  /** The module whose migration made the table. */
  readonly owners: ReadonlyMap<string, string>;
}

/** The migrations of all modules, and which needs which. */
export class MigrationGraph {
  /** Each after those it depends on. */
  readonly ordered: readonly Migration[];
  readonly #byId: ReadonlyMap<string, Migration>;

  /** @throws `DB_MIGRATION_BAD_FILE` for a dependency that is not there, `DB_MIGRATION_CYCLE` */
  constructor(migrations: readonly Migration[]) {
    this.#byId = new Map(migrations.map((migration) => [migration.id, migration]));
    for (const { id, dependsOn } of migrations)
      for (const other of dependsOn)
        if (!this.#byId.has(other))
          throw MIGRATION_BAD_FILE(
            id,
            `it depends on ${other}, which does not exist.${didYouMean(other, this.#byId.keys())}`,
          );
    this.ordered = inOrder(migrations, this.#byId);
  }

  has(id: string): boolean {
    return this.#byId.has(id);
  }

  of(module: string): Migration[] {
    return this.ordered.filter((migration) => migration.module === module);
  }

  /** Migrations of a module that no other of the same module depends on. */
  leaves(module: string): Migration[] {
    const own = this.of(module);
    return own.filter((leaf) => !own.some((other) => other.dependsOn.includes(leaf.id)));
  }

  /** The last migration of a module. @throws `DB_MIGRATION_CONFLICT` when there are several. */
  findLeaf(module: string): Migration | undefined {
    const leaves = this.leaves(module);
    if (leaves.length > 1)
      throw MIGRATION_CONFLICT(module, leaves.map((leaf) => leaf.name).join(", "));
    return leaves[0];
  }

  /** @throws `DB_MIGRATION_CONFLICT` when a module has several last migrations. */
  refuseConflicts(): void {
    for (const module of this.modules()) this.findLeaf(module);
  }

  modules(): string[] {
    return [...new Set(this.ordered.map((migration) => migration.module))];
  }

  /** Those that have to run before this one, and it, in order. */
  withDependencies(ids: Iterable<string>): Migration[] {
    const wanted = new Set<string>();
    const visit = (id: string): void => {
      if (wanted.has(id)) return;
      wanted.add(id);
      for (const other of this.#byId.get(id)?.dependsOn ?? []) visit(other);
    };
    for (const id of ids) visit(id);
    return this.ordered.filter((migration) => wanted.has(migration.id));
  }

  /** Those that need these, and these, the last first. */
  withDependents(ids: Iterable<string>): Migration[] {
    const wanted = new Set(ids);
    for (const migration of this.ordered)
      if (migration.dependsOn.some((id) => wanted.has(id))) wanted.add(migration.id);
    return this.ordered.filter((migration) => wanted.has(migration.id)).toReversed();
  }

  /** @throws `DB_MIGRATION_UNKNOWN_MODULE` for a module without migrations. */
  requireModule(module: string): void {
    const known = this.modules();
    if (known.includes(module)) return;
    const list = known.join(", ") || "none";
    throw MIGRATION_UNKNOWN_MODULE(
      module,
      `Modules with migrations: ${list}.${didYouMean(module, known)}`,
    );
  }

  /** Finds a migration of a module by its name or the beginning of it. @throws `DB_MIGRATION_UNKNOWN` */
  get(module: string, name: string): Migration {
    this.requireModule(module);
    const own = this.of(module);
    const exact = own.find((migration) => migration.name === name);
    const [found, ...others] = exact ? [exact] : own.filter((other) => other.name.startsWith(name));
    if (found !== undefined && others.length === 0) return found;
    const candidates = found === undefined ? own : [found, ...others];
    throw MIGRATION_UNKNOWN(
      `${module} ${name}`,
      `${found === undefined ? "There are" : "It could be"}: ${candidates.map((other) => other.name).join(", ")}.`,
    );
  }

  /** What these migrations, or all, add up to. */
  stateAfter(ids?: ReadonlySet<string>): ProjectState {
    const applied = ids === undefined ? this.ordered : this.ordered.filter(({ id }) => ids.has(id));
    return replay(applied);
  }
}

/** Applies migrations to an empty schema. */
export function replay(migrations: readonly Migration[]): ProjectState {
  let schema = EMPTY_SCHEMA;
  const owners = new Map<string, string>();
  for (const { module, operations } of migrations)
    for (const operation of operations) {
      const after = operation.apply(schema);
      const gone = [...schema.keys()].filter((name) => !after.has(name));
      const made = [...after.keys()].filter((name) => !schema.has(name));
      const isRenamed = operation.kind === "renameTable";
      for (const name of made) owners.set(name, isRenamed ? owners.get(gone[0]!)! : module);
      for (const name of gone) owners.delete(name);
      schema = after;
    }
  return { schema, owners };
}

function inOrder(
  migrations: readonly Migration[],
  byId: ReadonlyMap<string, Migration>,
): Migration[] {
  const done = new Set<Migration>();
  const visit = (migration: Migration, path: readonly Migration[]): void => {
    if (done.has(migration)) return;
    const circle = path.indexOf(migration);
    if (circle !== -1)
      throw MIGRATION_CYCLE([...path.slice(circle), migration].map(({ id }) => id).join(" → "));
    for (const id of migration.dependsOn) visit(byId.get(id)!, [...path, migration]);
    done.add(migration);
  };
  for (const migration of migrations) visit(migration, []);
  return [...done];
}
