import { randomBytes } from "node:crypto";
import { named, pages, resource } from "quintet/api";
import { policy } from "quintet/db";
import { slugify } from "quintet/schema";
import { Post } from "./models.ts";

const postPolicy = policy(Post, {
  read: () => ({ status: "published", publishedAt: { not: null } }),
  create: (user) => user.isSignedIn,
});

export const posts = resource(Post, {
  policy: postPolicy,
  only: ["list", "get", "create"],
  fields: { author: "username", category: ["id", "name"], tags: ["id", "name"] },
  readOnly: ["slug", "status", "publishedAt"],
  write: { tagNames: named("tags") },
  filter: ["category"],
  search: ["title", "content"],
  defaultOrder: "-publishedAt",
  pagination: pages({ size: 20 }),
  create: (input, { user }) =>
    Post.create({
      ...input,
      slug: `${slugify(input.title)}-${randomBytes(4).toString("hex")}`,
      status: "published",
      publishedAt: new Date(),
      author: user.id as number,
    }),
});
