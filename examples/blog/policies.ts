import type { Identity } from "quintet/core";
import { everything, policy } from "quintet/db";
import { Category, Comment, Notification, Post, Subscription, Tag } from "./models.ts";
import { seesAll, writes } from "./roles.ts";

const isPublished = { status: "published" } as const;
const staffOnly = (user: Identity) => user.isStaff;
const own = (user: Identity) => user.isSignedIn && { author: user.id };
const ownOrStaff = (user: Identity) => (user.isStaff ? everything : own(user));
const visible = (user: Identity) =>
  user.isSignedIn ? [isPublished, { author: user.id }] : isPublished;

export const postPolicy = policy(Post, {
  read: (user) => (seesAll(user) ? everything : visible(user)),
  create: (user) => writes(user) && ownOrStaff(user),
  update: ownOrStaff,
  delete: ownOrStaff,
  myPosts: own,
  analytics: own,
});

export const commentPolicy = policy(Comment, {
  read: (user) => (seesAll(user) ? everything : { post: visible(user) }),
  create: (user) => user.isSignedIn && { author: user.id, post: isPublished },
  update: own,
  delete: ownOrStaff,
});

const readByAll = {
  read: () => true,
  create: staffOnly,
  update: staffOnly,
  delete: staffOnly,
};
export const categoryPolicy = policy(Category, readByAll);
export const tagPolicy = policy(Tag, {
  ...readByAll,
  /** A post may have a tag that nobody has used yet. */
  mention: (user) => user.isSignedIn,
});

const readerOf = (user: Identity) => user.isSignedIn && { reader: user.id };
export const subscriptionPolicy = policy(Subscription, {
  read: readerOf,
  create: readerOf,
  delete: readerOf,
});

export const notificationPolicy = policy(Notification, {
  read: (user) => user.isSignedIn && { recipient: user.id },
  update: (user) => user.isSignedIn && { recipient: user.id },
});
