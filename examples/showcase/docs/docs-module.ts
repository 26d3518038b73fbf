import { resolve } from "node:path";
import { module } from "quintet";
import { get, group, notFound, staticFiles } from "quintet/http";
import { docPage } from "./doc-page.ts";
import { Documentation } from "./documentation.ts";

const documentation = new Documentation(resolve(import.meta.dirname, "../../.."));
const assets = staticFiles("/static", { folder: new URL("./static", import.meta.url) });

const showStart = get("/", () => showPage(""));
const showOther = get("/:path(*)", ({ params }) => showPage(`/${params.path}`));

function showPage(address: string) {
  const page = documentation.find(address);
  if (page === undefined) throw notFound("There is no such page of the documentation.");
  return docPage({
    address: `/docs${address}`,
    page: documentation.read(page),
    navigation: documentation.navigation(),
    styles: assets.url("docs.css"),
  });
}

/** The Markdown of `docs` as a site at `/docs`, with nothing from elsewhere. */
export const docs = module("docs", {
  routes: [group("/docs", { public: true, documented: false }, [assets, showStart, showOther])],
});
