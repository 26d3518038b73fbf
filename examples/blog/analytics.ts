import { staff, User } from "quintet/auth";
import { count, truncate } from "quintet/db";
import { get, group } from "quintet/http";
import { datetime, int, json, list, shape, text } from "quintet/schema";
import { Category, Post } from "./models.ts";

const numbers = { totalPosts: int(), publishedPosts: int(), draftPosts: int() };
const counted = {
  totalPosts: count(),
  publishedPosts: count({ status: "published" }),
  draftPosts: count({ status: "draft" }),
} as const;

const byAuthor = get(
  "/authors",
  {
    name: "analytics.authors",
    summary: "How much each author writes, the busiest first",
    query: { limit: int({ min: 1, max: 1000 }).default(100) },
    response: { authors: list(json(shape({ id: int(), username: text(), ...numbers }))) },
  },
  async ({ query }) => {
    const groups = await Post.groupBy("authorId")
      .aggregate(counted)
      .order("-totalPosts", "authorId")
      .limit(query.limit);
    const names = await User.where({ id: groups.map(({ authorId }) => authorId) }).select(
      "id",
      "username",
    );
    const nameOf = new Map(names.map(({ id, username }) => [id, username]));
    return {
      authors: groups.map(({ authorId: id, ...rest }) => ({
        id,
        username: nameOf.get(id)!,
        ...rest,
      })),
    };
  },
);

const byCategory = get(
  "/categories",
  {
    name: "analytics.categories",
    summary: "How much there is in each category",
    response: { categories: list(json(shape({ id: int(), name: text(), ...numbers }))) },
  },
  async () => ({
    categories: await Category.annotate({
      totalPosts: count("posts"),
      publishedPosts: count("posts", { status: "published" }),
      draftPosts: count("posts", { status: "draft" }),
    }).order("-totalPosts", "name"),
  }),
);

const byMonth = get(
  "/monthly",
  {
    name: "analytics.monthly",
    summary: "How much was published in each month, the newest first",
    response: { months: list(json(shape({ month: datetime(), publishedPosts: int() }))) },
  },
  async () => ({
    months: await Post.where({ publishedAt: { not: null } })
      .groupBy({ month: truncate("month", "publishedAt") })
      .aggregate({ publishedPosts: count() })
      .order("-month"),
  }),
);

/** What staff wants to know of all posts. */
export const analytics = group("/analytics", { policy: staff, tags: ["analytics"] }, [
  byAuthor,
  byCategory,
  byMonth,
]);
