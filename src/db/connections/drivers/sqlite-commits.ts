import type { CommitWatcher, Statement, Write } from "../driver.ts";
import type { SqliteConnection } from "./sqlite-connection.ts";

/** What is committed to a file: by its writer, told in that moment, and by others, told by a number. */
export class SqliteCommits {
  readonly #writer: () => SqliteConnection;
  readonly #watchers: CommitWatcher[] = [];
  /** Whether a write changes what its statement says and nothing else; undefined before it is looked up. */
  #isPlain: boolean | undefined;
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
    if (version !== this.#lastVersion) this.#isPlain = undefined;
    return (this.#lastVersion = version);
  }

  /** @param writes What the writer has committed; undefined where that may be anything. */
  tell(writes: readonly Write[] | undefined): void {
    const isKnown = writes?.every(({ statement }) => statement.writes !== undefined) ?? false;
    if (!isKnown) this.#isPlain = undefined;
    if (this.#watchers.length === 0) return;
    const told = isKnown && (this.#isPlain ??= this.#findPlain()) ? writes : undefined;
    for (const watcher of this.#watchers) watcher.committed(told);
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
  #findPlain(): boolean {
    try {
      return this.#writer().run(FIND_SIDE_EFFECTS, []).rows.length === 0;
    } catch {
      return false;
    }
  }
}

const DATA_VERSION: Statement = { sql: "pragma data_version", isWrite: false, returnsRows: true };

/** What makes a write change more than its statement says, or a table have more than was written to it. */
const FIND_SIDE_EFFECTS: Statement = {
  sql: `select 1 from (select * from sqlite_schema union all select * from sqlite_temp_schema)
    where type in ('trigger', 'view') or sql like 'create virtual%' or sql like '%generated%'
      or sql like '% as (%' or sql like '%on update%' or sql like '%conflict replace%' limit 1`,
  isWrite: false,
  returnsRows: true,
};
