/** How a command speaks to the person who runs it. Colours only where they are shown. */
export interface Print {
  /** A line of the answer, on standard output. */
  line(text?: string): void;
  /** What has been done. */
  success(text: string): void;
  /** On standard error, as `error` is: the answer of a command may be read by a program. */
  warn(text: string): void;
  error(text: string): void;
  /** Columns in the order of the first row's properties. */
  table(rows: readonly Readonly<Record<string, unknown>>[]): void;
  /**
   * A bar on standard error; where that is no terminal, one line at the end.
   *
   * @example
   * using bar = print.progress("Posts", 500);
   * bar.advance();
   */
  progress(label: string, total: number): Progress;
}

export interface Progress extends Disposable {
  /** @param by Default 1. */
  advance(by?: number): void;
}
