import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];
const path = (process.env["PATH"] ?? "")
  .split(delimiter)
  .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  .find((file) => existsSync(file));

/** False, or the reason to give to `skip`. */
export const noBrowser = path === undefined && `none of ${NAMES.join(", ")} is installed`;

/** A browser that asks nobody but the pages it is sent to. */
export function openBrowser(): Promise<Browser> {
  const flags = ["background-networking", "component-update", "sync", "gpu"];
  const args = ["--no-sandbox", ...flags.map((name) => `--disable-${name}`)];
  return chromium.launch({ executablePath: path!, args });
}
