import { User } from "quintet/auth";
import { now } from "quintet/core";
import {
  bool,
  choice,
  createdAt,
  datetime,
  int,
  many,
  model,
  one,
  slug,
  text,
  updatedAt,
} from "quintet/db";

export class Category extends model("category", {
  name: text({ min: 1, max: 100 }).unique(),
  description: text({ max: 2000 }).default(""),
  /** How many posts are published in it; kept by `count-posts.ts`, as counting takes longer than a list may. */
  postCount: int({ min: 0 }).default(0),
  createdAt: createdAt(),
  get posts() {
    return many(() => Post, "category");
  },
}) {
  static {
    this.order("name");
  }
}

export class Tag extends model("tag", {
  name: text({ min: 1, max: 50 }).unique(),
  get posts() {
    return many(() => Post);
  },
}) {
  static {
    this.order("name");
  }
}

export class Post extends model("post", {
  title: text({ min: 1, max: 200 }),
  slug: slug({ from: "title" }).unique(),
  content: text({ min: 1, max: 100_000 }),
  status: choice("draft", "published", "archived").default("draft"),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
  publishedAt: datetime().nullable().default(null),
  get author() {
    return one(() => User, { onDelete: "cascade" });
  },
  get category() {
    return one(() => Category, { onDelete: "setNull" }).nullable();
  },
  get tags() {
    return many(() => Tag);
  },
  get comments() {
    return many(() => Comment, "post");
  },
}) {
  static {
    this.order("-createdAt", "-id");
    this.index(["status", "publishedAt"]);
    this.index(["author", "createdAt"]);
    // The order of lists, for all posts and for those of a status or category: no page is sorted.
    this.index(["createdAt", "id"]);
    this.index(["status", "createdAt", "id"]);
    this.index(["status", "updatedAt", "id"]);
    this.index(["category", "createdAt", "id"]);
    this.index(["category", "publishedAt", "id"]);
    // The same of what is published, as the site shows it: of a category that has none, nothing is searched.
    this.index(["category", "status", "publishedAt"]);
    this.index(["author", "publishedAt"]);
    this.index(["publishedAt"], { where: { status: "published" } });
    this.check("published_has_date", [
      { status: { not: "published" } },
      { publishedAt: { not: null } },
    ]);
  }

  /** That each has its date is known from the start, so that no page looks for others at the end. */
  static published() {
    return this.where({ status: "published", publishedAt: { not: null } }).order(
      "-publishedAt",
      "-id",
    );
  }

  get isPublished() {
    return this.status === "published";
  }

  /** The date is that of the first time, on whatever path a post is published. */
  override beforeSave() {
    if (this.isPublished) this.publishedAt ??= now();
  }

  async publish() {
    return this.assign({ status: "published" }).save();
  }
}

export class Comment extends model("comment", {
  content: text({ min: 1, max: 5000 }),
  createdAt: createdAt(),
  get post() {
    return one(() => Post, { onDelete: "cascade" });
  },
  get author() {
    return one(() => User, { onDelete: "cascade" });
  },
}) {
  static {
    this.order("createdAt", "id");
    this.index(["post", "createdAt"]);
    this.index(["createdAt"]);
  }
}

/** A reader who wants to know of what an author publishes. */
export class Subscription extends model("subscription", {
  createdAt: createdAt(),
  get reader() {
    return one(() => User, { onDelete: "cascade" });
  },
  get author() {
    return one(() => User, { onDelete: "cascade" });
  },
}) {
  static {
    this.unique(["reader", "author"]);
    this.index(["author"]);
  }
}

export class Notification extends model("notification", {
  message: text({ max: 500 }),
  isRead: bool().default(false),
  createdAt: createdAt(),
  get recipient() {
    return one(() => User, { onDelete: "cascade" });
  },
  get comment() {
    return one(() => Comment, { onDelete: "cascade" });
  },
}) {
  static {
    this.order("-createdAt", "-id");
    this.index(["recipient", "isRead"]);
  }
}
