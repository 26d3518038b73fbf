import { SCHEMA_INVALID, writerOf } from "../../schema/index.ts";
import { findBodyReader, type BodyReader } from "../input/body-reader.ts";
import { TYPE_NOT_PRODUCED } from "../errors.ts";
import type { Exchange } from "./exchange.ts";
import {
  anySchema,
  compileParams,
  compileParts,
  type LocatedProblem,
} from "../input/input-parts.ts";
import type { MountedRoute } from "../routing/mount.ts";
import { findAccepted } from "../input/accept.ts";
import { provideAll } from "./provide.ts";
import { HttpResponse, toResponse } from "../answers/response.ts";
import { url } from "../routing/url.ts";

/** How the handler of a route is run. Both may throw. */
export interface HandlerCall {
  /** What the handler returns, or a promise of that. */
  readonly start: (exchange: Exchange) => unknown;
  /** Makes the answer of what the handler gave. */
  readonly finish: (value: unknown) => HttpResponse;
}

type Input = Record<string, unknown>;

const NOTHING: Readonly<Record<string, never>> = Object.freeze({});

/** Compiles a route: check what came in, make what it uses, call the handler, make the answer. */
export function compileHandler(mounted: MountedRoute, readers: readonly BodyReader[]): HandlerCall {
  const { options, use } = mounted;
  const handler = mounted.route.handler as (input: Input) => unknown;
  const read = compileInput(mounted);
  const produces = options.produces;
  const hasUse = Object.keys(use).length > 0;
  const readBody = options.body === undefined ? undefined : compileBody(mounted, readers);

  const callLater = async (exchange: Exchange, input: Input, problems: LocatedProblem[]) => {
    if (readBody) await readBody(exchange, input, problems);
    if (problems.length > 0) throw SCHEMA_INVALID(problems);
    if (hasUse) Object.assign(input, await provideAll(exchange, use));
    return await handler(input);
  };
  const start = (exchange: Exchange): unknown => {
    if (produces) negotiate(exchange, produces);
    const problems: LocatedProblem[] = [];
    const input = read(exchange, problems);
    if (readBody || hasUse) return callLater(exchange, input, problems);
    if (problems.length > 0) throw SCHEMA_INVALID(problems);
    return handler(input);
  };
  return { start, finish: compileAnswer(mounted) };
}

function compileInput(mounted: MountedRoute) {
  const paramsOf = compileParams(mounted);
  const parts = compileParts(mounted);
  return (exchange: Exchange, problems: LocatedProblem[]): Input => {
    const { request } = exchange;
    const input: Input = {
      params: paramsOf(request.params),
      query: NOTHING,
      headers: NOTHING,
      cookies: NOTHING,
      body: undefined,
      request,
      signal: request.signal,
      user: request.user,
      after: (work: () => unknown) => void (exchange.afters ??= []).push(work),
      url,
    };
    for (const part of parts) {
      const found = part(request, input);
      if (found) problems.push(...found);
    }
    return input;
  };
}

function compileBody({ options, naming }: MountedRoute, all: readonly BodyReader[]) {
  const schema = anySchema(options.body);
  const types = options.accepts ?? ["application/json"];
  const readers = all.filter(({ type }) => types.includes(type));
  return async ({ request }: Exchange, input: Input, problems: LocatedProblem[]): Promise<void> => {
    const found = findBodyReader(request, readers);
    const body = await found?.reader.read(request, found.type);
    const result = schema.validate(body, { from: found?.reader.from ?? "json", naming });
    if (result.ok) input["body"] = result.value;
    else problems.push(...result.problems.map((problem) => ({ ...problem, in: "body" as const })));
  };
}

/** Answers that `respond` and others have made pass as they are. */
function compileAnswer({ options, naming }: MountedRoute): (value: unknown) => HttpResponse {
  const { status = 200, response } = options;
  const write = response === undefined ? undefined : writerOf(response, naming);
  if (write === undefined) return (value) => toResponse(value, status);
  return (value) => toResponse(value instanceof HttpResponse ? value : write(value), status);
}

function negotiate({ request }: Exchange, produces: readonly string[]): void {
  const { accept } = request.raw.headers;
  if (accept !== undefined && findAccepted(accept, produces) === undefined) {
    throw TYPE_NOT_PRODUCED(accept, produces);
  }
}
