import { findAccepted } from "../input/accept.ts";
import { addVary } from "../guards/cors.ts";
import type { HttpRequest } from "../input/request.ts";
import type { SafeHtml } from "../html/safe-html.ts";
import type { RenderProblem } from "./error-answer.ts";
import { completed, problem, PROBLEM_TYPE, type ProblemDocument } from "./problem.ts";
import { respond } from "./response.ts";

/** Shows a problem to people. */
export type ProblemPage = (document: ProblemDocument, request: HttpRequest) => SafeHtml;

/** Answers browsers that ask for a page with `page`, and programs with `render`. */
export function forPeople(page: ProblemPage, render: RenderProblem = problem): RenderProblem {
  return (document, request) => {
    const response = prefersPage(request)
      ? respond(page(completed(document), request), { status: document.status })
      : render(document, request);
    addVary(response, "accept");
    return response;
  };
}

/** Whether a page is liked better than a problem document, as it is by browsers that follow a link. */
export function prefersPage(request: HttpRequest): boolean {
  const accept = request.header("accept") ?? "";
  return findAccepted(accept, [PROBLEM_TYPE, "text/html"]) === "text/html";
}
