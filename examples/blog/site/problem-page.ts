import { findAccepted, problem, render, respond, type RenderProblem } from "quintet/http";

const TITLES: Readonly<Record<number, string>> = {
  401: "Sign in first",
  403: "Not for you",
  404: "Nothing is here",
  429: "A little slower, please",
  500: "Something broke on our side",
};

/** Shows errors as a page of the site to people, and as problem documents to programs; for `renderProblem` of the app. */
export const problemPage: RenderProblem = (document, request) => {
  const kinds = ["application/problem+json", "text/html"];
  if (findAccepted(request.header("accept") ?? "", kinds) !== "text/html") return problem(document);
  const { status } = document;
  const title = TITLES[status] ?? document.title;
  return respond(render("blog/problem", { ...document, title, path: request.path }), { status });
};
