// The tests of the patterns stand beside them, as a user's would.
import { globSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const folder = resolve(import.meta.dirname, "../../examples/patterns");

for (const file of globSync("*.test.ts", { cwd: folder }).toSorted())
  await import(pathToFileURL(resolve(folder, file)).href);
