import { get, notFound, render } from "quintet/http";
import { int, text } from "quintet/schema";
import { Category, Post } from "../models.ts";

const PAGE_SIZE = 10;
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
        .with({ author: { select: ["username"] }, category: { select: ["id", "name"] } })
        // One more tells whether there is another page; to count a million posts takes longer than to show ten.
        .limit(PAGE_SIZE + 1)
        .offset((page - 1) * PAGE_SIZE);
      const [rows, categories] = await Promise.all([found, Category.all()]);
      if (rows.length === 0 && page > 1) throw notFound("The posts end before this page.");
      const posts = rows.slice(0, PAGE_SIZE);
      const hasNext = rows.length > PAGE_SIZE;
      return render("blog/posts", { posts, hasNext, categories, search, category, page });
    }),
);

function mentions(search: string) {
  const part = { icontains: search };
  return [{ title: part }, { content: part }, { tags: { name: part } }];
}
