/** Operators of conditions that SQL has a sign for. */
export const COMPARISONS: Readonly<Record<string, string>> = {
  lt: "<",
  lte: "<=",
  gt: ">",
  gte: ">=",
};
