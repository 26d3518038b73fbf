import type { App } from "../app/index.ts";
import { anonymous, identity, type Identity, toIdentity } from "../core/index.ts";
import { type HttpServer, serverOf, startInProcess } from "../http/index.ts";
import { assertQueries } from "./assert-queries.ts";
import { CookieJar } from "./cookie-jar.ts";

type QueryValue = string | number | bigint | boolean | undefined;

export interface TestRequest {
  /** Values that are lists are repeated; undefined ones are left out. */
  readonly query?: Readonly<Record<string, QueryValue | readonly QueryValue[]>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Any value, sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is: text, `URLSearchParams`, `FormData`, bytes. */
  readonly body?: NonNullable<RequestInit["body"]>;
  /** How many queries it may take; more fail the test, with their SQL. */
  readonly maxQueries?: number;
}

/** An answer, read to its end. */
export interface TestResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** What the text means as JSON; undefined where it is none. */
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly json: any;
  readonly bytes: Uint8Array;
}

/** Sends requests to an app in process. Keeps cookies, follows no redirects. */
export interface TestClient extends AsyncDisposable {
  get(path: string, request?: TestRequest): Promise<TestResponse>;
  post(path: string, request?: TestRequest): Promise<TestResponse>;
  put(path: string, request?: TestRequest): Promise<TestResponse>;
  patch(path: string, request?: TestRequest): Promise<TestResponse>;
  delete(path: string, request?: TestRequest): Promise<TestResponse>;
  send(method: string, path: string, request?: TestRequest): Promise<TestResponse>;
  /** Another client, with no cookies yet, whose requests are of somebody: `client.as({ id: 1, isStaff: true })`. */
  as(who: Partial<Identity>): TestClient;
  /** Stops the app if this client has started it. */
  close(): Promise<void>;
}

/**
 * Makes a client for an app, or for a server that runs. An app that is not started is started for the first
 * request, without a port.
 *
 * It is the whole app, with its own database: `appTest` puts one for tests in its place.
 *
 * @example
 * await using client = testClient(app);
 * const { status, json } = await client.post("/notes", { json: { text: "Buy tea" } });
 */
export function testClient(of: App | HttpServer): TestClient {
  return new Client(new Target(of), undefined);
}

/** What requests go to. */
class Target {
  readonly #of: App | HttpServer;
  #starting: Promise<HttpServer> | undefined;

  constructor(of: App | HttpServer) {
    this.#of = of;
  }

  server(): HttpServer | Promise<HttpServer> {
    if ("fetch" in this.#of) return this.#of;
    if (this.#starting === undefined && this.#of.isRunning) return serverOf(this.#of);
    return (this.#starting ??= startInProcess(this.#of));
  }

  /** In the context of the app, where there is one. */
  async run<T>(fn: () => Promise<T>): Promise<T> {
    return "fetch" in this.#of ? fn() : this.#of.run(fn);
  }

  async close(): Promise<void> {
    if (this.#starting !== undefined && !("fetch" in this.#of)) await this.#of.stop();
  }
}

/** Says who asks, anew for each request. */
type Who = () => Identity | Promise<Identity>;

/** A row of a user, who knows their groups. */
interface UserLike {
  [toIdentity](): Promise<Identity>;
}

class Client implements TestClient {
  readonly #target: Target;
  readonly #who: Who | undefined;
  readonly #cookies = new CookieJar();

  constructor(target: Target, who: Who | undefined) {
    this.#target = target;
    this.#who = who;
  }

  get(path: string, request?: TestRequest): Promise<TestResponse> {
    return this.send("GET", path, request);
  }

  post(path: string, request?: TestRequest): Promise<TestResponse> {
    return this.send("POST", path, request);
  }

  put(path: string, request?: TestRequest): Promise<TestResponse> {
    return this.send("PUT", path, request);
  }

  patch(path: string, request?: TestRequest): Promise<TestResponse> {
    return this.send("PATCH", path, request);
  }

  delete(path: string, request?: TestRequest): Promise<TestResponse> {
    return this.send("DELETE", path, request);
  }

  async send(method: string, path: string, request: TestRequest = {}): Promise<TestResponse> {
    const server = await this.#target.server();
    const made = requestOf(method, path, request);
    const cookies = this.#cookies.header();
    if (cookies !== "") made.headers.set("cookie", cookies);
    // What a row has to ask for is no query of the request.
    const who = await this.#who?.();
    const ask = async (): Promise<TestResponse> => responseOf(await server.fetch(made));
    const asSomebody = (): Promise<TestResponse> =>
      who === undefined ? ask() : identity.run(who, ask);
    const { maxQueries } = request;
    const response =
      maxQueries === undefined
        ? await asSomebody()
        : await assertQueries({ max: maxQueries }, asSomebody);
    this.#cookies.take(response.headers);
    return response;
  }

  as(who: Partial<Identity>): TestClient {
    if (toIdentity in who) {
      const row = who as UserLike;
      return new Client(this.#target, () => this.#target.run(() => row[toIdentity]()));
    }
    // A whole identity stays what it is: its getters and methods are not its own to be copied.
    const isWhole = Object.keys(anonymous).every((name) => name in who);
    const identity = isWhole ? (who as Identity) : { ...anonymous, isSignedIn: true, ...who };
    return new Client(this.#target, () => identity);
  }

  close(): Promise<void> {
    return this.#target.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

function requestOf(method: string, path: string, given: TestRequest): Request {
  const url = new URL(path, "http://localhost");
  for (const [name, value] of Object.entries(given.query ?? {}))
    for (const one of [value].flat())
      if (one !== undefined) url.searchParams.append(name, String(one));
  const headers = new Headers(given.headers);
  if (given.json !== undefined && !headers.has("content-type"))
    headers.set("content-type", "application/json");
  const body = given.json === undefined ? given.body : JSON.stringify(given.json);
  return new Request(url, { method, headers, ...(body !== undefined && { body }) });
}

async function responseOf(response: Response): Promise<TestResponse> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  const { status, headers } = response;
  return { status, headers, text, bytes, json: jsonOf(text) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
