import { type FSWatcher, readdirSync, statSync, watch } from "node:fs";
import { basename, join } from "node:path";

/** Folders of what is made, not written by hand. */
const IGNORED = ["node_modules", "dist", "data", "coverage"];
const CODE = /\.([cm]?[jt]s|json)$/;
/** Editors write a file in several steps. */
const SETTLED_MS = 30;

/**
 * Calls `onChange` when code or a `.env` file below `folder` has changed, once for changes that come together.
 *
 * Not with the recursive watch of Node: on Linux that one looks at all of `node_modules`.
 */
export function watchFiles(folder: string, onChange: (file: string) => void): Disposable {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  const look = (at: string): void => {
    if (watchers.has(at)) return;
    const watcher = watch(at, (_event, name) => name !== null && changed(join(at, name)));
    watchers.set(at, watcher);
    watcher.on("error", () => forget(at));
    for (const entry of readdirSync(at, { withFileTypes: true }))
      if (entry.isDirectory() && !isIgnored(entry.name)) look(join(at, entry.name));
  };
  const forget = (at: string): void => {
    watchers.get(at)?.close();
    watchers.delete(at);
  };
  const changed = (path: string): void => {
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory();
    if (isFolder === undefined) forget(path);
    if (isFolder === true && !isIgnored(basename(path))) look(path);
    if (isFolder === true || !isCode(basename(path))) return;
    clearTimeout(timer);
    timer = setTimeout(() => onChange(path), SETTLED_MS);
  };
  look(folder);
  return {
    [Symbol.dispose]() {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}

function isIgnored(name: string): boolean {
  return name.startsWith(".") || IGNORED.includes(name);
}

function isCode(name: string): boolean {
  return CODE.test(name) || name.startsWith(".env");
}
