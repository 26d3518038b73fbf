import type { App, Problem } from "../../app/index.ts";
import type { Group } from "./group.ts";
import { isRoute, type Route } from "./route.ts";

/** What an app tells its clients of, and no module serves. */
export function checkApiMap(app: App): Problem[] {
  const served = new Set(allOf(app.contributions("routes")));
  return entriesOf(app.options.api ?? {}, "")
    .filter(([, member]) => !served.has(member))
    .map(([name]) => ({
      id: "http.api",
      level: "error",
      message: `"${name}" stands in \`api\` of the app, and no module serves it.`,
      hint: "Put it into the `routes` of a module, in a group or by itself, or take it out of `api`.",
    }));
}

type Member = Route | Group;

function allOf(members: readonly Member[]): Member[] {
  return members.flatMap((one) => (isRoute(one) ? [one] : [one, ...allOf(one.members)]));
}

/** Routes and resources with their names, of maps inside of the map too. */
function entriesOf(map: object, prefix: string): [string, Member][] {
  return Object.entries(map as Record<string, object>).flatMap(([name, value]) =>
    isRoute(value) || "members" in value
      ? [[prefix + name, value as Member]]
      : entriesOf(value, `${prefix}${name}.`),
  );
}
