import type { App, Problem } from "../../app/index.ts";
import { didYouMean } from "../../core/index.ts";
import { templatesOf } from "../handling/default-stack.ts";
import { mountRoutes } from "../routing/mount-routes.ts";
import { url } from "../routing/url.ts";
import type { HttpSettings } from "../server/http-options.ts";

/**
 * Routes that templates ask for by a name that none has. A warning: a template may ask only where a module is
 * in the app.
 */
export function checkNamedRoutes(app: App, settings: HttpSettings): Problem[] {
  const templates = templatesOf(app, settings);
  if (templates.helpers["url"] !== url) return [];
  const names = new Set(mountRoutes(app, settings).routes.flatMap(({ name }) => name ?? []));
  return templates
    .namedRoutes()
    .filter(({ name }) => !names.has(name))
    .map(({ name, place }) => ({
      id: "http.template_route",
      level: "warning",
      message: `The template ${place} asks for the address of "${name}", and no route has this name.${didYouMean(name, names)}`,
      hint: "`quintet routes` lists the names; give the route this one, or correct the template.",
    }));
}
