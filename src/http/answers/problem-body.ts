import { type Naming, type Writer, writerOf } from "../../schema/index.ts";
import type { ValueOf } from "../input/handler-input.ts";
import type { HttpRequest } from "../input/request.ts";
import type { RenderProblem } from "./error-answer.ts";
import type { ProblemDocument } from "./problem.ts";
import { respond } from "./response.ts";

/** Members of a problem may be undefined; those are not sent. */
type OrUndefined<T> = { [K in keyof T]: {} extends Pick<T, K> ? T[K] | undefined : T[K] };

/**
 * Makes a `renderProblem` that says what its bodies are like: the compiler checks what is made, names are
 * written as elsewhere on the wire, and documents tell of it instead of RFC 9457.
 *
 * @param body A map of fields or a shape. What it does not name is not sent.
 * @param make Gives the body; the status is that of the problem.
 * @example
 * http({ renderProblem: problemBody({ error: text() }, ({ detail, title }) => ({ error: detail ?? title })) })
 */
export function problemBody<S extends object>(
  body: S,
  make: (document: ProblemDocument, request: HttpRequest) => OrUndefined<ValueOf<S>>,
): RenderProblem {
  const writers: { [N in Naming]?: Writer } = {};
  const render = (document: ProblemDocument, request: HttpRequest) => {
    const { naming } = request.route;
    const write = (writers[naming] ??= writerOf(body, naming) ?? ((value) => value));
    return respond(write(make(document, request)), { status: document.status });
  };
  return Object.assign(render, { body });
}
