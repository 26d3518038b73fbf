import type { ServerOptions as TlsOptions } from "node:https";
import { milliseconds, type Duration } from "../../core/index.ts";
import type { Naming } from "../../schema/index.ts";
import { OPTION_UNKNOWN } from "../errors.ts";
import type { RenderProblem } from "../answers/error-answer.ts";
import type { ProblemPage } from "../answers/problem-page.ts";
import type { MaintenanceFlag } from "../handling/maintenance.ts";
import type { Middleware } from "../handling/middleware.ts";
import { STACK_OPTIONS, type StackOptions } from "../handling/default-stack.ts";

export interface HttpOptions extends StackOptions {
  /** 0 takes any that is free. Default 3000. */
  readonly port?: number;
  /** The address to listen at; `"0.0.0.0"` for all. Default `"127.0.0.1"`, so that nobody else gets in unasked. */
  readonly host?: string;
  /** Key and certificate, as `node:https` takes them. Default: no TLS. */
  readonly tls?: TlsOptions;
  /** Shows errors with source and request to browsers. Default false: never in production. */
  readonly development?: boolean;
  /** For every request, inside of the layers that http() itself adds. */
  readonly middleware?: readonly Middleware[];
  /**
   * Whether each request is one line in the log, level `info`. Default: in development only; in production
   * it is the fact `http.request` that becomes a line, without costing a request half of its time.
   */
  readonly requestLog?: boolean;
  /** Requests that take longer are logged with level `warn`. Default `"1s"`. */
  readonly slow?: Duration;
  /** Time for a request, from its headers to the begin of the answer. Default `"30s"`. */
  readonly timeout?: Duration;
  /** Largest body, in bytes. Default 1 MiB. */
  readonly bodyLimit?: number;
  /** Time for a body to arrive. Default `"15s"`. */
  readonly bodyTimeout?: Duration;
  /** Time for the headers to arrive. Default `"10s"`. */
  readonly headersTimeout?: Duration;
  /** All headers together, in bytes. Default 16 KiB. */
  readonly headersLimit?: number;
  /** A client that takes nothing of its answer for so long is cut off. Default `"30s"`. */
  readonly stallTimeout?: Duration;
  /** How long an idle connection is kept. Default `"72s"`, more than usual load balancers do. */
  readonly keepAlive?: Duration;
  /** Connections at once; more are closed at once. Default: as many as the system gives. */
  readonly maxConnections?: number;
  /** What is under way at a stop may take so long; then it is aborted. Default `"10s"`. */
  readonly stopTimeout?: Duration;
  /** Default `"refuse"`: a name in the query that a route does not know is 400. */
  readonly unknownQuery?: "refuse" | "ignore";
  /**
   * How the names of routes and resources are written on the wire, where they do not say otherwise: those of
   * queries, bodies and declared answers. Default `"snake_case"`.
   */
  readonly naming?: Naming;
  readonly maintenance?: MaintenanceFlag;
  /** Another form for all answers to errors that no mapper takes. Default: RFC 9457. */
  readonly renderProblem?: RenderProblem;
  /**
   * What people are shown of these errors, where their browser asks for a page; programs get the document.
   * In development they are shown the cause of errors of 500 and above instead. Default: a plain page, unless
   * there is a `renderProblem`.
   */
  readonly problemPage?: ProblemPage;
}

const OPTIONS = [
  "bodyLimit",
  "bodyTimeout",
  "development",
  "headersLimit",
  "headersTimeout",
  "host",
  "keepAlive",
  "maintenance",
  "maxConnections",
  "middleware",
  "naming",
  "port",
  "problemPage",
  "renderProblem",
  "requestLog",
  "slow",
  "stallTimeout",
  "stopTimeout",
  "timeout",
  "tls",
  "unknownQuery",
];

const DEFAULTS = {
  port: 3000,
  host: "127.0.0.1",
  development: false,
  middleware: [],
  slow: "1s",
  timeout: "30s",
  bodyLimit: 2 ** 20,
  bodyTimeout: "15s",
  headersTimeout: "10s",
  headersLimit: 16 * 2 ** 10,
  keepAlive: "72s",
  stallTimeout: "30s",
  stopTimeout: "10s",
  unknownQuery: "refuse",
  naming: "snake_case",
} as const satisfies HttpOptions;

/** The options with their defaults. */
export type HttpSettings = HttpOptions &
  Required<Pick<HttpOptions, keyof typeof DEFAULTS | "requestLog">>;

/** @throws `HTTP_OPTION_UNKNOWN`, `CORE_BAD_DURATION` */
export function settingsOf(options: HttpOptions): HttpSettings {
  const known = [...OPTIONS, ...STACK_OPTIONS];
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined) throw OPTION_UNKNOWN("http()", unknown, known);
  const settings = { requestLog: options.development ?? false, ...DEFAULTS, ...options };
  for (const name of DURATIONS) milliseconds(settings[name]);
  return settings;
}

const DURATIONS = [
  "slow",
  "timeout",
  "bodyTimeout",
  "headersTimeout",
  "keepAlive",
  "stallTimeout",
  "stopTimeout",
] as const;
