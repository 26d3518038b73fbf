import { QuintetError } from "../../core/index.ts";
import { ValidationError } from "../../schema/index.ts";
import { INTERNAL } from "../errors.ts";
import { findMapper, type ErrorMap } from "./error-mapper.ts";
import { HttpError } from "./http-error.ts";
import { completed, problem, type ProblemDocument } from "./problem.ts";
import type { HttpRequest } from "../input/request.ts";
import type { HttpResponse } from "./response.ts";

/** Writes an error of the framework, or an unknown one, in another form than that of RFC 9457. */
export interface RenderProblem {
  (document: ProblemDocument, request: HttpRequest): HttpResponse;
  /** What its bodies are like, for documents. Said by `problemBody`. */
  readonly body?: object;
}

/** Shows an error to the developer; undefined where the client is not a browser. */
export type ErrorPage = (error: unknown, request: HttpRequest) => HttpResponse | undefined;

export interface ErrorAnswers {
  readonly render: RenderProblem | undefined;
  /** Only in development. */
  readonly page: ErrorPage | undefined;
}

/** The answer to an error. Never throws. */
export function answerError(
  error: unknown,
  request: HttpRequest,
  map: ErrorMap,
  answers: ErrorAnswers,
): HttpResponse {
  try {
    return withError(ownAnswer(error, request, map, answers), error);
  } catch (failure) {
    // A mapper that fails must not hide what it was called for.
    const both = new AggregateError([error, failure], "An error mapper has failed.");
    return withError(problem(internalDocument(request)), both);
  }
}

function ownAnswer(
  error: unknown,
  request: HttpRequest,
  map: ErrorMap,
  { render, page }: ErrorAnswers,
): HttpResponse {
  const mapper = findMapper(map, error);
  if (mapper) return mapper.answer(error, request);
  const shown = page?.(error, request);
  if (shown) return shown;
  const document = documentOf(error, request);
  const response = render ? render(completed(document), request) : problem(document);
  if (error instanceof HttpError) {
    for (const [name, value] of Object.entries(error.headers)) response.header(name, value);
  }
  return response;
}

/** What a client may know: of what is below 500 all, of the rest the code. */
function documentOf(error: unknown, request: HttpRequest): ProblemDocument {
  if (!(error instanceof QuintetError)) return internalDocument(request);
  const { code, status, message } = error;
  if (status >= 500 && !(error instanceof HttpError)) {
    return { status, code, request_id: request.id };
  }
  if (error instanceof ValidationError) {
    const { problems } = error;
    return { status, detail: "The request does not fit.", code, request_id: request.id, problems };
  }
  return { status, detail: message, code, request_id: request.id, ...broughtBy(error) };
}

/** Problems at fields of the body that the error of another module brings along. */
function broughtBy(error: QuintetError & { readonly problems?: ProblemDocument["problems"] }) {
  return error.problems && { problems: error.problems };
}

function internalDocument(request: HttpRequest): ProblemDocument {
  return { status: 500, code: INTERNAL.code, request_id: request.id };
}

function withError(response: HttpResponse, error: unknown): HttpResponse {
  response.error = error;
  return response;
}
