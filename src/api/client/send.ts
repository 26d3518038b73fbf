import { ApiError, type ApiProblem } from "./api-error.ts";
import type { WireNaming } from "./wire-names.ts";

/** What any call may be given. */
export interface RequestOptions {
  /** Ends the request; `AbortSignal.timeout(5000)` for a time limit. */
  readonly signal?: AbortSignal | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** How requests are sent. */
export interface Sender {
  readonly url: string;
  readonly naming: WireNaming;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly headers: () => HeaderValues | Promise<HeaderValues>;
}
export type HeaderValues = Readonly<Record<string, string | undefined>>;

export interface Sent extends RequestOptions {
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
}

/** Sends one request and gives what the answer holds. @throws `ApiError` for answers of 400 and above */
export async function send(
  sender: Sender,
  method: string,
  path: string,
  { query = {}, body, signal, headers = {} }: Sent,
): Promise<unknown> {
  const own = { accept: "application/json, */*;q=0.5", ...(await sender.headers()), ...headers };
  const all = new Headers();
  for (const [name, value] of Object.entries(own)) if (value !== undefined) all.set(name, value);
  if (body !== undefined && !isRaw(body)) all.set("content-type", "application/json");
  const request = new Request(`${sender.url}${path}${searchOf(query)}`, {
    method,
    headers: all,
    ...(signal && { signal }),
    ...(body !== undefined && { body: isRaw(body) ? body : JSON.stringify(body) }),
  });
  const response = await sender.fetch(request);
  const value = await valueOf(response);
  if (response.status < 400) return value;
  throw new ApiError(request, response, problemOf(value, response), sender.naming);
}

/** The path with its parameters filled in. */
export function fillPath(path: string, params: Readonly<Record<string, unknown>> = {}): string {
  return path.replaceAll(/:(\w+)(\([^/]*\))?/g, (_all, name: string, pattern?: string) => {
    const value = params[name];
    if (value === undefined || value === null || value === "") {
      throw new TypeError(`The path ${path} wants a value for "${name}".`);
    }
    const text = textOf(value);
    return pattern === "(*)" ? text.split("/").map(segmentOf).join("/") : segmentOf(text);
  });
}

/**
 * A text as one part of a path.
 *
 * @throws TypeError for "." and "..", of which `fetch` makes another path: who writes a key in an address
 *   would choose what is asked for.
 */
export function segmentOf(text: string): string {
  if (text !== "." && text !== "..") return encodeURIComponent(text);
  throw new TypeError(`${JSON.stringify(text)} cannot be a part of a path.`);
}

function searchOf(query: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (one === undefined || one === null) continue;
      search.append(name, textOf(one));
    }
  }
  return search.size > 0 ? `?${search.toString()}` : "";
}

function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === "string" ? value : JSON.stringify(value);
}

type Raw = FormData | Blob | URLSearchParams | Uint8Array<ArrayBuffer>;

/** What `fetch` sends with a type of its own. */
function isRaw(body: unknown): body is Raw {
  return (
    body instanceof FormData ||
    body instanceof Blob ||
    body instanceof URLSearchParams ||
    body instanceof Uint8Array
  );
}

async function valueOf(response: Response): Promise<unknown> {
  if (response.status === 204 || response.status === 205) return undefined;
  const type = response.headers.get("content-type");
  const text = await response.text();
  // Made, and not to be seen by who has made it: 201 without a body.
  if (type === null) return text === "" ? undefined : text;
  if (!/[/+]json\b/.test(type)) return text;
  try {
    return JSON.parse(text);
  } catch {
    // A gateway that calls its page of errors JSON: the status says enough.
    return text;
  }
}

function problemOf(value: unknown, response: Response): ApiProblem {
  if (typeof value === "object" && value !== null) return value as ApiProblem;
  return { status: response.status, title: response.statusText };
}
