/** A list of names that becomes the rows of a to-many relation. */
export interface Named<K extends string = string> {
  readonly "~out": string[];
  readonly relation: K;
  readonly by: string;
  readonly max: number;
  /** The rule by which names that nobody has yet become rows; `false` where they do not. */
  readonly creates: string | false;
}

export interface NamedOptions {
  /** The unique text column of the related rows. Default `"name"`. */
  readonly by?: string;
  /** Names at most. Default 100. */
  readonly max?: number;
  /**
   * Whether names that nobody has yet become rows, where the policy of their model lets the user: by its rule
   * `create` (`true`, the default), or by the one that is named.
   */
  readonly creates?: boolean | string;
}

/**
 * An input that takes the rows of a to-many relation by their names, and replaces those that are linked and
 * that the user may see.
 *
 * @example
 * resource(Post, { write: { tagNames: named("tags") }, … }) // { "tag_names": ["node", "sqlite"] }
 */
export function named<K extends string>(relation: K, options: NamedOptions = {}): Named<K> {
  const { by = "name", max = 100, creates = true } = options;
  return { relation, by, max, creates: creates === true ? "create" : creates } as Omit<
    Named,
    "~out"
  > as Named<K>;
}

export function isNamed(value: unknown): value is Named {
  return typeof value === "object" && value !== null && "relation" in value && "by" in value;
}
