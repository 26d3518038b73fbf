import { existsSync, readFileSync, statSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { slot } from "../../core/index.ts";
import { addVary } from "../guards/cors.ts";
import { preferredEncoding } from "../delivery/preferred-encoding.ts";
import { checkNames } from "../guards/guard-options.ts";
import { group, type Group } from "../routing/group.ts";
import type { HttpRequest } from "../input/request.ts";
import type { HttpResponse } from "../answers/response.ts";
import { get, isRoute, type Route } from "../routing/route.ts";
import { url } from "../routing/url.ts";
import { ASSET_NOT_FOUND, STATIC_INVALID } from "./errors.ts";
import { sendFrom } from "./file.ts";
import { contentHash, MANIFEST, pathOf, readManifest } from "./collect-static.ts";

export interface StaticFilesOptions {
  /** The files as they are written. */
  readonly folder: string | URL;
  /**
   * Where `quintet collectstatic` puts them for production: under names with a hash, compressed beside. Served
   * from there once it has, but in development.
   */
  readonly collected?: string | URL;
  /** All files may be cached for ever, because their names change with their content. Default false. */
  readonly immutable?: boolean;
  /** Cache-Control of files that are not immutable. Default `"public, no-cache"`: asked about each time. */
  readonly cache?: string;
}

/** A folder of files, to be put among the routes of a module. */
export interface StaticFiles extends Group {
  readonly folder: string;
  readonly collected: string | undefined;
  /** Whether files have been collected there. */
  readonly isCollected: boolean;
  /**
   * The address of a file, which changes with its content, so that browsers may keep it for ever.
   *
   * @throws `HTTP_ASSET_NOT_FOUND`
   */
  url(name: string): string;
}

/** The static files that `asset()` means in templates: those of `assets` of http(). */
export const currentAssets = slot<StaticFiles>("assets");

/** Whether collected files are served in place of those that they are made from. */
export const servesCollected = slot<boolean>("servesCollected");

const FOREVER = "public, max-age=31536000, immutable";

/**
 * Serves the files of a folder: with ranges, 304, and the `.br` or `.gz` beside a file where there is one.
 *
 * Dotfiles, folders and what is outside are 404. Symbolic links are followed. What `collectStatic` has made is
 * kept by browsers for ever.
 *
 * @throws `HTTP_STATIC_INVALID`
 * @example
 * const assets = staticFiles("/static", { folder: new URL("./static", import.meta.url) });
 * module("site", { routes: [assets] });
 * html`<link rel="stylesheet" href="${assets.url("app.css")}">`
 */
export function staticFiles(prefix: string, options: StaticFilesOptions): StaticFiles {
  checkNames("staticFiles", options, ["folder", "collected", "immutable", "cache"]);
  const { immutable = false, cache = "public, no-cache" } = options;
  const source = new Folder(pathOf(options.folder));
  const made = options.collected === undefined ? undefined : new Folder(pathOf(options.collected));
  const filesNow = (): Folder => (servesCollected.get() && made?.isCollected ? made : source);
  const serve = get("/:path(*)", async ({ request, params }) => {
    const files = filesNow();
    const name = String((params as Record<string, string>)["path"]);
    const response = await sendSmallest(request, files.path, name);
    const isKept = immutable || files.isHashed(name) || request.search === files.knownVersion(name);
    return response.header("cache-control", isKept ? FOREVER : cache);
  });
  return {
    ...group(prefix, { public: true, csrf: false }, [serve]),
    folder: source.path,
    collected: made?.path,
    get isCollected() {
      return made?.isCollected ?? false;
    },
    url: (name: string) => {
      const { path, version } = filesNow().find(name);
      return `${url(serve, { path })}${version === undefined ? "" : `?${version}`}`;
    },
  };
}

/** Those among the routes of an app, at any depth. */
export function staticFilesIn(members: readonly (Route | Group)[]): StaticFiles[] {
  return members.flatMap((member) => {
    if (isRoute(member)) return [];
    return "collected" in member ? [member as StaticFiles] : staticFilesIn(member.members);
  });
}

/** The precompressed file where the client takes it. A range is one of the plain file. */
async function sendSmallest(
  request: HttpRequest,
  folder: string,
  name: string,
): Promise<HttpResponse> {
  const encoding =
    request.header("range") === undefined
      ? preferredEncoding(request.header("accept-encoding"))
      : undefined;
  const isSafe = !name.split("/").some((part) => part.startsWith(".")) && !name.includes("\0");
  const suffix = encoding === "br" ? ".br" : ".gz";
  const plain = await sendFrom(request, folder, name);
  if (encoding === undefined || !isSafe || plain.status !== 200) return plain;
  if (!(await isFile(join(folder, name + suffix)))) return plain;
  const small = await sendFrom(request, folder, name + suffix);
  if (typeof plain.body === "object" && "destroy" in plain.body) plain.body.destroy();
  small.remove("accept-ranges");
  addVary(small, "accept-encoding");
  if (small.status === 304) return small;
  const type = plain.find("content-type") ?? "application/octet-stream";
  return small.header("content-type", type).header("content-encoding", encoding);
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}

/** What is known of the files of a folder, read when it is first asked for. */
class Folder {
  readonly path: string;
  readonly #versions = new Map<string, { readonly changedMs: number; readonly version: string }>();
  #manifest: Readonly<Record<string, string>> | undefined;
  #hashed: ReadonlySet<string> | undefined;

  constructor(path: string) {
    if (path === "") throw STATIC_INVALID('""', "it is no folder");
    this.path = path;
  }

  /** Whether `collectStatic` has made it. */
  get isCollected(): boolean {
    return Object.keys(this.#names()).length > 0;
  }

  isHashed(name: string): boolean {
    this.#hashed ??= new Set(Object.values(this.#names()));
    return this.#hashed.has(name);
  }

  /** The version that was last given out for the file, without looking at it again. */
  knownVersion(name: string): string | undefined {
    return this.#versions.get(name)?.version;
  }

  find(name: string): { readonly path: string; readonly version?: string } {
    const hashed = this.#names()[name];
    if (hashed !== undefined) return { path: hashed };
    const full = join(this.path, name);
    const found = existsSync(full) ? statSync(full) : undefined;
    if (found === undefined || !found.isFile()) throw ASSET_NOT_FOUND(name, this.#known());
    const last = this.#versions.get(name);
    if (last?.changedMs === found.mtimeMs) return { path: name, version: last.version };
    const version = `v=${contentHash(readFileSync(full))}`;
    this.#versions.set(name, { changedMs: found.mtimeMs, version });
    return { path: name, version };
  }

  #names(): Readonly<Record<string, string>> {
    return (this.#manifest ??= readManifest(join(this.path, MANIFEST)));
  }

  #known(): string[] {
    return Object.keys(this.#names());
  }
}
