import type { App } from "../../app/index.ts";
import { type MountedRoute, routesOf } from "../../http/index.ts";
import type { Naming } from "../../schema/index.ts";
import { describeResource, type ResourceDescription } from "../resources/describe-resource.ts";
import { findOperation } from "../resources/operation.ts";
import type { Resource } from "../resources/resource.ts";
import { Components } from "./components.ts";
import type { OpenapiDocument, OpenapiOptions, OperationObject } from "./openapi-options.ts";
import { problemForm } from "./problem-form.ts";
import { resourceDraft } from "./resource-operation.ts";
import { operationOf, routeDraft, securityOf, type SharedParts } from "./route-operation.ts";

declare module "../../app/index.ts" {
  interface ModuleParts {
    /** What the document of this app says besides its routes. */
    readonly openapi?: readonly OpenapiOptions[];
  }
}

/**
 * The OpenAPI document (3.1) of an app, from the declarations of its routes and resources.
 *
 * The app need not be started. What a handler does without declaring it, nobody can know: give routes a
 * `response`, and `errors` that follow from no declaration.
 *
 * @param options Default: what apiDocs() was given.
 * @throws `API_RESOURCE_INVALID`, `DB_MODELS_INVALID` for resources that could not be served
 * @example
 * writeFileSync("openapi.json", JSON.stringify(openapi(app), null, 2));
 */
export function openapi(app: App, options?: OpenapiOptions): OpenapiDocument {
  const settings = options ?? app.contributions("openapi")[0] ?? {};
  const { include = () => true, securitySchemes, security = [] } = settings;
  const components = new Components();
  const describe = describer(app);
  const [{ renderProblem } = {}] = app.contributions("httpSettings");
  const middleware = app.contributions("middleware");
  const paths: Record<string, Record<string, OperationObject>> = {};
  for (const mounted of routesOf(app)) {
    if (mounted.extras.documented === false || !include(mounted)) continue;
    for (const method of mounted.route.methods) {
      const place = (paths[pathOf(mounted)] ??= {});
      place[method.toLowerCase()] ??= operation(mounted, method, describe, {
        components,
        middleware,
        problems: problemForm(mounted, renderProblem),
      });
    }
  }
  return {
    openapi: "3.1.1",
    info: infoOf(settings),
    servers: settings.servers ?? [{ url: "/" }],
    security: securityOf(security),
    tags: tagsOf(paths, settings),
    paths,
    components: { ...components.all, ...(securitySchemes && { securitySchemes }) },
  };
}

type Describe = (resource: Resource, naming: Naming) => ResourceDescription;

function describer(app: App): Describe {
  const known = new Map<Resource, { [N in Naming]?: ResourceDescription }>();
  return (resource, naming) => {
    let own = known.get(resource);
    if (own === undefined) known.set(resource, (own = {}));
    return (own[naming] ??= describeResource(resource, app, naming));
  };
}

function operation(
  mounted: MountedRoute,
  method: string,
  describe: Describe,
  shared: SharedParts,
): OperationObject {
  const own = findOperation(mounted.route);
  const draft = own
    ? resourceDraft(own, describe(own.resource, mounted.naming), shared.components)
    : routeDraft(mounted, method);
  return operationOf(mounted, draft, method.toLowerCase(), shared);
}

/** `/posts/:id` is `/posts/{id}`. */
function pathOf({ pattern }: MountedRoute): string {
  return `/${pattern.segments.map(({ text, name }) => text ?? `{${name}}`).join("/")}`;
}

function infoOf(settings: OpenapiOptions): Record<string, unknown> {
  const { title = "API", version = "1.0.0", contact, license } = settings;
  const { description = `The HTTP interface of ${title}.` } = settings;
  return { title, version, description, ...(contact && { contact }), ...(license && { license }) };
}

function tagsOf(
  paths: OpenapiDocument["paths"],
  { tags = {} }: OpenapiOptions,
): { name: string; description: string }[] {
  const used = Object.values(paths).flatMap((place) =>
    Object.values(place).flatMap(({ tags: names }) => names),
  );
  return [...new Set(used)]
    .toSorted()
    .map((name) => ({ name, description: tags[name] ?? `What is under ${name}.` }));
}
