/**
 * The type that a client likes best of those on offer; of equals, the first on offer.
 *
 * @param accept The Accept header; empty takes anything.
 * @returns undefined where the client takes none of them
 * @example
 * findAccepted("text/html, application/json;q=0.5", ["application/json", "text/html"]); // "text/html"
 */
export function findAccepted(accept: string, offered: readonly string[]): string | undefined {
  if (accept.trim() === "") return offered[0];
  const ranges = accept.toLowerCase().split(",").map(parseRange);
  let best: string | undefined;
  let bestQuality = 0;
  for (const type of offered) {
    const quality = qualityOf(type, ranges);
    if (quality > bestQuality) [best, bestQuality] = [type, quality];
  }
  return best;
}

interface Range {
  readonly type: string;
  readonly quality: number;
}

function parseRange(text: string): Range {
  const [type = "", ...params] = text.split(";").map((part) => part.trim());
  const given = params.find((param) => param.startsWith("q="))?.slice(2);
  const quality = given === undefined ? 1 : Number(given);
  return { type, quality: Number.isNaN(quality) ? 0 : quality };
}

/** The most exact range that covers the type decides. */
function qualityOf(type: string, ranges: readonly Range[]): number {
  const plain = type.toLowerCase();
  const whole = `${plain.slice(0, plain.indexOf("/"))}/*`;
  for (const wanted of [plain, whole, "*/*"]) {
    const found = ranges.find((range) => range.type === wanted);
    if (found) return found.quality;
  }
  return 0;
}
