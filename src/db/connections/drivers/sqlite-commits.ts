import type { CommitWatcher, Statement, Write } from "../driver.ts";
import type { SqliteConnection } from "./sqlite-connection.ts";

/** What is committed to a file: by its writer, told in that moment, and by others, told by a number. */
export class SqliteCommits {
  readonly #writer: () => SqliteConnection;
  readonly #watchers: CommitWatcher[] = [];
  /** Undefined before it is looked up. */
  #schema: Schema | undefined;
  #lastVersion: number | undefined;

  /** @param writer The connection that writes, or the only one. */
  constructor(writer: () => SqliteConnection) {
    this.#writer = writer;
  }

  watch(watcher: CommitWatcher): void {
    this.#watchers.push(watcher);
  }

  /** Another number when another connection has committed; undefined where the file cannot be asked now. */
  version(): number | undefined {
    const version = this.#dataVersion();
    // Others may have made a trigger.
    if (version !== this.#lastVersion) this.#schema = undefined;
    return (this.#lastVersion = version);
  }

  /** @param writes What the writer has committed; undefined where that may be anything. */
  tell(writes: readonly Write[] | undefined): void {
    const isKnown = writes?.every(({ statement }) => statement.writes !== undefined) ?? false;
    if (!isKnown) this.#schema = undefined;
    if (this.#watchers.length === 0) return;
    const told = isKnown ? this.#withFollowers(writes!) : undefined;
    for (const watcher of this.#watchers) watcher.committed(told);
  }

  #withFollowers(writes: readonly Write[]): readonly Write[] | undefined {
    const { isPlain, referring } = (this.#schema ??= this.#findSchema());
    if (!isPlain) return undefined;
    return writes.map((write) => {
      const { table, kind } = write.statement.writes!;
      return kind === "delete" ? { ...write, followers: followersOf(table, referring) } : write;
    });
  }

  #dataVersion(): number | undefined {
    const writer = this.#writer();
    try {
      // A connection does not see its own commits by this. It is a number of 32 bits, which one that is opened
      // anew counts from its start.
      const [[version]] = writer.run(DATA_VERSION, []).rows as [[number]];
      return writer.opened * 2 ** 32 + version;
    } catch {
      return undefined;
    }
  }

  /** Never throws: whoever tells has committed, and has to say so. */
  #findSchema(): Schema {
    const writer = this.#writer();
    try {
      const isPlain = writer.run(FIND_SIDE_EFFECTS, []).rows.length === 0;
      const pairs = writer.run(FIND_REFERENCES, []).rows as [string, string][];
      const referring = Map.groupBy(pairs, ([, target]) => target.toLowerCase());
      return { isPlain, referring };
    } catch {
      return { isPlain: false, referring: new Map() };
    }
  }
}

/** What a write of one table may change besides. */
interface Schema {
  /** Nothing but what foreign keys do. */
  readonly isPlain: boolean;
  /** By the table that is pointed at, in small letters: those that point there, each first of its pair. */
  readonly referring: ReadonlyMap<string, readonly (readonly [string, string])[]>;
}

/** The tables whose rows may go or change when rows of this one go, from foreign key to foreign key. */
function followersOf(table: string, referring: Schema["referring"]): string[] {
  const found = new Set<string>();
  const visit = (target: string): void => {
    for (const [other] of referring.get(target.toLowerCase()) ?? []) {
      if (found.has(other)) continue;
      found.add(other);
      visit(other);
    }
  };
  visit(table);
  return [...found];
}

const DATA_VERSION: Statement = { sql: "pragma data_version", isWrite: false, returnsRows: true };

const FIND_REFERENCES: Statement = {
  sql: `select distinct m.name, f."table" from sqlite_schema m, pragma_foreign_key_list(m.name) f
    where m.type = 'table'`,
  isWrite: false,
  returnsRows: true,
};

/** What makes a write change more than its statement says, or a table have more than was written to it. */
const FIND_SIDE_EFFECTS: Statement = {
  sql: `select 1 from (select * from sqlite_schema union all select * from sqlite_temp_schema)
    where type in ('trigger', 'view') or sql like 'create virtual%' or sql like '%generated%'
      or sql like '% as (%' or sql like '%on update%' or sql like '%conflict replace%' limit 1`,
  isWrite: false,
  returnsRows: true,
};
