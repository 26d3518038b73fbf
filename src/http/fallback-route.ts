import { METHOD_REFUSED, REQUEST_INVALID, ROUTE_NOT_FOUND } from "./errors.ts";
import type { BaseInput } from "./handler-input.ts";
import { HttpError } from "./http-error.ts";
import type { Mounted } from "./mount.ts";
import { HttpResponse } from "./response.ts";
import { route, type Route } from "./route.ts";

/** Answers what no route does: another method is 405 with Allow, OPTIONS tells them, the rest is 404. */
export function fallbackRoute({ routes, notFound }: Mounted): Route {
  return route("GET")("/:rest(*)", (input: BaseInput) => {
    const { method, path } = input.request;
    const decoded = decodeURI(path);
    const there = routes.filter(({ pattern }) => pattern.test(decoded));
    const methods = new Set(there.flatMap((one) => one.methods));
    if (methods.size > 0) {
      const allowed = [...methods.add("OPTIONS")].toSorted();
      const allow = allowed.join(", ");
      if (method === "OPTIONS") return new HttpResponse(204, undefined, { allow });
      const { code, status, message } = METHOD_REFUSED(method, allowed);
      throw new HttpError(code, status, message, { allow });
    }
    const own = notFound.find(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`));
    if (own) return own.handler(input);
    throw ROUTE_NOT_FOUND();
  });
}

/** Answers an address that the router cannot decode. */
export const badAddressRoute: Route = route("GET")("/:rest(*)", () => {
  throw REQUEST_INVALID("its address is not encoded as an address is");
});
