import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { requestFor } from "../handling/current-request.ts";
import { ROUTE_NOT_FOUND } from "../errors.ts";
import { checkNames } from "../guards/guard-options.ts";
import { HttpError } from "../answers/http-error.ts";
import { problem } from "../answers/problem.ts";
import type { HttpRequest } from "../input/request.ts";
import { HttpResponse } from "../answers/response.ts";
import { FILE_PRECONDITION, RANGE_REFUSED } from "./errors.ts";

export interface FileOptions {
  /** Browsers store it under this name and do not show it. */
  readonly download?: string;
  /** Content-Type. Default: by the name. */
  readonly type?: string;
  /** Cache-Control. Default `"private, no-cache"`: asked about each time, and 304 if it is the same. */
  readonly cache?: string;
}

/**
 * Answers with a file: with ranges, `etag`, `last-modified` and 304.
 *
 * Never build `path` from what a visitor sends; `staticFiles` serves folders.
 *
 * @throws `HTTP_NOT_FOUND`, `HTTP_RANGE_REFUSED` (416), `HTTP_PRECONDITION_FAILED` (412)
 * @example
 * get("/report", () => file("./data/report.pdf", { download: "report.pdf" }))
 */
export async function file(path: string | URL, options: FileOptions = {}): Promise<HttpResponse> {
  checkNames("file()", options, ["download", "type", "cache"]);
  const { download, type, cache = "private, no-cache" } = options;
  const full = path instanceof URL ? fileURLToPath(path) : path;
  const request = requestFor("file()");
  const response = await sendFrom(request, dirname(full), basename(full), true);
  response.header("cache-control", cache);
  if (type !== undefined) response.header("content-type", type);
  if (download !== undefined) response.header("content-disposition", attachment(download));
  return response;
}

/** Sends `name` below `folder`; what would leave the folder, and dotfiles, are not there. */
export async function sendFrom(
  request: HttpRequest,
  folder: string,
  name: string,
  hasDotfiles = false,
): Promise<HttpResponse> {
  // Loaded with the first file: many apps send none, and it takes 8 MB.
  const { send } = await import("@fastify/send");
  const encoded = name.split("/").map(encodeURIComponent).join("/");
  const sent = await send(request.raw, `/${encoded}`, {
    root: folder,
    index: false,
    dotfiles: hasDotfiles ? "allow" : "ignore",
    cacheControl: false,
  });
  if (sent.type === "file")
    return new HttpResponse(sent.statusCode, sent.stream, lower(sent.headers));
  sent.stream.destroy();
  if (sent.statusCode === 412) throw FILE_PRECONDITION();
  if (sent.statusCode === 416) return rangeRefused(request, lower(sent.headers));
  throw ROUTE_NOT_FOUND();
}

function rangeRefused(request: HttpRequest, headers: Record<string, string>): HttpResponse {
  const { code, status, message } = RANGE_REFUSED(request.header("range") ?? "");
  const response = problem({ status, code, detail: message, request_id: request.id });
  const size = headers["content-range"];
  if (size !== undefined) response.header("content-range", size);
  response.error = new HttpError(code, status, message);
  return response;
}

function lower(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}

/** RFC 6266: an ASCII name for old readers, and the name itself. */
function attachment(name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, "_");
  const full = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`;
}
