/**
 * What posts of one category are made of. In its texts `{subject}` is what the post is about, `{Subject}` the
 * same at the begin of a sentence, and `{place}` a town.
 */
export interface Theme {
  readonly category: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly subjects: readonly string[];
  readonly titles: readonly string[];
  readonly openings: readonly string[];
  readonly headings: readonly string[];
  readonly middles: readonly string[];
  readonly closings: readonly string[];
  readonly comments: readonly string[];
}
