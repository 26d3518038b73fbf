import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { currentIdentity, type Identity } from "../../core/index.ts";
import { parseCookies } from "../cookies/parse-cookies.ts";
import { parseQueryString, type TextValues } from "./query-string.ts";
import { parseJson } from "./parse-json.ts";
import type { Naming } from "../../schema/index.ts";
import { readBytes, type BodyLimits } from "./read-bytes.ts";
import type { RouteExtras } from "../routing/route.ts";
import { textOfUtf8 } from "./text-of-utf8.ts";

/** What is known of the route that answers. */
export interface RequestRoute {
  /** With its prefixes, as declared: `"/api/posts/:id"`. Empty where no route answers. */
  readonly path: string;
  readonly name: string | undefined;
  /** What the route and its groups say beside what http reads; the nearest counts. */
  readonly extras: RouteExtras;
  /** What its groups say, from the outer to the inner, and what it says itself. */
  readonly layers: readonly RouteExtras[];
  readonly limits: BodyLimits;
  /** How names are written in its query, body and answer. */
  readonly naming: Naming;
  readonly worksInMaintenance: boolean;
}

/** A request as it came in. What the route declares is checked and converted; what is here is raw. */
export class HttpRequest {
  /** Of this request, in logs and in the answer: accepted from `x-request-id` or made. */
  readonly id: string;
  readonly method: string;
  /** As sent, without the query, not decoded. */
  readonly path: string;
  /** What follows the question mark. */
  readonly search: string;
  readonly route: RequestRoute;
  /** Decoded texts. */
  readonly params: Readonly<Record<string, string>>;
  /** Aborts when the client has gone or the deadline has passed. */
  readonly signal: AbortSignal;
  readonly raw: IncomingMessage;
  readonly rawResponse: ServerResponse;
  #address: string | undefined;
  #isSecure: boolean | undefined;
  #host: string | undefined;
  #user: Identity | undefined;
  #query: TextValues | undefined;
  #cookies: Readonly<Record<string, string>> | undefined;
  #url: URL | undefined;
  #bytes: Promise<Buffer> | undefined;

  constructor(
    raw: IncomingMessage,
    rawResponse: ServerResponse,
    id: string,
    route: RequestRoute,
    params: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ) {
    const target = raw.url!;
    const mark = target.indexOf("?");
    this.id = id;
    this.method = raw.method!;
    this.path = mark === -1 ? target : target.slice(0, mark);
    this.search = mark === -1 ? "" : target.slice(mark + 1);
    this.route = route;
    this.params = params;
    this.signal = signal;
    this.raw = raw;
    this.rawResponse = rawResponse;
  }

  /** Address of the client. Middleware for trusted proxies sets this and the next two. */
  get address(): string {
    return (this.#address ??= this.raw.socket.remoteAddress ?? "");
  }

  set address(address: string) {
    this.#address = address;
  }

  /** Whether it came by TLS. */
  get isSecure(): boolean {
    return (this.#isSecure ??= "encrypted" in this.raw.socket);
  }

  set isSecure(isSecure: boolean) {
    this.#isSecure = isSecure;
  }

  /** With the port where it is not the usual one; as the client has written it, so not to be trusted. */
  get host(): string {
    return (this.#host ??= this.raw.headers.host ?? "");
  }

  set host(host: string) {
    this.#host = host;
  }

  /** By lower-case name, as Node gives them. */
  get headers(): IncomingHttpHeaders {
    return this.raw.headers;
  }

  /** The value of a header, several of them joined by a comma. */
  header(name: string): string | undefined {
    const value = this.raw.headers[name.toLowerCase()];
    return Array.isArray(value) ? value.join(", ") : value;
  }

  get query(): TextValues {
    return (this.#query ??= parseQueryString(this.search));
  }

  get cookies(): Readonly<Record<string, string>> {
    return (this.#cookies ??= parseCookies(this.raw.headers.cookie));
  }

  /** The whole address, as far as the client and the trusted proxies tell it. */
  get url(): URL {
    const origin = `${this.isSecure ? "https" : "http"}://${this.host || "localhost"}`;
    // Put together, not resolved: "//elsewhere/path" would be another host.
    const target = this.raw.url!;
    return (this.#url ??= new URL(target === "*" ? origin : `${origin}${target}`));
  }

  /** Who asks; `anonymous` as long as nobody has said otherwise. */
  get user(): Identity {
    return this.#user ?? currentIdentity();
  }

  /** For the middleware that knows who asks. */
  set user(user: Identity) {
    this.#user = user;
  }

  /**
   * The body as it came, read once, whatever its type.
   *
   * @throws `HTTP_BODY_TOO_LARGE`, `HTTP_BODY_SLOW`, `HTTP_BODY_ENCODING_REFUSED`
   */
  bytes(): Promise<Buffer> {
    return (this.#bytes ??= readBytes(this.raw, this.route.limits, this.signal));
  }

  /** @throws as `bytes`, and `HTTP_BODY_INVALID` for what is not UTF-8 */
  async text(): Promise<string> {
    return textOfUtf8(await this.bytes());
  }

  /** @throws as `text`, and `HTTP_BODY_INVALID` for what is not JSON */
  async json(): Promise<unknown> {
    return parseJson(await this.text());
  }
}
