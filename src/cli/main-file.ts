import { extname } from "node:path";
import { fileURLToPath } from "node:url";

/** The file of the command line, for processes that run it again. */
export function mainFile(): string {
  const own = fileURLToPath(import.meta.url);
  return fileURLToPath(new URL(`./main${extname(own)}`, import.meta.url));
}
