/** How a list is cut into pages, and how large one may be. */
export interface Pagination {
  readonly kind: "pages" | "offsets" | "cursors";
  readonly size: number;
  readonly max: number;
}

export interface PaginationOptions {
  /** Rows where the request does not say. Default 20. */
  readonly size?: number;
  /** What a request may ask for at most. Default 100, or `size` where that is more. */
  readonly max?: number;
}

/** Pages by number: `?page=2&page_size=50`, answered with count, next, previous and results. */
export const pages = (options: PaginationOptions = {}): Pagination => made("pages", options);

/** Any part of the list: `?limit=50&offset=100`, answered with count, next, previous and results. */
export const offsets = (options: PaginationOptions = {}): Pagination => made("offsets", options);

/**
 * From where the last page ended: `?after=…`, answered with next, previous and results.
 *
 * As cheap at any depth as at the start, and rows that come or go shift nothing; there is no count.
 */
export const cursors = (options: PaginationOptions = {}): Pagination => made("cursors", options);

function made(
  kind: Pagination["kind"],
  { size = 20, max = Math.max(size, 100) }: PaginationOptions,
): Pagination {
  return { kind, size, max };
}

/** What is wrong with the sizes, for the check at the start. */
export function paginationProblems({ kind, size, max }: Pagination): string[] {
  if (Number.isSafeInteger(size) && Number.isSafeInteger(max) && size >= 1 && size <= max)
    return [];
  return [
    `${kind}({ size: ${size}, max: ${max} }): both are whole numbers from 1, and size is not over max`,
  ];
}
