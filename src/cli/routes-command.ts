import type { Command } from "commander";
import type { App } from "../app/index.ts";
import { type Group, type MountedRoute, type Route, routesOf } from "../http/index.ts";
import type { CommandContext } from "./command-context.ts";

/** `quintet routes` */
export function addRoutes(program: Command, context: CommandContext): void {
  program
    .command("routes")
    .description("Lists what the app answers; starts nothing")
    .option("--json", "as JSON, for programs")
    .action(async ({ json }: { readonly json?: true }) => {
      const { app } = await context.findApp();
      const rows = rowsOf(app);
      if (json === true) return context.print.line(JSON.stringify(rows, null, 2));
      if (rows.length === 0) return context.print.line("There are no routes.");
      context.print.table(
        rows.map(({ methods, path, audience, name, module, middleware }) => ({
          methods: methods.join(" "),
          path,
          for: audience,
          name,
          module,
          middleware: middleware.join(", "),
        })),
      );
    });
}

interface Row {
  readonly methods: readonly string[];
  readonly path: string;
  /** Whom it is for; empty where no module guards routes, so that all are for everybody. */
  readonly audience: string;
  readonly name: string;
  readonly module: string;
  readonly middleware: readonly string[];
  readonly tags: readonly string[];
}

/** HEAD goes with GET, and says nothing of its own. */
function rowsOf(app: App): Row[] {
  const moduleOf = modulesByRoute(app);
  const audiences = app.contributions("routeAudience");
  return routesOf(app).map((mounted: MountedRoute) => ({
    methods: mounted.methods.filter((method) => method !== "HEAD"),
    path: mounted.path,
    audience: audiences.map((audienceOf) => audienceOf(mounted)).join(", "),
    name: mounted.name ?? "",
    module: moduleOf.get(mounted.route) ?? "",
    middleware: mounted.middleware.map(({ name }) => name),
    tags: mounted.tags,
  }));
}

function modulesByRoute(app: App): Map<Route, string> {
  const found = new Map<Route, string>();
  const visit = (member: Route | Group, module: string): void => {
    if ("members" in member) for (const one of member.members) visit(one, module);
    else found.set(member, module);
  };
  for (const { name, parts } of app.modules)
    for (const member of parts.routes ?? []) visit(member, name);
  return found;
}
