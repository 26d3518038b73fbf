import {
  DEPENDENCY_CYCLE,
  DUPLICATE_NAME,
  throwAll,
  UNKNOWN_DEPENDENCY,
  type QuintetError,
} from "./errors.ts";

interface Dependent {
  readonly name: string;
  readonly dependsOn?: readonly string[];
}

/**
 * Puts things behind those they depend on; otherwise the given order stays.
 *
 * @param kind What they are, for the messages: `"component"`.
 * @throws `CORE_DUPLICATE_NAME`, `CORE_UNKNOWN_DEPENDENCY`, `CORE_DEPENDENCY_CYCLE`; several problems
 * come together as `CORE_SEVERAL_ERRORS`
 */
export function inDependencyOrder<T extends Dependent>(kind: string, things: readonly T[]): T[] {
  const byName = new Map(things.map((thing) => [thing.name, thing]));
  const problems: QuintetError[] = [];
  for (const name of repeated(things)) problems.push(DUPLICATE_NAME(kind, name));
  const path: string[] = [];
  const ordered = new Set<T>();
  const visit = (thing: T): void => {
    if (ordered.has(thing)) return;
    path.push(thing.name);
    for (const wanted of thing.dependsOn ?? []) {
      const dependency = byName.get(wanted);
      if (!dependency) {
        problems.push(UNKNOWN_DEPENDENCY(kind, thing.name, wanted, [...byName.keys()]));
      } else if (path.includes(wanted)) {
        problems.push(DEPENDENCY_CYCLE(kind, [...path.slice(path.indexOf(wanted)), wanted]));
      } else {
        visit(dependency);
      }
    }
    path.pop();
    ordered.add(thing);
  };
  for (const thing of byName.values()) visit(thing);
  throwAll(problems);
  return [...ordered];
}

function repeated(things: readonly Dependent[]): Set<string> {
  const names = things.map(({ name }) => name);
  return new Set(names.filter((name, index) => names.indexOf(name) !== index));
}
