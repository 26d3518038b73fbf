import { group, staticFiles } from "quintet/http";
import { authorPage } from "./author-page.ts";
import { listPosts } from "./list-posts.ts";
import { excerpt, markdown, minutesToRead } from "./markdown.ts";
import { notificationPages } from "./notification-pages.ts";
import { readPost } from "./read-post.ts";
import { writes } from "../roles.ts";
import { writePosts } from "./write-posts.ts";

// Holds for the fonts; everything else is asked for with its version.
const assets = staticFiles("/assets/blog", {
  folder: new URL("./static", import.meta.url),
  collected: new URL("../build/static", import.meta.url),
  cache: "public, max-age=604800",
});

/** The blog as pages, which need no script. */
export const site = group("", { tags: ["site"], documented: false, unknownQuery: "ignore" }, [
  assets,
  ...listPosts,
  ...readPost,
  ...writePosts,
  ...authorPage,
  ...notificationPages,
]);

export const siteTemplates = new URL("./templates", import.meta.url);

/** What the templates of the site call. */
export const siteHelpers = {
  markdown,
  excerpt,
  minutesToRead,
  writes,
  blogAsset: (name: string) => assets.url(name),
  /** As the style sheet names it, without a version: a font that is preloaded must not be fetched twice. */
  blogFont: (name: string) => assets.url(`fonts/${name}.woff2`).replace(/\?.*/, ""),
};
