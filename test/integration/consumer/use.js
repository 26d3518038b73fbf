// Plain JavaScript in a project of its own; run by package.test.ts after an install of the tarball.
import { createRequire } from "node:module";
import { QuintetError, defineError } from "quintet/core";
import { int, shape, text } from "quintet/schema";

const manifest = createRequire(import.meta.url)("quintet/package.json");
const entries = Object.keys(manifest.exports).filter((path) => path !== "./package.json");
const faces = await Promise.all(entries.map((path) => import(`quintet${path.slice(1)}`)));
if (faces.some((face) => Object.keys(face).length === 0)) throw new Error("an entry is empty");

const TOO_MANY = defineError(
  "SHOP_TOO_MANY",
  409,
  (count) => `${count} are too many.`,
  "Take fewer.",
);
const error = TOO_MANY(3);
if (!(error instanceof QuintetError) || !TOO_MANY.is(error))
  throw new Error("not an error of its kind");

const order = shape({ name: text({ max: 20 }), count: int({ min: 1 }) });
const { count } = order.parse({ name: "tea", count: 2 });
console.log(`javascript: ${entries.length} entries, count ${count}`);
