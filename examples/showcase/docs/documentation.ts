import { globSync, readFileSync, statSync } from "node:fs";
import { posix, resolve } from "node:path";
import { type PageLink, renderPage, type RenderedPage } from "./render-page.ts";

const FILES = [
  "docs/**/*.md",
  "examples/*/README.md",
  "{ARCHITECTURE,CHANGELOG,CONTRIBUTING,SECURITY}.md",
];

/** A page of the documentation. */
export interface DocPage {
  /** Below `/docs`: `/guides/models`; empty for the first one. */
  readonly address: string;
  /** From the root of the repository. */
  readonly file: string;
}

/** Pages that belong together. */
export interface Section {
  readonly title: string;
  readonly entries: readonly PageLink[];
}

/** The Markdown files of a repository as pages. Files are looked for when the first page is asked for. */
export class Documentation {
  readonly #root: string;
  readonly #rendered = new Map<
    string,
    { readonly changedMs: number; readonly page: RenderedPage }
  >();
  #byFile: ReadonlyMap<string, DocPage> | undefined;

  constructor(root: string) {
    this.#root = root;
  }

  get pages(): DocPage[] {
    return [...this.#files().values()];
  }

  find(address: string): DocPage | undefined {
    return this.pages.find((page) => page.address === address);
  }

  /** The page as HTML, rendered anew when its file has changed. */
  read({ file }: DocPage): RenderedPage {
    const path = resolve(this.#root, file);
    const { mtimeMs: changedMs } = statSync(path);
    const known = this.#rendered.get(file);
    if (known?.changedMs === changedMs) return known.page;
    const page = renderPage(readFileSync(path, "utf8"), (link) => this.#follow(file, link));
    this.#rendered.set(file, { changedMs, page });
    return page;
  }

  /** What the first page points at, by its sections, each page once. */
  navigation(): Section[] {
    const { links } = this.read(this.find("")!);
    const toPages = links.filter(
      ({ address, section }) => section && /^\/docs[^#]*$/.test(address),
    );
    const once = new Map(toPages.map((link) => [link.address, link])).values();
    const bySection = Map.groupBy(once, ({ section }) => section!);
    return [...bySection].map(([title, entries]) => ({ title, entries }));
  }

  /** Where a link of a page leads; undefined for a file that is no page. */
  #follow(from: string, link: string): string | undefined {
    if (/^([a-z]+:|#)/.test(link)) return link;
    const [path = "", anchor] = link.split("#", 2);
    const target = this.#files().get(posix.join(posix.dirname(from), path));
    if (target === undefined) return undefined;
    return `/docs${target.address}${anchor === undefined ? "" : `#${anchor}`}`;
  }

  #files(): ReadonlyMap<string, DocPage> {
    return (this.#byFile ??= new Map(
      globSync(FILES, { cwd: this.#root })
        .map((path) => path.replaceAll("\\", "/"))
        .sort()
        .map((file) => [file, { file, address: addressOf(file) }]),
    ));
  }
}

/** `docs/guides/models.md` is `/guides/models`, and what is called README is its folder. */
function addressOf(file: string): string {
  const path = file.replace(/^docs\//, "").replace(/(^|\/)README\.md$|\.md$/, "");
  return path === "" ? "" : `/${path.toLowerCase()}`;
}
