import {
  choice,
  connect,
  createdAt,
  type Database,
  datetime,
  int,
  many,
  model,
  one,
  slug,
  text,
  updatedAt,
} from "quintet/db";
import { createAll } from "quintet/db/migrations";

export class User extends model("user", {
  username: text({ max: 80 }).unique(),
  email: text({ max: 120 }),
}) {}

export class Category extends model("category", { name: text({ max: 100 }).unique() }) {}

export class Tag extends model("tag", { name: text({ max: 50 }).unique() }) {}

export class Post extends model("post", {
  title: text({ max: 200 }),
  slug: slug(),
  content: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
  get author() {
    return one(() => User, { onDelete: "cascade" });
  },
  get category() {
    return one(() => Category, { onDelete: "setNull" }).nullable();
  },
  get tags() {
    return many(() => Tag);
  },
}) {
  static {
    this.index(["status", "publishedAt"]);
  }
}

const START = Date.UTC(2026, 0, 1);

/** A database with 100 users, 10 categories, 50 tags and some posts with three tags each. */
export async function openBlog(url: string, posts: number): Promise<Database> {
  const database = await connect(url, { models: [User, Category, Tag, Post] });
  await createAll(database.driver, database.tables.all);
  await database.run(async () => {
    const name = (word: string, count: number) =>
      Array.from({ length: count }, (_, n) => ({ name: `${word} ${n}` }));
    await User.createMany(
      Array.from({ length: 100 }, (_, n) => ({
        username: `user${n}`,
        email: `user${n}@example.com`,
      })),
    );
    await Category.createMany(name("Category", 10));
    const tags = await Tag.createMany(name("Tag", 50));
    const made = await Post.createMany(Array.from({ length: posts }, (_, n) => postValues(n)));
    await database.transaction(async () => {
      for (const [n, post] of made.entries()) {
        await post.related("tags").add(...[0, 1, 2].map((k) => tags[(n + k * 7) % 50]!));
      }
    });
  });
  return database;
}

export function postValues(n: number) {
  const at = new Date(START + n * 60_000);
  return {
    title: `Post ${n}`,
    slug: `post-${n}`,
    content: "A paragraph of some length about nothing much, as posts are. ".repeat(4),
    status: n % 5 === 0 ? ("draft" as const) : ("published" as const),
    publishedAt: at,
    createdAt: at,
    author: (n % 100) + 1,
    category: (n % 10) + 1,
  };
}
