import type { RequestListener } from "node:http";
import type { FastifyInstance, FastifyServerOptions } from "fastify";
import { milliseconds } from "../../core/index.ts";
import type { HttpSettings } from "./http-options.ts";
import { refuseConnection } from "./refuse-connection.ts";

/** Looked at so often for connections that take too long over their headers. */
const CHECK_CONNECTIONS_MS = 2_000;

/**
 * Makes the Fastify that listens. All else is ours: its logger, parsers and replies are not used.
 *
 * @param listener Answers all that no route of a plugin does.
 */
export async function openFastify(
  settings: HttpSettings,
  listener: RequestListener,
): Promise<FastifyInstance> {
  // Loaded here: it takes 60 ms, and not every command serves.
  const { fastify } = await import("fastify");
  const headersTimeout = milliseconds(settings.headersTimeout);
  const node = {
    maxHeaderSize: settings.headersLimit,
    headersTimeout,
    optimizeEmptyRequests: true,
    connectionsCheckingInterval: Math.min(CHECK_CONNECTIONS_MS, headersTimeout),
  };
  const options: FastifyServerOptions = {
    logger: false,
    exposeHeadRoutes: false,
    keepAliveTimeout: milliseconds(settings.keepAlive),
    // The time for headers and body together, should the body never be asked for.
    requestTimeout: headersTimeout + milliseconds(settings.timeout),
    forceCloseConnections: "idle",
    // A client that has a connection does not know that the server stops: its request is answered.
    return503OnClosing: false,
    clientErrorHandler: (error, socket) => refuseConnection(error, socket),
    frameworkErrors: (_error, request, reply) => listener(request.raw, reply.raw),
    // Nothing of the query is read before a route asks for it.
    routerOptions: { querystringParser: () => ({}), maxParamLength: settings.headersLimit },
  };
  const kind = settings.tls ? { https: { ...node, ...settings.tls } } : { http: node };
  // Its types know a different instance for each kind of server, and have none for either.
  const instance = fastify({ ...options, ...kind } as object) as unknown as FastifyInstance;
  if (settings.maxConnections !== undefined) {
    instance.server.maxConnections = settings.maxConnections;
  }
  instance.route({
    method: instance.supportedMethods,
    url: "*",
    // Answered here, before Fastify looks at the body: whatever the Content-Type says, ours decides.
    onRequest: ({ raw }, reply) => listener(raw, reply.raw),
    handler: () => {},
  });
  return instance;
}

/** Has requests of sockets answered by `listener` alone: past Fastify, whose own way takes 2 µs. */
export function listenInstead(
  { server, routing }: FastifyInstance,
  listener: RequestListener,
): void {
  server.off("request", routing).on("request", listener);
}
