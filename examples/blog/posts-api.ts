import { action, named, resource } from "quintet/api";
import { count } from "quintet/db";
import { badRequest } from "quintet/http";
import { int, json, list, shape, text } from "quintet/schema";
import { daysAgo } from "./days-ago.ts";
import { Category, Post, Tag } from "./models.ts";
import { postPolicy } from "./policies.ts";

const share = list(json(shape({ id: int(), name: text(), count: int() })));

export const posts = resource(Post, {
  policy: postPolicy,
  fields: {
    author: "username",
    category: ["id", "name", "description", "postCount"],
    tags: ["id", "name"],
  },
  readOnly: ["slug", "publishedAt"],
  write: { tagNames: named("tags", { creates: "mention" }) },
  filter: ["status", "category", "author"],
  search: ["title", "content"],
  orderBy: ["createdAt", "updatedAt", "publishedAt"],
  create: (input, { user }) => Post.create({ ...input, author: user.id }),
  actions: {
    publish: action
      .post("publish")
      .on("one", { summary: "Publish a post", hidden: 403 })
      .run(({ row }) => {
        if (row.isPublished) throw badRequest("The post is published already.");
        return row.publish();
      }),
    published: action
      .get("published")
      .on("list", { summary: "Published posts" })
      .run(({ rows }) => rows.where({ status: "published" })),
    myPosts: action
      .get("my_posts")
      .on("list", { summary: "Your own posts" })
      .run(({ rows }) => rows),
    popular: action
      .get("popular")
      .on("many", {
        summary: "Published posts, those with the most comments of the last days first",
        query: {
          days: int({ min: 1, max: 365 }).default(7),
          limit: int({ min: 1, max: 100 }).default(10),
        },
      })
      .run(({ query: { days, limit } }) => {
        const recent = { createdAt: { gte: daysAgo(days) } };
        return Post.where({ status: "published", comments: recent })
          .annotate({ recentComments: count("comments", recent) })
          .order("-recentComments", "-id")
          .limit(limit);
      }),
    analytics: action
      .get("analytics")
      .on("many", {
        summary: "How you get on",
        response: shape({
          totalPosts: int(),
          publishedPosts: int(),
          draftPosts: int(),
          topTags: share,
          postsByCategory: share,
        }),
      })
      .run(async ({ rows, user }) => {
        const mine = { count: count("posts", { author: user.id }) };
        const counts = await rows.aggregate({
          totalPosts: count(),
          publishedPosts: count({ status: "published" }),
          draftPosts: count({ status: "draft" }),
        });
        const some = { count: { gt: 0 } };
        const topTags = Tag.annotate(mine).having(some).order("-count", "name").limit(10);
        return {
          ...counts,
          topTags: await topTags,
          postsByCategory: await Category.annotate(mine).having(some).order("-count", "name"),
        };
      }),
  },
});
