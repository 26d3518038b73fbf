/** A route that a template asks the address of by a name that it writes out. */
export interface NamedRoute {
  readonly name: string;
  /** File and line. */
  readonly place: string;
}

const TAG = /<%(?!%)[^]*?%>/g;
/** `url` of the framework: not `it.url`, and no name that is made of parts. */
const CALL = /(?<![.\w$])url\(\s*(["'`])(?<name>[^"'`$\\]+)\1\s*[,)]/g;

/** What stands in `url("…")` in the tags of a template. */
export function namedRoutesIn(text: string, path: string): NamedRoute[] {
  return [...text.matchAll(TAG)].flatMap((tag) =>
    [...tag[0].matchAll(CALL)].map(({ index, groups }) => {
      const line = text.slice(0, tag.index + index).split("\n").length;
      return { name: groups!["name"]!, place: `${path}:${line}` };
    }),
  );
}
