import {
  afterCommit,
  choice,
  datetime,
  int,
  many,
  model,
  one,
  slug,
  text,
  transaction,
  email,
  type Many,
  type One,
} from "quintet/db";

export class User extends model("user", {
  username: text({ max: 20 }).unique(),
  email: email().unique(),
  age: int({ min: 18 }),
  get posts(): Many<typeof Post> {
    return many(() => Post, "author");
  },
}) {}

export class Post extends model("post", {
  title: text({ max: 50 }),
  slug: slug({ from: "title" }).unique(),
  status: choice("draft", "published").default("draft"),
  publishedAt: datetime().nullable(),
  get author(): One<typeof User> {
    return one(() => User, { onDelete: "cascade" });
  },
  get editor(): One<typeof User, "nullable"> {
    return one(() => User, { onDelete: "setNull" }).nullable();
  },
}) {}

export const models = [User, Post];

/** Code as it stands in programs: a transaction of its own, and something to do after the commit. */
export function publish(title: string, author: User, after: () => void): Promise<Post> {
  return transaction(async () => {
    const post = await Post.create({ title, author, status: "published" });
    afterCommit(after);
    return post;
  });
}
