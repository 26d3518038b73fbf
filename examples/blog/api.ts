import { action, resource, throttle } from "quintet/api";
import { tokenRoutes } from "quintet/auth";
import { group } from "quintet/http";
import { accounts } from "./accounts.ts";
import { analytics } from "./analytics.ts";
import { Category, Comment, Notification, Subscription, Tag } from "./models.ts";
import {
  categoryPolicy,
  commentPolicy,
  notificationPolicy,
  subscriptionPolicy,
  tagPolicy,
} from "./policies.ts";
import { posts } from "./posts-api.ts";

const categories = resource(Category, { policy: categoryPolicy, readOnly: ["postCount"] });
const tags = resource(Tag, { policy: tagPolicy });

const comments = resource(Comment, {
  policy: commentPolicy,
  fields: { author: "username" },
  filter: ["post", "author"],
  orderBy: ["createdAt"],
  create: (input, { user }) => Comment.create({ ...input, author: user.id }),
});

const subscriptions = resource(Subscription, {
  policy: subscriptionPolicy,
  fields: { reader: "username" },
  only: ["list", "get", "create", "delete"],
  create: (input, { user }) => Subscription.create({ ...input, reader: user.id }),
});

const notifications = resource(Notification, {
  policy: notificationPolicy,
  fields: { recipient: false, comment: { id: true, post: ["id", "title", "slug"] } },
  filter: ["isRead"],
  only: ["list", "get"],
  actions: {
    read: action
      .post("read")
      .on("one", { summary: "Mark a notification as read", rule: "update" })
      .run(({ row }) => row.assign({ isRead: true }).save()),
  },
});

/** Staff is not counted, and neither are others who say who they are. */
const anonymousLimit = throttle("100/h", { exempt: ({ user }) => user.isSignedIn });

export const api = group("/api", { tags: ["blog"], middleware: [anonymousLimit] }, [
  posts,
  categories,
  tags,
  comments,
  subscriptions,
  notifications,
  analytics,
  accounts,
  tokenRoutes({ format: "simple", jwks: false }),
]);
