/** `npm run docs`: writes the pages of docs/reference that are made from the source. */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { errorPage, findErrorEntries } from "./error-reference.ts";

const page = resolve(import.meta.dirname, "../docs/reference/errors.md");
const entries = await findErrorEntries();
writeFileSync(page, errorPage(entries));
console.log(`docs/reference/errors.md: ${entries.length} errors.`);
