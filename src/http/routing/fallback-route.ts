import { METHOD_REFUSED, REQUEST_INVALID, ROUTE_NOT_FOUND } from "../errors.ts";
import type { BaseInput } from "../input/handler-input.ts";
import { HttpError } from "../answers/http-error.ts";
import { findBelow, type Mounted } from "./mount.ts";
import { HttpResponse, respond } from "../answers/response.ts";
import { route, type Route } from "./route.ts";

/** Answers what no route does: another method is 405 with Allow, OPTIONS tells them, the rest is 404. */
export function fallbackRoute({ routes, notFound }: Mounted): Route {
  return route("GET")("/:rest(*)", (input: BaseInput) => {
    const { method, path } = input.request;
    const decoded = decodeURI(path);
    const there = routes.filter(({ pattern }) => pattern.match(decoded) !== undefined);
    const methods = new Set(there.flatMap((one) => one.methods));
    if (methods.size > 0) {
      const allowed = [...methods.add("OPTIONS")].toSorted();
      const allow = allowed.join(", ");
      if (method === "OPTIONS") return new HttpResponse(204, undefined, { allow });
      const { code, status, message } = METHOD_REFUSED(method, allowed);
      throw new HttpError(code, status, message, { allow });
    }
    const own = findBelow(notFound, path);
    if (!own) throw ROUTE_NOT_FOUND();
    const answer = own.handler(input);
    return answer instanceof Promise ? answer.then(missing) : missing(answer);
  });
}

/** An answer that says nothing of its status is 404 all the same. */
function missing(answer: unknown): HttpResponse {
  return answer instanceof HttpResponse ? answer : respond(answer, { status: 404 });
}

/** Answers an address that the router cannot decode. */
export const badAddressRoute: Route = route("GET")("/:rest(*)", () => {
  throw REQUEST_INVALID("its address is not encoded as an address is");
});
