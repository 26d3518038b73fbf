import { get, notFound, render } from "quintet/http";
import { int, text } from "quintet/schema";
import { Category, Post } from "../models.ts";

const query = {
  search: text({ max: 200, trim: true }).default(""),
  category: int({ min: 1 }).optional(),
  page: int({ min: 1 }).default(1),
};

/** The published posts, and what is found among them. */
export const listPosts = Object.entries({ "blog.home": "/", "blog.posts": "/posts" }).map(
  ([name, path]) =>
    get(path, { name, public: true, query }, async ({ query: { search, category, page } }) => {
      const found = Post.published()
        .where(search === "" ? {} : mentions(search))
        .where(category === undefined ? {} : { category })
        .with("author", "category");
      const [posts, categories] = await Promise.all([
        found.page(page, { size: 10 }),
        Category.all(),
      ]);
      if (posts.items.length === 0 && page > 1) throw notFound("The posts end before this page.");
      return render("blog/posts", { posts, categories, search, category, page });
    }),
);

function mentions(search: string) {
  const part = { icontains: search };
  return [{ title: part }, { content: part }, { tags: { name: part } }];
}
