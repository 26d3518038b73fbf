import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  currentLog,
  deadline,
  milliseconds,
  outsideContext,
  requestId,
  signal,
  slot,
  sleep,
  STEP_TIMEOUT,
  systemClock,
  type Clock,
} from "../../core/index.ts";
import type { App } from "../../app/index.ts";
import type { FastifyInstance } from "fastify";
import { currentRequest } from "../handling/current-request.ts";
import {
  compileRoutes,
  type CompiledRoute,
  type CompiledRoutes,
} from "../routing/compile-routes.ts";
import { LISTEN_FAILED, NO_SERVER, PORT_BUSY } from "../errors.ts";
import { Exchange } from "../handling/exchange.ts";
import { fetchFrom } from "./fetch-from.ts";
import type { HttpSettings } from "./http-options.ts";
import type { MountedRoute } from "../routing/mount.ts";
import { OpenExchanges } from "../handling/open-exchanges.ts";
import { limitPipelining } from "./limit-pipelining.ts";
import { ListeningSocket } from "./listening-socket.ts";
import { listenInstead, openFastify } from "./open-fastify.ts";
import type { Provider } from "../handling/provider.ts";
import type { Route } from "../routing/route.ts";
import { openRouter } from "../routing/router.ts";
import { serveExchange, type ServeOptions } from "../handling/serve-exchange.ts";
import type { Addresses } from "../routing/url.ts";

/** Where to listen. */
export interface Place {
  readonly host: string;
  readonly port: number;
  /**
   * How long a connection that is kept alive stays open at a stop, for the answer to one more request. Default
   * 0: it is closed at once, and a request that is on its way on it is lost.
   */
  readonly lingerMs?: number;
}

/** The server of the app in whose context this runs. */
export const currentServer = slot<HttpServer>("httpServer");

/** Answers the requests of one app: over a socket, from another server, or in process. */
export class HttpServer implements Addresses {
  readonly settings: HttpSettings;
  readonly #app: App;
  readonly #compiled: CompiledRoutes;
  readonly #overrides = new Map<Provider, unknown>();
  readonly #clock: Clock;
  readonly #open: OpenExchanges;
  readonly #background = new Set<Promise<void>>();
  readonly #serving: ServeOptions;
  #fastify: FastifyInstance | undefined;
  #socket: ListeningSocket | undefined;
  #lingerMs = 0;
  #isStopping = false;

  /** @throws `HTTP_ROUTES_INVALID` */
  constructor(app: App, settings: HttpSettings) {
    this.#app = app;
    this.settings = settings;
    this.#compiled = compileRoutes(app, settings);
    this.#clock = app.options.clock ?? systemClock;
    const timeouts = this.routes.map(({ timeoutMs }) => timeoutMs);
    this.#open = new OpenExchanges(this.#clock, Math.min(...timeouts));
    this.#serving = {
      logsRequests: settings.requestLog,
      open: this.#open,
      stallMs: milliseconds(settings.stallTimeout),
      track: (work) => this.#track(work),
    };
  }

  /** All routes in their places. */
  get routes(): readonly MountedRoute[] {
    return this.#compiled.routes.map(({ mounted }) => mounted);
  }

  get names(): readonly string[] {
    return this.routes.flatMap(({ name }) => name ?? []);
  }

  find(route: Route | string): MountedRoute | undefined {
    return this.#compiled.places.get(route);
  }

  /** Where it listens; undefined where it does not. */
  get address(): AddressInfo | undefined {
    return this.#socket?.address;
  }

  /** `http://127.0.0.1:3000`, where it listens. */
  get origin(): string | undefined {
    const { address } = this;
    if (address === undefined) return undefined;
    const host = address.family === "IPv6" ? `[${address.address}]` : address.address;
    return `${this.settings.tls ? "https" : "http"}://${host}:${address.port}`;
  }

  /** For a server of your own: `createServer(server.handler)`. */
  get handler(): RequestListener {
    return this.#opened.routing;
  }

  /**
   * Answers a request in process, without a socket.
   *
   * The body of the answer is a stream: read it or cancel it.
   */
  fetch(request: Request): Promise<Response> {
    return fetchFrom(this.#opened, request);
  }

  /**
   * Puts a value, or another provider, in place of a provider. Dispose it to end that.
   *
   * @example
   * using _ = server.override(mailer, fakeMailer);
   */
  override<T>(provider: Provider<T>, fake: NoInfer<T> | Provider<NoInfer<T>>): Disposable {
    const before = this.#overrides.has(provider) ? [this.#overrides.get(provider)] : [];
    this.#overrides.set(provider, fake);
    return {
      [Symbol.dispose]: () => {
        if (before.length > 0) this.#overrides.set(provider, before[0]);
        else this.#overrides.delete(provider);
      },
    };
  }

  /** Makes everything ready to answer. Done by the app. */
  async open(): Promise<void> {
    const { settings } = this;
    const router = await openRouter(
      this.#compiled,
      (route, raw, rawResponse, params) => this.#serve(route, raw, rawResponse, params),
      settings.headersLimit,
    );
    const listener = limitPipelining(router);
    const plugins = this.#app.contributions("serverPlugins");
    const fastify = await openFastify(settings, listener);
    for (const plug of plugins) await plug(fastify, this.#app);
    await fastify.ready();
    if (plugins.length === 0) listenInstead(fastify, listener);
    this.#fastify = fastify;
    this.#socket = new ListeningSocket(fastify.server);
  }

  /** @throws `HTTP_PORT_BUSY`, `HTTP_LISTEN_FAILED` */
  async listen({ host, port, lingerMs = 0 }: Place = this.settings): Promise<void> {
    this.#lingerMs = lingerMs;
    try {
      await outsideContext(() => this.#opened.listen({ host, port }));
    } catch (error) {
      const isBusy = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
      throw (isBusy ? PORT_BUSY(host, port) : LISTEN_FAILED(host, port)).because(error);
    }
    currentLog().debug("listening", { origin: this.origin });
  }

  /**
   * Takes no new connections; those that are there are answered as before.
   *
   * `close` does it too. This is for processes that share a port: a connection that one of them closes
   * must not be opened anew at another that is about to stop.
   */
  stopListening(): void {
    this.#socket?.stop();
  }

  /**
   * Stops listening, then waits for what is under way, and for the work after answers. What takes longer
   * than `stopTimeout` is aborted. All answers from now on have `connection: close`.
   */
  async close(): Promise<void> {
    const [fastify, socket] = [this.#fastify, this.#socket];
    if (fastify === undefined || socket === undefined) return;
    const limit = this.settings.stopTimeout;
    const late = setTimeout(() => this.#giveUp(fastify), milliseconds(limit));
    const idle = new AbortController();
    try {
      await socket.takeUpWaiting();
      socket.stop();
      this.#isStopping = true;
      this.#open.endConnections();
      await socket.endedWithin(this.#lingerMs);
      await fastify.close();
      await socket.ended();
      await Promise.race([this.#idle(), sleep(limit, { signal: idle.signal })]);
    } finally {
      clearTimeout(late);
      // A sleep that is left alone keeps the process for its whole length.
      idle.abort();
      this.#open.close();
    }
  }

  get #opened(): FastifyInstance {
    if (this.#fastify === undefined) throw NO_SERVER("The server");
    return this.#fastify;
  }

  #serve(
    { mounted, onion }: CompiledRoute,
    raw: IncomingMessage,
    rawResponse: ServerResponse,
    params: Readonly<Record<string, string>>,
  ): void {
    const exchange = new Exchange(mounted, raw, rawResponse, params, this.#clock, this.#overrides);
    const { request } = exchange;
    if (this.#isStopping) rawResponse.shouldKeepAlive = false;
    this.#app.run(
      () => serveExchange(exchange, onion, this.#serving),
      [
        requestId.as(request.id),
        signal.as(request.signal),
        deadline.as(exchange.deadlineMs),
        currentRequest.as(request),
      ],
    );
  }

  #track(work: Promise<void>): void {
    const kept = work
      .catch((error: unknown) =>
        currentLog().error("clean-up after an answer has failed", { error }),
      )
      .finally(() => this.#background.delete(kept));
    this.#background.add(kept);
  }

  async #idle(): Promise<void> {
    while (this.#background.size > 0) await Promise.all(this.#background);
  }

  #giveUp(fastify: FastifyInstance): void {
    this.#open.abortAll(STEP_TIMEOUT("http", "stop", this.settings.stopTimeout));
    // One turn for the answers to those.
    setImmediate(() => fastify.server.closeAllConnections());
  }
}
