import {
  bigint,
  bool,
  bytes,
  choice,
  createdAt,
  Database,
  date,
  datetime,
  decimal,
  email,
  float,
  int,
  json,
  list,
  many,
  model,
  one,
  slug,
  text,
  time,
  updatedAt,
  url,
  uuid,
} from "quintet/db";
import { createAll } from "quintet/db/migrations";
import type { MakeDatabase } from "./dialects.ts";

export class User extends model("user", {
  username: text({ max: 80 }).unique(),
  email: email().nullable(),
  age: int().nullable(),
  get posts() {
    return many(() => Post, "author");
  },
  get reviews() {
    return many(() => Post, "reviewer");
  },
  get comments() {
    return many(() => Comment);
  },
}) {}

export class Category extends model("category", {
  name: text({ max: 100 }).unique(),
  get parent() {
    return one(() => Category, { onDelete: "setNull" }).nullable();
  },
  get children() {
    return many(() => Category, "parent");
  },
  get posts() {
    return many(() => Post);
  },
}) {}

export class Tag extends model("tag", {
  name: text({ max: 50 }).unique(),
  get posts() {
    return many(() => Post);
  },
}) {}

export class Post extends model("post", {
  title: text({ max: 200 }),
  slug: slug({ from: "title" }).unique(),
  content: text().default(""),
  views: int().default(0),
  rating: float().nullable(),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
  get author() {
    return one(() => User, { onDelete: "cascade" });
  },
  get reviewer() {
    return one(() => User, { onDelete: "setNull" }).nullable();
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
    this.index(["status", "publishedAt"]);
    this.check("published_has_date", [
      { status: { not: "published" } },
      { publishedAt: { not: null } },
    ]);
  }

  static published() {
    return this.where({ status: "published" });
  }

  get isDraft(): boolean {
    return this.status === "draft";
  }
}

export class Comment extends model("comment", {
  body: text(),
  likes: int().default(0),
  get post() {
    return one(() => Post, { onDelete: "cascade" });
  },
  get author() {
    return one(() => User, { onDelete: "setNull" }).nullable();
  },
  get parent() {
    return one(() => Comment, { onDelete: "cascade" }).nullable();
  },
  get replies() {
    return many(() => Comment, "parent");
  },
}) {}

/** A field of each type, all of them nullable. */
export class Sample extends model("sample", {
  text: text().nullable(),
  slug: slug().nullable(),
  email: email().nullable(),
  url: url().nullable(),
  uuid: uuid().nullable(),
  choice: choice("red", "green", "blue").nullable(),
  int: int().nullable(),
  small: int({ bits: 16 }).nullable(),
  medium: int({ bits: 32 }).nullable(),
  bigint: bigint().nullable(),
  float: float().nullable(),
  decimal: decimal({ precision: 18, scale: 4 }).nullable(),
  bool: bool().nullable(),
  date: date().nullable(),
  time: time().nullable(),
  datetime: datetime().nullable(),
  json: json().nullable(),
  list: list(text()).nullable(),
  bytes: bytes().nullable(),
}) {}

export const blogModels = [User, Category, Tag, Post, Comment, Sample] as const;

/** A fresh database with the tables of the blog; its file or schema goes when the suite ends. */
export async function makeBlog(make: MakeDatabase, parameters?: string): Promise<Database> {
  const { driver } = await make(parameters);
  const database = new Database(driver, { models: blogModels });
  await createAll(driver, database.tables.all);
  return database;
}
