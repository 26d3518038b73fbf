// Routes
export { del, get, patch, post, put, route } from "./routing/route.ts";
export type { Method, Route, RouteExtras, RouteLimits, RouteOptions } from "./routing/route.ts";
export type {
  DeleteMaker,
  GetMaker,
  PatchMaker,
  PostMaker,
  PutMaker,
  RouteMaker,
} from "./routing/route-makers.ts";
export { group } from "./routing/group.ts";
export type { Group, GroupOptions } from "./routing/group.ts";
export { url } from "./routing/url.ts";
export type {
  BaseInput,
  HandlerInput,
  ParamsOf,
  RouteInput,
  ValueOf,
} from "./input/handler-input.ts";
export { provider } from "./handling/provider.ts";
export type { FormInput, Provided, Provider, ProviderInput } from "./handling/provider.ts";

// Around them
export { afterwards, before, middleware } from "./handling/middleware.ts";
export type { Middleware, Next } from "./handling/middleware.ts";
export { errorMapper } from "./answers/error-mapper.ts";
export type { ErrorMapper } from "./answers/error-mapper.ts";
export type { MaintenanceFlag } from "./handling/maintenance.ts";

// Requests and answers
export { HttpRequest } from "./input/request.ts";
export type { RequestRoute } from "./input/request.ts";
export { asResponse, HttpResponse, redirect, respond } from "./answers/response.ts";
export type { HeaderValue, Respondable, RespondOptions, ResponseBody } from "./answers/response.ts";
export { findAccepted } from "./input/accept.ts";
export type { BodyReader } from "./input/body-reader.ts";
export type { ContentType } from "./input/content-type.ts";
export type { LocatedProblem } from "./input/input-parts.ts";

// Errors
export { problem } from "./answers/problem.ts";
export { statusText } from "./node-http.ts";
export { problemBody } from "./answers/problem-body.ts";
export type { ProblemDocument } from "./answers/problem.ts";
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
} from "./answers/http-error.ts";
export type { HttpErrorOptions, TooManyRequestsOptions } from "./answers/http-error.ts";
export { invalid } from "./answers/invalid.ts";
export type { Refusal } from "./answers/invalid.ts";
export type { RenderProblem } from "./answers/error-answer.ts";
export type { ProblemPage } from "./answers/problem-page.ts";
export { ROUTE_NOT_FOUND } from "./errors.ts";

// The server
export {
  http,
  routesOf,
  serverOf,
  startInProcess,
  startListening,
  withoutListening,
} from "./server/http-module.ts";
export type { HttpOptions, HttpSettings } from "./server/http-options.ts";
export { currentRequest } from "./handling/current-request.ts";
export { currentServer, HttpServer } from "./server/http-server.ts";
export type { Place } from "./server/http-server.ts";
export type { MountedRoute } from "./routing/mount.ts";
export { requestAnswered, requestRefused } from "./handling/facts.ts";
export type { RequestAnswered, RequestRefused } from "./handling/facts.ts";

// Around a request
export type { StackOptions, TemplateOptions } from "./handling/default-stack.ts";
export { cookie } from "./cookies/cookie.ts";
export type { Cookie, CookieOptions } from "./cookies/cookie.ts";
export type { CookieAttributes } from "./cookies/cookie-line.ts";
export type { CorsOptions } from "./guards/cors.ts";
export type { ContentSecurityPolicy, SecurityHeaderOptions } from "./guards/security-headers.ts";
export { clientNetwork } from "./guards/client-network.ts";
export type { TrustedProxies } from "./guards/trusted-proxies.ts";
export { nonce } from "./guards/nonce.ts";
export type { CompressionOptions } from "./delivery/compression.ts";

// Files, uploads and streams
export { file } from "./files/file.ts";
export type { FileOptions } from "./files/file.ts";
export { staticFiles, staticFilesIn } from "./files/static-files.ts";
export type { StaticFiles, StaticFilesOptions } from "./files/static-files.ts";
export { collectStatic } from "./files/collect-static.ts";
export type { CollectedFiles, CollectStaticOptions } from "./files/collect-static.ts";
export { multipart } from "./uploads/multipart.ts";
export type { MultipartOptions } from "./uploads/multipart.ts";
export { multipartParts } from "./uploads/multipart-parts.ts";
export type { MultipartLimits, MultipartPart } from "./uploads/multipart-parts.ts";
export { upload } from "./uploads/upload.ts";
export type { Upload, UploadOptions } from "./uploads/upload.ts";
export type { SaveOptions, UploadedFile } from "./uploads/uploaded-file.ts";
export { event, events } from "./streams/events.ts";
export type { EventsOptions, ServerEvent } from "./streams/events.ts";
export { jsonLines } from "./streams/json-lines.ts";

// Pages and forms
export { html } from "./html/html.ts";
export type { HtmlValue, SafeHtml } from "./html/safe-html.ts";
export { safeUrl } from "./html/safe-url.ts";
export { hasTemplate, render } from "./html/templates.ts";
export { asset } from "./html/template-helpers.ts";
export { formatDate } from "./html/format-date.ts";
export type { FormatDateOptions } from "./html/format-date.ts";
export { form } from "./forms/form.ts";
export type { Form, FormOptions } from "./forms/form.ts";
export type { InputOptions, OfferedChoice } from "./forms/form-input.ts";
export { CSRF_FIELD, csrf, csrfTokens } from "./forms/csrf.ts";
export type { CsrfTokens } from "./forms/csrf.ts";
export { flash, flashes } from "./forms/flash.ts";
export type { FlashKind, FlashMessage } from "./forms/flash.ts";
