import { bool, createdAt, model, text } from "quintet/db";

export class Note extends model("note", {
  text: text({ min: 1, max: 500 }),
  isDone: bool().default(false),
  createdAt: createdAt(),
}) {
  static {
    this.order("-createdAt", "-id");
  }
}
