import type { CompiledRoute } from "./compile-routes.ts";
import type { Method } from "./route.ts";

/** What the router knows: one path, and the routes that are tried there in their order. */
export interface RouterPlace {
  readonly methods: readonly Method[];
  readonly routerPath: string;
  readonly routes: readonly CompiledRoute[];
}

/**
 * The places of routes in the router. It knows one pattern for each place (`/:year(\\d{4})` beside
 * `/:slug([a-z]+)` is a duplicate to it), so those that compete are put there together.
 */
export function routerPlaces(routes: readonly CompiledRoute[]): RouterPlace[] {
  const claims = routes.flatMap((route) =>
    route.mounted.methods.map((method) => ({ route, method, place: placeOf(route) })),
  );
  const byPlace = Map.groupBy(claims, ({ method, place }) => `${method} ${place}`);
  const crowded = [...byPlace.values()].filter((some) => some.length > 1);
  const competing = new Set(crowded.flat().map(({ route }) => route));
  const alone = routes.filter((route) => !competing.has(route));
  return [
    ...alone.map((route) => ({
      methods: route.mounted.methods,
      routerPath: route.mounted.pattern.routerPath,
      routes: [route],
    })),
    ...[...byPlace.values()]
      .filter((some) => competing.has(some[0]!.route))
      .map((some) => ({
        methods: [some[0]!.method],
        routerPath: some[0]!.route.mounted.pattern.placePath,
        routes: some.map(({ route }) => route),
      })),
  ];
}

/** The path with `()` for each pattern: what the router goes by. */
function placeOf({ mounted }: CompiledRoute): string {
  const parts = mounted.pattern.segments.map(({ text, pattern, isRest }) =>
    text !== undefined ? text : isRest ? "*" : pattern === undefined ? ":" : ":()",
  );
  return parts.join("/");
}
