export type ContentEncoding = "br" | "gzip";

/** In our order: brotli is smaller. */
const KNOWN: readonly ContentEncoding[] = ["br", "gzip"];

/** The encoding of those we have that the client likes best (RFC 9110, 12.5.3); undefined for none. */
export function preferredEncoding(header: string | undefined): ContentEncoding | undefined {
  if (header === undefined || header === "") return undefined;
  const weights = weightsOf(header);
  const weightOf = (encoding: string): number => weights.get(encoding) ?? weights.get("*") ?? 0;
  const best = KNOWN.toSorted((a, b) => weightOf(b) - weightOf(a))[0]!;
  const plain = weights.get("identity") ?? 0;
  return weightOf(best) > 0 && weightOf(best) >= plain ? best : undefined;
}

function weightsOf(header: string): Map<string, number> {
  const weights = new Map<string, number>();
  for (const part of header.toLowerCase().split(",")) {
    const [name = "", ...params] = part.split(";").map((piece) => piece.trim());
    const q = params.find((param) => param.startsWith("q="));
    const weight = q === undefined ? 1 : Number(q.slice(2));
    weights.set(name, Number.isFinite(weight) ? weight : 0);
  }
  return weights;
}
