import { bool, choice, createdAt, datetime, many, model, one, text, updatedAt } from "quintet/db";

export class User extends model(
  "user",
  { username: text({ max: 150 }).unique(), isActive: bool() },
  { table: "users" },
) {}

export class Category extends model(
  "category",
  { name: text({ max: 100 }).unique() },
  { table: "categories" },
) {}

export class Tag extends model("tag", { name: text({ max: 50 }).unique() }, { table: "tags" }) {}

export class Post extends model(
  "post",
  {
    title: text({ max: 200, min: 1 }),
    slug: text({ max: 255 }).unique(),
    content: text({ min: 1 }),
    status: choice("draft", "published"),
    publishedAt: datetime().nullable(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    get author() {
      return one(() => User);
    },
    get category() {
      return one(() => Category);
    },
    get tags() {
      return many(() => Tag, { through: "post_tags" });
    },
  },
  { table: "posts" },
) {}
