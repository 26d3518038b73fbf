import { afterwards, type Middleware } from "../../http/index.ts";
import { VERSIONS_INVALID } from "./errors.ts";

export interface DeprecationOptions {
  /** Since when it should not be used any more, or from when on: a moment, or a date as `"2026-06-01"`. */
  readonly since?: string | Date;
  /** When it will stop to answer. Nothing happens then by itself. */
  readonly sunset?: string | Date;
  /** A page that says what to use in its place. */
  readonly link?: string;
}

/**
 * A middleware that tells clients that what they use is going away: the headers Deprecation (RFC 9745),
 * Sunset (RFC 8594) and Link.
 *
 * @throws `API_VERSIONS_INVALID` for what is no date
 * @example
 * get("/old", { deprecated: true, middleware: [deprecation({ since: "2026-06-01", sunset: "2027-01-01" })] }, …)
 */
export function deprecation(options: DeprecationOptions): Middleware {
  const headers = deprecationHeaders(options);
  return afterwards("deprecation", (_request, response) => {
    for (const [name, value] of headers) response.append(name, value);
  });
}

export function deprecationHeaders({
  since,
  sunset,
  link,
}: DeprecationOptions): [string, string][] {
  const headers: [string, string][] = [];
  if (since !== undefined) {
    headers.push(["deprecation", `@${Math.floor(dateOf(since).getTime() / 1000)}`]);
    if (link !== undefined) headers.push(["link", `<${encodeURI(link)}>; rel="deprecation"`]);
  }
  if (sunset !== undefined) {
    headers.push(["sunset", dateOf(sunset).toUTCString()]);
    if (link !== undefined) headers.push(["link", `<${encodeURI(link)}>; rel="sunset"`]);
  }
  return headers;
}

function dateOf(given: string | Date): Date {
  const date = new Date(given);
  if (Number.isNaN(date.getTime())) throw VERSIONS_INVALID(`${JSON.stringify(given)} is no date`);
  return date;
}
