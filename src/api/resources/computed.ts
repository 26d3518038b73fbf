import type { Field } from "../../schema/index.ts";

/** A value of the answer that is made from the row. */
export interface Computed<T = any, Row = any> {
  readonly "~out": T;
  /** Of which rows it can be made. */
  readonly "~row"?: (row: Row) => void;
  readonly field: Field;
  readonly make: (row: any) => unknown;
}

/**
 * A value of the answer that code makes from the row, or a promise of it.
 *
 * A list with one of these reads whole rows as instances, which costs more than columns do.
 *
 * @param field What the value is, for documents and the client.
 * @example
 * fields: { summary: computed(text(), (post) => post.content.slice(0, 200)) }
 */
export function computed<T, Row = unknown>(
  field: Field<T>,
  make: (row: Row) => NoInfer<T> | Promise<NoInfer<T>>,
): Computed<T, Row> {
  return { field, make } as Omit<Computed<T, Row>, "~out"> as Computed<T, Row>;
}

export function isComputed(value: unknown): value is Computed {
  return typeof value === "object" && value !== null && "make" in value && "field" in value;
}
