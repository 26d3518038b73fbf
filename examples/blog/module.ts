import { module } from "quintet";
import { Category, Comment, Notification, Post, Subscription, Tag } from "./models.ts";

/** A blog: its site at `/`, its API below `/api`. */
export const blog = module("blog", {
  models: [Category, Tag, Post, Comment, Subscription, Notification],
  migrations: new URL("./migrations", import.meta.url),
});
