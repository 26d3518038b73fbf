import { hash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, extname, join, posix, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import { checkNames } from "../guards/guard-options.ts";
import { STATIC_INVALID } from "./errors.ts";

export interface CollectStaticOptions {
  /** Folders with files. Of files with one name, that of the first folder counts. */
  readonly from: readonly (string | URL)[];
  /** Where they go: a new folder, or one that `collectStatic` has made. */
  readonly to: string | URL;
}

export interface CollectedFiles {
  /** Names by the names they had: `"app.css"` → `"app.3f8Kq1zP.css"`. */
  readonly names: Readonly<Record<string, string>>;
}

/** In the folder that `collectStatic` makes; a dotfile, so that it is not served. */
export const MANIFEST = ".static-manifest.json";
const COMPRESSED = /\.(?:css|m?js|json|svg|html|txt|xml|map|wasm|webmanifest|[ot]tf|ico)$/;
const MIN_BYTES = 1024;
const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/**
 * Copies static files under names with a hash of their content, and compresses them beside, for production.
 *
 * Addresses in style sheets (`url(…)`, `@import`) are rewritten to the new names. Files of the collection
 * before stay: pages that are open, and servers that are still running, ask for them.
 *
 * @throws `HTTP_STATIC_INVALID` where the target holds other things, or a style sheet names what is not there
 */
export async function collectStatic(options: CollectStaticOptions): Promise<CollectedFiles> {
  checkNames("collectStatic()", options, ["from", "to"]);
  const target = pathOf(options.to);
  const sources = await findFiles(options.from.map(pathOf), target);
  const before = await readTarget(target);
  const collector = new Collector(sources);
  for (const name of sources.keys()) await collector.add(name);
  await Promise.all([...collector.files].map(([name, content]) => write(target, name, content)));
  const names = Object.fromEntries(collector.names);
  await put(join(target, MANIFEST), `${JSON.stringify(names, null, 2)}\n`);
  await removeOthers(target, [...Object.values(names), ...Object.values(before)]);
  return { names };
}

/** The names of a collected folder; none for any other. */
export function readManifest(path: string): Readonly<Record<string, string>> {
  if (!existsSync(path)) return Object.create(null) as Record<string, string>;
  const names = JSON.parse(readFileSync(path, "utf8")) as Record<string, string>;
  return Object.assign(Object.create(null) as Record<string, string>, names);
}

/** 48 bits: enough to tell versions of one file apart. */
export function contentHash(content: Uint8Array | string): string {
  return hash("sha256", content, "hex").slice(0, 12);
}

class Collector {
  /** New names by old. */
  readonly names = new Map<string, string>();
  /** Contents by new name. */
  readonly files = new Map<string, Buffer>();
  readonly #sources: ReadonlyMap<string, string>;

  constructor(sources: ReadonlyMap<string, string>) {
    this.#sources = sources;
  }

  async add(name: string, path: readonly string[] = []): Promise<string> {
    const known = this.names.get(name);
    if (known !== undefined) return known;
    if (path.includes(name)) throw STATIC_INVALID(name, "it imports itself, by others or not");
    const source = this.#sources.get(name)!;
    const content = await readFile(source);
    const final = extname(name) === ".css" ? await this.#rewrite(name, content, path) : content;
    const extension = extname(name);
    const stem = name.slice(0, name.length - extension.length);
    const hashed = `${stem}.${contentHash(final)}${extension}`;
    this.names.set(name, hashed);
    this.files.set(hashed, final);
    return hashed;
  }

  async #rewrite(name: string, content: Buffer, path: readonly string[]): Promise<Buffer> {
    const css = content.toString();
    let text = "";
    let end = 0;
    for (const found of css.matchAll(CSS_ADDRESS)) {
      const address = found[1] ?? found[2] ?? found[3] ?? "";
      const start = found.index + found[0].indexOf(address);
      text += css.slice(end, start) + (await this.#addressOf(address, name, path));
      end = start + address.length;
    }
    return Buffer.from(text + css.slice(end));
  }

  async #addressOf(address: string, from: string, path: readonly string[]): Promise<string> {
    const [, file = "", rest = ""] = /^([^?#]*)(.*)$/.exec(address)!;
    if (file === "" || /^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(file)) return address;
    const wanted = posix.join(posix.dirname(from), decodeURI(file));
    if (!this.#sources.has(wanted))
      throw STATIC_INVALID(from, `it names ${address}, which is not there`);
    const hashed = await this.add(wanted, [...path, from]);
    return posix.join(posix.dirname(file), posix.basename(hashed)) + rest;
  }
}

// Quoted or bare in url(…), and quoted after @import.
const CSS_ADDRESS = /url\(\s*(?:["']([^"']+)["']|([^"')\s]+))\s*\)|@import\s+["']([^"']+)["']/g;

async function findFiles(
  folders: readonly string[],
  target: string,
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const folder of folders) {
    if (!existsSync(folder)) throw STATIC_INVALID(folder, "there is no such folder");
    const isInside = resolve(target).startsWith(resolve(folder) + sep);
    if (isInside) throw STATIC_INVALID(target, `it is inside of ${folder}, which it is made from`);
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((one) => one.isFile())) {
      const full = join(entry.parentPath, entry.name);
      const name = nameIn(folder, full);
      const isHidden = name.split("/").some((part) => part.startsWith("."));
      if (!isHidden && !files.has(name)) files.set(name, full);
    }
  }
  return files;
}

/** What was collected there before. */
async function readTarget(target: string): Promise<Readonly<Record<string, string>>> {
  const held = existsSync(target) ? await readdir(target) : [];
  if (held.length > 0 && !held.includes(MANIFEST)) {
    throw STATIC_INVALID(target, "it holds files that collectStatic has not made");
  }
  await mkdir(target, { recursive: true });
  return readManifest(join(target, MANIFEST));
}

async function removeOthers(target: string, kept: readonly string[]): Promise<void> {
  const names = new Set(kept.flatMap((name) => [name, `${name}.br`, `${name}.gz`]));
  names.add(MANIFEST);
  const entries = await readdir(target, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((one) => one.isFile())) {
    const full = join(entry.parentPath, entry.name);
    if (!names.has(nameIn(target, full))) await rm(full);
  }
}

/** The content of a name that is there is the same. The file itself comes last: where it is, all is. */
async function write(target: string, name: string, content: Buffer): Promise<void> {
  const path = join(target, name);
  if (existsSync(path)) return;
  await mkdir(dirname(path), { recursive: true });
  if (content.length >= MIN_BYTES && COMPRESSED.test(name)) await writeCompressed(path, content);
  await put(path, content);
}

async function writeCompressed(path: string, content: Buffer): Promise<void> {
  for (const [suffix, compress] of [
    [".br", brotli],
    [".gz", zip],
  ] as const) {
    const small = await compress(content);
    if (small.length < content.length) await put(path + suffix, small);
  }
}

/** At a stroke: nobody ever reads half of it. */
async function put(path: string, content: Buffer | string): Promise<void> {
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, content);
  await rename(draft, path);
}

function nameIn(folder: string, file: string): string {
  return relative(folder, file).replaceAll(sep, "/");
}

export function pathOf(folder: string | URL): string {
  return folder instanceof URL ? fileURLToPath(folder) : folder;
}
