import { render, type ProblemPage } from "quintet/http";

const TITLES: Readonly<Record<number, string>> = {
  400: "Something does not fit",
  401: "Sign in first",
  403: "Not for you",
  404: "Nothing is here",
  429: "A little slower, please",
  500: "Something broke on our side",
};

/** Shows errors as a page of the site; for `problemPage` of the app. */
export const problemPage: ProblemPage = (document, { path }) =>
  render("blog/problem", { ...document, title: TITLES[document.status] ?? document.title, path });
