/** Cuts rows into chunks, the last of which may be shorter. */
export function* chunksOf<T>(rows: readonly T[], chunkRows: number): Generator<T[]> {
  for (let at = 0; at < rows.length; at += chunkRows) yield rows.slice(at, at + chunkRows);
}
