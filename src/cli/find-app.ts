import { readFile, stat } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { App } from "../app/index.ts";
import { QuintetError } from "../core/index.ts";
import { CLI_APP_BROKEN, CLI_APP_MISSING, CLI_NO_APP, CLI_NOT_AN_APP } from "./errors.ts";

/** An app with the file that it is exported from. */
export interface FoundApp {
  readonly app: App;
  /** Absolute. */
  readonly file: string;
  /** Of the project: of package.json, or where the command was given when it names the app. */
  readonly folder: string;
}

const NAMES = ["app.ts", "src/app.ts", "app.js", "src/app.js"];

/**
 * Finds the app: what `--app` says, else package.json, else a file with a usual name.
 *
 * package.json is the nearest one from `cwd` upwards, and the usual names are looked for beside it.
 *
 * @throws `CLI_NO_APP`, `CLI_APP_MISSING`, `CLI_APP_BROKEN`, `CLI_NOT_AN_APP`
 */
export async function findApp(cwd: string, wanted: string | undefined): Promise<FoundApp> {
  const { file, folder } = await findAppFile(cwd, wanted);
  return { app: await importApp(file, relative(cwd, file)), file, folder };
}

/** Where the app is, without importing it. @throws `CLI_NO_APP`, `CLI_APP_MISSING` */
export async function findAppFile(cwd: string, wanted: string | undefined): Promise<AppFile> {
  if (wanted !== undefined)
    return { file: await existing(resolve(cwd, wanted), wanted, "--app"), folder: cwd };
  const { folder, app } = await readManifest(cwd);
  if (app !== undefined) {
    const file = await existing(resolve(folder, app), app, "`quintet.app` of package.json");
    return { file, folder };
  }
  for (const name of NAMES) {
    const file = join(folder, name);
    if (await isFile(file)) return { file, folder };
  }
  throw CLI_NO_APP(folder, NAMES);
}

export type AppFile = Omit<FoundApp, "app">;

async function readManifest(cwd: string): Promise<{ folder: string; app: string | undefined }> {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const text = await readFile(join(folder, "package.json"), "utf8").catch(() => undefined);
    if (text !== undefined) return { folder, app: appOf(text, join(folder, "package.json")) };
    if (dirname(folder) === folder) return { folder: cwd, app: undefined };
  }
}

function appOf(text: string, file: string): string | undefined {
  try {
    const manifest = JSON.parse(text) as { quintet?: { app?: unknown } };
    const app = manifest.quintet?.app;
    return typeof app === "string" ? app : undefined;
  } catch (error) {
    throw CLI_APP_BROKEN(file, (error as Error).message).because(error);
  }
}

async function existing(file: string, named: string, saidBy: string): Promise<string> {
  if (await isFile(file)) return file;
  throw CLI_APP_MISSING(named, saidBy);
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ?? false;
}

async function importApp(file: string, shown: string): Promise<App> {
  const loaded = await importFile(file, shown);
  const app = loaded["default"];
  if (app instanceof App) return app;
  if ((app as object | undefined)?.constructor?.name === "App") {
    throw CLI_NOT_AN_APP(
      shown,
      "it comes from another copy of quintet; run the one that it imports",
    );
  }
  const named = Object.keys(loaded).find((name) => loaded[name] instanceof App);
  const why =
    named === undefined
      ? "its default export is not one"
      : `the app is exported as "${named}", not as default`;
  throw CLI_NOT_AN_APP(shown, why);
}

async function importFile(file: string, shown: string): Promise<Record<string, unknown>> {
  try {
    return (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  } catch (error) {
    // A coded error says by itself what is wrong.
    if (error instanceof QuintetError) throw error;
    throw CLI_APP_BROKEN(shown, error instanceof Error ? error.message : String(error)).because(
      error,
    );
  }
}
