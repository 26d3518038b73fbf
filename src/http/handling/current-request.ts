import { slot } from "../../core/index.ts";
import { NO_SERVER } from "../errors.ts";
import type { HttpRequest } from "../input/request.ts";

/** The request in whose context this runs. */
export const currentRequest = slot<HttpRequest>("request");

/** @throws `HTTP_NO_SERVER` outside of a request */
export function requestFor(what: string): HttpRequest {
  const request = currentRequest.get();
  if (request === undefined) throw NO_SERVER(what);
  return request;
}
