/** One thing that is wrong with the settings. */
export interface SettingProblem {
  /** Errors keep the settings from being loaded, warnings are logged. */
  readonly level: "error" | "warning";
  /** The name in the environment, or that of the file. */
  readonly name: string;
  /** As problems of `quintet/schema` have it, and `"file"` or `"syntax"` for files. */
  readonly code: string;
  /** What is wanted, to follow the name. */
  readonly message: string;
  /** The value, shortened. Left out where the setting is secret. */
  readonly value?: string;
  /** Where it was given: `"environment"`, `".env:3"`, `"profile production"`, `"default"`. */
  readonly source: string;
  /** How to mend it, a sentence. */
  readonly hint?: string;
}

/** A problem as one line: `BLOG_PAGE_SIZE must be at most 100 (500 from .env:3).` */
export function problemLine({ name, message, value, source, hint }: SettingProblem): string {
  const where = value === undefined ? source : `${value} from ${source}`;
  return `${name} ${message} (${where}).${hint === undefined ? "" : ` ${hint}`}`;
}
