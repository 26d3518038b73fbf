import { module } from "quintet";
import { api } from "./api.ts";
import { cleanup } from "./cleanup.ts";
import { countPosts, uncountPosts } from "./count-posts.ts";
import { exportData } from "./export-data.ts";
import { healthcheck } from "./healthcheck.ts";
import { Category, Comment, Notification, Post, Subscription, Tag } from "./models.ts";
import { newUsersWrite } from "./roles.ts";
import { seedData } from "./seed/seed-data.ts";
import { site, siteHelpers, siteTemplates } from "./site/site.ts";
import { mailSubscribers, notifyAuthor } from "./tell-readers.ts";

/** A blog: its site at `/`, its API below `/api`. */
export const blog = module("blog", {
  models: [Category, Tag, Post, Comment, Subscription, Notification],
  routes: [api, site],
  templates: [siteTemplates],
  templateHelpers: [siteHelpers],
  receivers: [newUsersWrite, countPosts, uncountPosts, notifyAuthor, mailSubscribers],
  commands: [cleanup, exportData, healthcheck, seedData],
  migrations: new URL("./migrations", import.meta.url),
  dependsOn: ["auth"],
});
