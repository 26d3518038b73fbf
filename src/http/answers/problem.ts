import type { Problem } from "../../schema/index.ts";
import { statusText } from "../node-http.ts";
import { HttpResponse } from "./response.ts";

/** The body of an answer to an error: RFC 9457. */
export interface ProblemDocument {
  /** An address that explains the kind of problem. Default `"about:blank"`: the code says it. */
  readonly type?: string;
  /** Default: the name of the status. */
  readonly title?: string;
  readonly status: number;
  /** What happened this time, for people. */
  readonly detail?: string;
  /** What happened, for programs. */
  readonly code?: string;
  /** Everything that is wrong with the request, where it does not fit what the route declares. */
  readonly problems?: readonly (Problem & { readonly in?: string })[];
  readonly [extra: string]: unknown;
}

export const PROBLEM_TYPE = "application/problem+json";

/**
 * Makes an answer that tells of a problem.
 *
 * @example
 * errorMapper(OutOfStock, (error) => problem({ status: 409, code: "out_of_stock", sku: error.sku }))
 */
export function problem(document: ProblemDocument): HttpResponse {
  const body = JSON.stringify(completed(document));
  return new HttpResponse(document.status, body, { "content-type": PROBLEM_TYPE });
}

/** The document with the members that RFC 9457 gives a default. */
export function completed(document: ProblemDocument): ProblemDocument {
  return { type: "about:blank", title: statusText(document.status) ?? "Error", ...document };
}
