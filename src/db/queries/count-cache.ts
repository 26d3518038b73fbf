import type { CommitWatcher, Statement, Write } from "../connections/driver.ts";
import { quoted } from "../tables/names.ts";
import type { Column } from "../tables/table.ts";
import type { Bound } from "./prepare.ts";

/** Counts that an app asks for are few; the limit is for searches without end. */
const COUNTS_KEPT = 1000;
/** New rows that a count is told of; of more it is counted again. */
const ADDED_KEPT = 16;

/** What a database was when it was asked: SQLite tells it as a number, PostgreSQL as a text. */
type Version = number | string;

/**
 * Counts that still hold: nobody has committed anything since that changes them.
 *
 * What others commit changes the version, and ends all counts. On SQLite what is committed here does not: its
 * statements say what they change, so only counts that look there end, and new rows are counted by themselves.
 */
export class CountCache implements CommitWatcher {
  #version: Version | undefined;
  #commits = 0;
  readonly #counts = new Map<string, KeptCount>();

  /** How many commits of this process were told. */
  get commits(): number {
    return this.#commits;
  }

  find(version: Version, key: string): KeptCount | undefined {
    this.moveTo(version);
    return this.#counts.get(key);
  }

  /** Forgets what was counted at another version. */
  moveTo(version: Version): void {
    if (version === this.#version) return;
    this.#counts.clear();
    this.#version = version;
  }

  /** The last count, and the version that it holds for. */
  last(key: string): { readonly count: number; readonly version: Version } | undefined {
    const kept = this.#counts.get(key);
    return kept === undefined ? undefined : { count: kept.count, version: this.#version! };
  }

  /** Keeps a count that was read at this version, unless another one has been seen meanwhile. */
  keep(version: Version, key: string, count: KeptCount): void {
    if (version !== this.#version) return;
    if (this.#counts.size >= COUNTS_KEPT) this.#counts.clear();
    this.#counts.set(key, count);
  }

  committed(writes: readonly Write[] | undefined): void {
    this.#commits++;
    if (writes === undefined) return this.#counts.clear();
    for (const [key, count] of this.#counts)
      if (!writes.every((write) => count.survives(write))) this.#counts.delete(key);
  }
}

/** A count, and the rows that were added since. */
export class KeptCount {
  readonly count: number;
  /** Of new rows, of which it is not known yet whether they meet the conditions; as the database gives them. */
  readonly addedKeys: unknown[] = [];
  readonly #statement: Statement;
  readonly #key: Column | undefined;

  /**
   * @param statement What was counted by.
   * @param key Of the rows that are counted, if a new one is one more where it meets the conditions.
   */
  constructor(count: number, statement: Statement, key?: Column) {
    this.count = count;
    this.#statement = statement;
    this.#key = key;
  }

  /** Whether the count, with the rows that are added, is right after this write too. */
  survives({ statement, result: { rows, affected }, followers = [] }: Write): boolean {
    const { table, kind, columns = [] } = statement.writes!;
    if (followers.some((other) => this.#looksAt(other))) return false;
    if (!this.#looksAt(table)) return true;
    if (kind === "update") return !columns.some((column) => this.#looksAt(column));
    if (kind !== "insert" || rows.length !== affected || !this.#countsEach(table)) return false;
    this.addedKeys.push(...rows.map(([key]) => key));
    return this.addedKeys.length <= ADDED_KEPT;
  }

  /** Whether a new row of this table is one more or none, and changes nothing about others. */
  #countsEach(table: string): boolean {
    const root = this.#key?.table.quoted ?? "";
    const { sql } = this.#statement;
    return root === quoted(table) && sql.indexOf(root) === sql.lastIndexOf(root);
  }

  #looksAt(name: string): boolean {
    return name === this.#key?.name || namesIn(this.#statement).has(quoted(name).toLowerCase());
  }
}

const names = new WeakMap<Statement, ReadonlySet<string>>();

const TEXT_OR_NAME = /'(?:[^']|'')*'|"(?:[^"]|"")*"/g;

/** The quoted names of a statement of ours: all tables and columns that it looks at are among them. */
function namesIn(statement: Statement): ReadonlySet<string> {
  let known = names.get(statement);
  if (known === undefined) {
    // SQLite takes a name in any case.
    const found = statement.sql.match(TEXT_OR_NAME)?.map((name) => name.toLowerCase());
    names.set(statement, (known = new Set(found)));
  }
  return known;
}

/** What a count is kept by; undefined where its parameters are too odd to be compared as text. */
export function countKey({ statement, params }: Bound<unknown>): string | undefined {
  let key = statement.sql;
  for (const param of params) {
    if (typeof param === "object" && param !== null) return undefined;
    // The type is told, and a text cannot end where the next one begins.
    key +=
      typeof param === "string"
        ? `\0s${param.length}:${param}`
        : `\0${typeof param}${String(param)}`;
  }
  return key;
}
