import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { randomToken } from "../core/index.ts";
import type { ResolvedSetting } from "./resolve-settings.ts";
import type { SettingProblem } from "./setting-problem.ts";

/** Where a secret key is kept that nobody gave, below the folder of the app. */
export const SECRET_KEY_FILE = "data/secret-key";

const KEY_BYTES = 48;
const SHORTEST_KEY = 32;

/** Whether it is left to this module to make the secret key. */
export function lacksKey({ setting, value }: ResolvedSetting): boolean {
  return setting.key === "secretKey" && value === undefined;
}

/**
 * A key for those who develop, kept so that nobody is signed out by each restart.
 *
 * @param folder Undefined, as in tests, keeps nothing.
 * @param warn Is told when the key could not be kept; there is one nevertheless.
 */
export function ownSecretKey(
  folder: string | undefined,
  warn: (problem: SettingProblem) => void,
): string {
  if (folder === undefined) return randomToken(KEY_BYTES);
  try {
    return findKeptKey(folder) ?? keepNewKey(folder);
  } catch (error) {
    warn(keyNotKept(error as NodeJS.ErrnoException));
    return randomToken(KEY_BYTES);
  }
}

/** The key that is kept in a folder, or undefined where there is none yet. @throws what the file system throws */
export function findKeptKey(folder: string): string | undefined {
  const path = join(folder, SECRET_KEY_FILE);
  if (!existsSync(path)) return undefined;
  const key = readFileSync(path, "utf8").trim();
  if (key.length < SHORTEST_KEY) throw new Error("it holds no key");
  return key;
}

/** Keeps a new key, for this user only. Of several processes at once, all get the same. */
function keepNewKey(folder: string): string {
  const path = join(folder, SECRET_KEY_FILE);
  makeIgnoredFolder(dirname(path));
  const draft = `${path}.${randomToken(6)}`;
  writeFileSync(draft, `${randomToken(KEY_BYTES)}\n`, { mode: 0o600, flag: "wx" });
  try {
    // A link appears whole or not at all, and never in the place of another.
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    unlinkSync(draft);
  }
  return findKeptKey(folder)!;
}

/** A folder that is new gets a `.gitignore` of its own, so that the key is in no commit. */
function makeIgnoredFolder(folder: string): void {
  const isNew = mkdirSync(folder, { recursive: true }) !== undefined;
  if (isNew) writeFileSync(join(folder, ".gitignore"), "*\n");
}

function keyNotKept({ code, message }: NodeJS.ErrnoException): SettingProblem {
  return {
    level: "warning",
    name: "SECRET_KEY",
    code: "file",
    message: `is new with each start, which signs everybody out: ${code ?? message}`,
    source: SECRET_KEY_FILE,
    hint: "Mend that file, or set SECRET_KEY in .env.local.",
  };
}
