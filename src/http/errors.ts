import { defineError, didYouMean } from "../core/index.ts";

// What a client has done wrong. The messages reach it.

export const BODY_TOO_LARGE = defineError(
  "HTTP_BODY_TOO_LARGE",
  413,
  (limitBytes: number) => `The body is larger than ${limitBytes} bytes.`,
  "Send less, or raise `bodyLimit` of the route or of http().",
);

export const BODY_TYPE_REFUSED = defineError(
  "HTTP_BODY_TYPE_REFUSED",
  415,
  (given: string | undefined, accepted: readonly string[]) =>
    `${given === undefined ? "A body without a Content-Type" : `A body of the type ${JSON.stringify(given.slice(0, 100))}`} is not taken here, only ${accepted.join(", ")}.`,
  "Set the Content-Type of the request, or add the type to `accepts` of the route.",
);

export const BODY_ENCODING_REFUSED = defineError(
  "HTTP_BODY_ENCODING_REFUSED",
  415,
  (given: string) => `A body encoded as ${JSON.stringify(given.slice(0, 100))} is not taken here.`,
  "Send the body as it is, without Content-Encoding, and text in UTF-8.",
);

export const BODY_INVALID = defineError(
  "HTTP_BODY_INVALID",
  400,
  (what: string) => `The body cannot be read: ${what}.`,
  "Correct the body of the request.",
);

export const BODY_SLOW = defineError(
  "HTTP_BODY_SLOW",
  408,
  (limitMs: number) => `The body has not arrived within ${limitMs} ms.`,
  "Send it faster, or raise `bodyTimeout` of http().",
);

export const ROUTE_NOT_FOUND = defineError(
  "HTTP_NOT_FOUND",
  404,
  () => "There is nothing at this address.",
  "Compare the address with what `quintet routes` lists.",
);

export const METHOD_REFUSED = defineError(
  "HTTP_METHOD_NOT_ALLOWED",
  405,
  (method: string, allowed: readonly string[]) =>
    `${method} is not possible here, only ${allowed.join(", ")}.`,
  "Use one of the methods in the Allow header.",
);

export const TYPE_NOT_PRODUCED = defineError(
  "HTTP_NOT_ACCEPTABLE",
  406,
  (accept: string, produced: readonly string[]) =>
    `The answer is ${produced.join(" or ")}, and the request accepts ${JSON.stringify(accept.slice(0, 100))} only.`,
  "Ask for one of the types that the route has in `produces`.",
);

export const CLIENT_GONE = defineError(
  "HTTP_CLIENT_GONE",
  499,
  () => "The client has closed the connection.",
  "Nothing to mend: nobody waits for the answer.",
);

export const REQUEST_INVALID = defineError(
  "HTTP_REQUEST_INVALID",
  400,
  (what: string) => `The request cannot be read: ${what}.`,
  "Correct the request.",
);

export const HEADERS_TOO_LARGE = defineError(
  "HTTP_HEADERS_TOO_LARGE",
  431,
  () => "The headers are too large.",
  "Send less, cookies above all, or raise `headersLimit` of http().",
);

export const REQUEST_SLOW = defineError(
  "HTTP_REQUEST_SLOW",
  408,
  () => "The request has not arrived in time.",
  "Send it faster, or raise `headersTimeout` of http().",
);

export const IN_MAINTENANCE = defineError(
  "HTTP_MAINTENANCE",
  503,
  () => "The service is being worked on and will be back soon.",
  "Wait as long as Retry-After says, or take the flag away that was given as `maintenance` of http().",
);

// What the program has done wrong. The messages stay in the log.

export const INTERNAL = defineError(
  "HTTP_INTERNAL_ERROR",
  500,
  () => "The server has failed.",
  "Look for the `request_id` of the answer in the log, which has the error itself.",
);

export const ROUTES_INVALID = defineError(
  "HTTP_ROUTES_INVALID",
  500,
  (problems: readonly string[]) =>
    `The routes cannot be served:\n${problems.map((problem) => `- ${problem}`).join("\n")}`,
  "Correct each where it is declared.",
);

export const OPTION_UNKNOWN = defineError(
  "HTTP_OPTION_UNKNOWN",
  500,
  (of: string, option: string, known: readonly string[]) =>
    `${of} has no option "${option}".${didYouMean(option, known)}`,
  (_of, _option, known) => `It takes: ${known.join(", ")}.`,
);

export const PORT_BUSY = defineError(
  "HTTP_PORT_BUSY",
  500,
  (host: string, port: number) => `Another program listens at ${host}, port ${port}, already.`,
  "Stop it, or choose another `port`; 0 takes any that is free.",
);

export const LISTEN_FAILED = defineError(
  "HTTP_LISTEN_FAILED",
  500,
  (host: string, port: number) => `The server cannot listen at ${host}, port ${port}.`,
  "See the cause: ports below 1024 want a privilege, and the host must be an address of this machine.",
);

export const NO_SERVER = defineError(
  "HTTP_NO_SERVER",
  500,
  (what: string) => `${what} needs the HTTP server of an app, and there is none in this context.`,
  "Add `http()` to the modules of the app, and do this inside of a request or of `app.run`.",
);

export const ROUTE_NOT_MOUNTED = defineError(
  "HTTP_ROUTE_NOT_MOUNTED",
  500,
  (name: string, known: readonly string[]) =>
    `No module of this app has the route ${name}.${didYouMean(name, known)}`,
  "Add it to the `routes` of a module, itself or inside of a group.",
);

export const URL_PARAM_MISSING = defineError(
  "HTTP_URL_PARAM_MISSING",
  500,
  (path: string, name: string) => `The address of ${path} cannot be made without "${name}".`,
  "Give url() a value that is not empty for each parameter of the path.",
);

export const RESPONSE_INVALID = defineError(
  "HTTP_RESPONSE_INVALID",
  500,
  (what: string) => `A handler has answered with ${what}.`,
  "Return an object, a list, a text, nothing, or what respond() gives.",
);

export const PROVIDER_EMPTY = defineError(
  "HTTP_PROVIDER_EMPTY",
  500,
  (name: string) => `The provider ${name} has ended without a \`yield\`.`,
  "Yield the value once; what stands behind the `yield` cleans up.",
);
