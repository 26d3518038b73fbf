import { createdAt, model, text } from "quintet/db";

export class Greeting extends model("greeting", {
  language: text({ min: 2, max: 40 }).unique(),
  words: text({ min: 1, max: 200 }),
  createdAt: createdAt(),
}) {
  static {
    this.order("language");
  }
}
