// Beside test/docs.test.ts, so that the two run at the same time.
import { test } from "node:test";
import { readPages } from "./docs/pages.ts";
import { walk } from "./docs/walk.ts";

for (const page of readPages().filter(({ isWalked }) => isWalked)) {
  test(`${page.path} can be followed step by step`, { timeout: 120_000 }, () => walk(page));
}
