/** Longer words are not misspellings, and comparing them would cost a caller who sends a megabyte. */
const LONGEST_WORD = 64;

/**
 * Finds the known word that `word` was probably meant to be, for "did you mean".
 *
 * Case, `_` and `-` do not count (`created_at` finds `createdAt`); otherwise one slip is forgiven for
 * every three letters: a letter too many, too few, wrong, or two swapped. Of equally near words the first wins.
 *
 * @returns undefined when nothing is near enough to be worth saying.
 * @example
 * nearest("tittle", ["title", "content"]); // "title"
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  if (word.length > LONGEST_WORD) return undefined;
  const wanted = plain(word);
  let found: string | undefined;
  let smallest = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    const distance = distanceBelow(wanted, plain(candidate), smallest);
    if (distance < smallest) [found, smallest] = [candidate, distance];
  }
  return found;
}

/** The end of a hint: ` Did you mean "title"?`, or nothing when no known word is near. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const found = nearest(word, known);
  return found === undefined ? "" : ` Did you mean "${found}"?`;
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[_-]/g, "");
}

/** Damerau-Levenshtein distance (optimal string alignment), or `limit` when it is not below it. */
function distanceBelow(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  // A word of which every letter would have to change is another word: "id" is not "no".
  if (Math.max(a.length, b.length) < limit) return a === b ? 0 : limit;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      let cost = Math.min(
        last[column]! + 1,
        line[column - 1]! + 1,
        last[column - 1]! + (isSame ? 0 : 1),
      );
      const isSwapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (row > 1 && column > 1 && isSwapped) cost = Math.min(cost, beforeLast[column - 2]! + 1);
      line.push(cost);
    }
    if (Math.min(...line) >= limit) return limit;
    [beforeLast, last] = [last, line];
  }
  return last[b.length]!;
}
