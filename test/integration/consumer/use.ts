// TypeScript in a project of its own: run by Node as it is, and checked against the packed declarations.
import { defineError } from "quintet/core";
import type { QuintetError } from "quintet/core";
import { int, shape, text } from "quintet/schema";

const order = shape({ name: text({ max: 20 }), count: int({ min: 1 }) });
const parsed: { name: string; count: number } = order.parse({ name: "tea", count: 2 });
// @ts-expect-error: were the declarations lost, everything would be `any` and this no error
const wrong: string = order.parse({ name: "tea", count: 2 }).count;

const TOO_MANY = defineError(
  "SHOP_TOO_MANY",
  409,
  (count: number) => `${count} are too many.`,
  "Take fewer.",
);
const error: QuintetError = TOO_MANY(3);
// @ts-expect-error: a number is wanted
TOO_MANY("three");

console.log(`typescript: ${parsed.name}, ${typeof wrong}, ${error.code}`);
