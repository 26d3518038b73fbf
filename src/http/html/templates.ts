import { Eta, EtaParseError } from "eta";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { Script } from "node:vm";
import { didYouMean, QuintetError, slot } from "../../core/index.ts";
import { NO_TEMPLATES, TEMPLATE_FAILED, TEMPLATE_INVALID, TEMPLATE_NOT_FOUND } from "./errors.ts";
import { type NamedRoute, namedRoutesIn } from "./named-routes.ts";
import { htmlOf, SafeHtml } from "./safe-html.ts";

export interface TemplatesOptions {
  /** Searched in order, so that a template of the first hides one of the same name in those after it. */
  readonly folders: readonly (string | URL)[];
  /** Templates are read once. Otherwise each time, which is for development. Default true. */
  readonly isCached?: boolean;
  /** Functions that templates call by name, over those of the framework. */
  readonly helpers?: Readonly<Record<string, unknown>>;
}

/** The templates of the app in whose context this runs. */
export const currentTemplates = slot<Templates>("templates");

const EXTENSION = ".eta";
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/**
 * Renders the template `name` of the app's template folders.
 *
 * The data is `it` in the template. A handler may return the result: it is sent as `text/html`.
 *
 * @param name Path below a template folder, without `.eta`.
 * @throws `HTTP_TEMPLATE_NOT_FOUND`, `HTTP_TEMPLATE_INVALID`, `HTTP_TEMPLATE_FAILED`, `HTTP_NO_TEMPLATES`
 * @example
 * get("/posts", async () => render("posts/list", { posts: await Post.published() }))
 */
export function render(name: string, data: object = {}): SafeHtml {
  const templates = currentTemplates.get();
  if (templates === undefined) throw NO_TEMPLATES(name);
  return templates.render(name, data);
}

/** Whether the app has this template: for pages that it may replace. */
export function hasTemplate(name: string): boolean {
  return currentTemplates.get()?.has(name) ?? false;
}

/** Template files of several folders, compiled to functions. */
export class Templates {
  readonly folders: readonly string[];
  readonly helpers: Readonly<Record<string, unknown>>;
  readonly #eta: QuintetEta;
  readonly #isCached: boolean;
  #all: ReadonlySet<string> | undefined;

  constructor({ folders, isCached = true, helpers = {} }: TemplatesOptions) {
    this.folders = folders.map((folder) =>
      folder instanceof URL ? fileURLToPath(folder) : folder,
    );
    this.helpers = helpers;
    this.#isCached = isCached;
    this.#eta = new QuintetEta(isCached, helpers, (name, from) => this.#find(name, from));
  }

  /** @throws `HTTP_TEMPLATE_NOT_FOUND`, `HTTP_TEMPLATE_INVALID`, `HTTP_TEMPLATE_FAILED` */
  render(name: string, data: object = {}): SafeHtml {
    return new SafeHtml(this.#eta.render(name, data));
  }

  /** Asked of the files once, where templates are read once. */
  has(name: string): boolean {
    if (!this.#isCached) return this.#names().includes(name);
    return (this.#all ??= new Set(this.#names())).has(name);
  }

  /** Compiles all templates, so that mistakes show at start and not at the first visitor. */
  check(): QuintetError[] {
    return this.#names().flatMap((name) => {
      try {
        this.#eta.load(name);
        return [];
      } catch (error) {
        if (error instanceof QuintetError) return [error];
        throw error;
      }
    });
  }

  /** The routes that templates ask for by name. */
  namedRoutes(): NamedRoute[] {
    return [...new Set(this.#names())].flatMap((name) => {
      const path = this.#eta.resolvePath(name);
      return namedRoutesIn(this.#eta.readFile(path), path);
    });
  }

  /** `./` and `../` are beside the file that includes; all other names are below the folders. */
  #find(name: string, from: string | undefined): string {
    const wanted = this.#absoluteName(name, from);
    if (wanted !== ".." && !wanted.startsWith("../") && !wanted.includes("\0")) {
      for (const folder of this.folders) {
        const path = join(folder, wanted + EXTENSION);
        if (existsSync(path)) return path;
      }
    }
    throw TEMPLATE_NOT_FOUND(name, this.folders, didYouMean(wanted, this.#names()));
  }

  #absoluteName(name: string, from: string | undefined): string {
    const plain = name.endsWith(EXTENSION) ? name.slice(0, -EXTENSION.length) : name;
    if (from === undefined || !/^\.\.?\//.test(plain)) {
      return posix.normalize(plain).replace(/^\/+/, "");
    }
    const folder = this.folders.find((one) => from.startsWith(one + sep)) ?? "";
    const beside = relative(folder, dirname(from)).replaceAll(sep, "/");
    return posix.join(beside, plain);
  }

  #names(): string[] {
    return this.folders.filter(existsSync).flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((path) => path.endsWith(EXTENSION))
        .map((path) => path.slice(0, -EXTENSION.length).replaceAll(sep, "/")),
    );
  }
}

type Find = (name: string, from: string | undefined) => string;

class QuintetEta extends Eta {
  /** Read by the first line of each template. */
  readonly helpers: Readonly<Record<string, unknown>>;

  constructor(isCached: boolean, helpers: Readonly<Record<string, unknown>>, find: Find) {
    const names = Object.keys(helpers).filter((name) => IDENTIFIER.test(name));
    super({
      cache: isCached,
      cacheFilepaths: isCached,
      // The line of what fails, for one assignment a tag.
      debug: true,
      escapeFunction: htmlOf,
      functionHeader: `const { ${names.join(", ")} } = this.helpers;`,
    });
    this.helpers = helpers;
    const known = new Map<string, string>();
    this.resolvePath = (name, options) => {
      const key = `${options?.filepath ?? ""}\0${name}`;
      const path = known.get(key) ?? find(name, options?.filepath);
      if (isCached) known.set(key, path);
      return path;
    };
    this.compile = (text, options) => compile(this, text, options?.filepath ?? "template");
    this.RuntimeErr = fail;
  }

  load(name: string): void {
    const filepath = this.resolvePath(name);
    this.compile(this.readFile(filepath), { filepath });
  }
}

function compile(eta: QuintetEta, text: string, path: string): ReturnType<Eta["compile"]> {
  let code = "";
  try {
    code = eta.compileToString(text, { filepath: path });
    const script = new Script(`(function (it, options) {${code}\n})`, { filename: path });
    return script.runInThisContext() as ReturnType<Eta["compile"]>;
  } catch (error) {
    if (error instanceof EtaParseError) throw parseError(error, path);
    if (error instanceof SyntaxError) throw syntaxError(error, code, path);
    throw error;
  }
}

function parseError(error: Error, path: string): QuintetError {
  const [, what = error.message, line] = /^(.*?) at line (\d+)/.exec(error.message) ?? [];
  return TEMPLATE_INVALID(`${path}:${line ?? 1}`, what).because(error);
}

/** V8 tells the line in the compiled code, in which each tag says the line that it stands on. */
function syntaxError(error: SyntaxError, code: string, path: string): QuintetError {
  const compiledLine = Number(/:(\d+)\n/.exec(error.stack ?? "")?.[1] ?? Infinity);
  const before = code.split("\n").slice(0, compiledLine).join("\n");
  const line = [...before.matchAll(/^__eta\.line=(\d+)$/gm)].at(-1)?.[1] ?? 1;
  return TEMPLATE_INVALID(`${path}:${line}`, error.message).because(error);
}

function fail(error: Error, _text: string, line: number, path: string): never {
  // From an included template, which has said where already, or meant for the client (`notFound()`).
  if (error instanceof QuintetError && !error.code.startsWith("HTTP_HTML_")) throw error;
  const message = error instanceof Error ? error.message : String(error);
  throw TEMPLATE_FAILED(`${path}:${line}`, message).because(error);
}
