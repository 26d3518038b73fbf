// Routes
export { del, get, patch, post, put, route } from "./route.ts";
export type { Method, Route, RouteExtras, RouteLimits, RouteMaker, RouteOptions } from "./route.ts";
export { group } from "./group.ts";
export type { Group, GroupOptions } from "./group.ts";
export { url } from "./url.ts";
export type { BaseInput, HandlerInput, ParamsOf, RouteInput, ValueOf } from "./handler-input.ts";
export { provider } from "./provider.ts";
export type { Provided, Provider, ProviderInput } from "./provider.ts";

// Around them
export { afterwards, before, middleware } from "./middleware.ts";
export type { Middleware, Next } from "./middleware.ts";
export { errorMapper } from "./error-mapper.ts";
export type { ErrorMapper } from "./error-mapper.ts";
export type { MaintenanceFlag } from "./maintenance.ts";

// Requests and answers
export { HttpRequest } from "./request.ts";
export type { RequestRoute } from "./request.ts";
export { asResponse, HttpResponse, redirect, respond } from "./response.ts";
export type { HeaderValue, Respondable, RespondOptions, ResponseBody } from "./response.ts";
export { findAccepted } from "./accept.ts";
export type { BodyReader } from "./body-reader.ts";
export type { ContentType } from "./content-type.ts";
export type { LocatedProblem } from "./input-parts.ts";

// Errors
export { problem } from "./problem.ts";
export type { ProblemDocument } from "./problem.ts";
export {
  badRequest,
  conflict,
  forbidden,
  gone,
  HttpError,
  notFound,
  tooManyRequests,
  unauthorized,
  unavailable,
  unprocessable,
} from "./http-error.ts";
export type { HttpErrorOptions, TooManyRequestsOptions } from "./http-error.ts";
export type { RenderProblem } from "./error-answer.ts";

// The server
export { http, serverOf, startInProcess } from "./http-module.ts";
export type { HttpOptions } from "./http-options.ts";
export { currentRequest, currentServer, HttpServer } from "./http-server.ts";
export type { MountedRoute } from "./mount.ts";
export { requestAnswered, requestRefused } from "./facts.ts";
export type { RequestAnswered, RequestRefused } from "./facts.ts";
