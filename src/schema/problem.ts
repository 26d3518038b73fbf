/** What is wrong with a value, as a word that programs can act on. */
export type ProblemCode =
  /** It is missing. */
  | "required"
  /** It is of another type, or not in the form that the type is written in. */
  | "type"
  /** It is too small, too short, too early or has too few items. */
  | "min"
  /** It is too great, too long, too late or has too many items. */
  | "max"
  /** It does not match the pattern. */
  | "pattern"
  /** It is none of the choices. */
  | "choice"
  /** No field has this name. */
  | "unknown"
  /** It has more digits after the point than the field keeps. */
  | "scale"
  /** It holds characters that a database cannot store. */
  | "characters"
  /** It is nested too deeply. */
  | "depth"
  /** An own rule refuses it. */
  | "rule"
  /** There are more problems than are listed. */
  | "more"
  | (string & {});

/** One thing that is wrong with a value. */
export interface Problem {
  /** Where, in dots: `"address.lines.0"`; `""` is the value itself. */
  readonly path: string;
  readonly code: ProblemCode;
  /** What is wanted, to follow the name of the field: `"must have at most 50 characters"`. */
  readonly message: string;
  /** The value, shortened. Left out where the field is secret or has a name like `password`. */
  readonly value?: string;
  /** For an unknown name: the known one that is nearest. */
  readonly hint?: string;
}

/** What `validate` gives. */
export type Validated<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };
