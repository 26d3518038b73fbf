import {
  bool,
  choice,
  createdAt,
  datetime,
  email,
  many,
  model,
  one,
  text,
  updatedAt,
} from "quintet/db";
import { now } from "quintet/core";

/** Whose tasks they are. Not somebody who signs in: that is the `user` of `quintet/auth`. */
export class User extends model("taskUser", {
  username: text({ min: 1, max: 80 }).unique(),
  email: email({ max: 120 }).unique(),
  createdAt: createdAt(),
  get tasks() {
    return many(() => Task, "user");
  },
}) {}

export class Task extends model("task", {
  title: text({ min: 1, max: 200 }),
  description: text().default(""),
  completed: bool().default(false),
  priority: choice("low", "medium", "high").default("medium"),
  dueDate: datetime().nullable(),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
  get user() {
    return one(() => User, { onDelete: "cascade" }).nullable();
  },
}) {
  static {
    this.order("-createdAt", "-id");
    this.index(["-createdAt", "-id"]);
    this.index(["dueDate"], { where: { completed: false } });
  }

  static overdue() {
    return this.where({ completed: false, dueDate: { lt: now() } });
  }
}
