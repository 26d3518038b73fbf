import { existsSync } from "node:fs";
import type { App, Problem } from "../../app/index.ts";
import { type Binding, currentKeys, type KeyRing, keyRing } from "../../core/index.ts";
import type { BodyReader } from "../input/body-reader.ts";
import {
  currentAssets,
  servesCollected,
  type StaticFiles,
  staticFilesIn,
} from "../files/static-files.ts";
import { checkNames } from "../guards/guard-options.ts";
import { requestGuard, type GuardOptions } from "../guards/request-guard.ts";
import { currentTemplates, Templates } from "../html/templates.ts";
import { templateHelpers } from "../html/template-helpers.ts";
import type { Middleware } from "./middleware.ts";
import { outerLayer, type OuterOptions, sharingLayers } from "./outer-layer.ts";
import { multipartReader } from "../uploads/multipart-reader.ts";

declare module "../../app/index.ts" {
  interface ModuleParts {
    /** Folder with templates of this module. Those of later modules hide those of earlier ones. */
    readonly templates?: readonly (string | URL)[];
    /** Functions of this module that templates call by name. */
    readonly templateHelpers?: readonly Readonly<Record<string, unknown>>[];
  }
}

/** What http() does around every request, besides the server itself. */
export interface StackOptions extends OuterOptions, GuardOptions {
  /**
   * Secret keys for cookies, flash messages and links, the newest first: unguessable texts of at least 32
   * characters. Default: none, so that what needs them says so.
   */
  readonly keys?: readonly string[] | KeyRing;
  readonly templates?: TemplateOptions;
  /** What `asset("app.css")` means in templates. Put them among the `routes` of a module as well. */
  readonly assets?: StaticFiles;
}

export interface TemplateOptions {
  /** Searched before the folders of modules. */
  readonly folders?: readonly (string | URL)[];
  /** Functions that templates call by name. */
  readonly helpers?: Readonly<Record<string, unknown>>;
}

/** The names of the options above, for "did you mean". */
export const STACK_OPTIONS: readonly string[] = [
  "allowedHosts",
  "assets",
  "compression",
  "cors",
  "etag",
  "httpsOnly",
  "keys",
  "securityHeaders",
  "templates",
  "trustedProxies",
];

type Settings = StackOptions & { readonly development: boolean };

/** The outer layers of every route, the outermost first. Bad options are refused here, at the start. */
export function defaultStack(settings: Settings): Middleware[] {
  return [
    outerLayer(settings, !settings.development),
    ...sharingLayers(settings),
    requestGuard(settings),
  ];
}

/** Readers of bodies besides JSON, forms, text and bytes. */
export function defaultReaders(_options: StackOptions): BodyReader[] {
  return [multipartReader];
}

/** What handlers find in their context. */
export function defaultBindings(app: App, settings: Settings): Binding[] {
  const { keys, assets } = settings;
  const bindings = [
    currentTemplates.as(templatesOf(app, settings)),
    servesCollected.as(!settings.development),
  ];
  if (keys !== undefined) bindings.push(currentKeys.as("sign" in keys ? keys : keyRing(keys)));
  if (assets !== undefined) bindings.push(currentAssets.as(assets));
  return bindings;
}

/** Templates that cannot be compiled, and folders that are not there, are told when the app starts. */
export function checkFiles(app: App, settings: Settings): Problem[] {
  const templates = templatesOf(app, settings);
  const folders = staticFilesIn(app.contributions("routes"));
  return [
    ...templates
      .check()
      .map(
        ({ message, hint }) => ({ id: "http.template", level: "error", message, hint }) as const,
      ),
    ...templates.folders.filter(isMissing).map((folder) => missing("http.template_folder", folder)),
    ...folders
      .filter(({ folder, isCollected }) => !isCollected && isMissing(folder))
      .map(({ folder }) => missing("http.static_folder", folder)),
  ];
}

function isMissing(folder: string): boolean {
  return !existsSync(folder);
}

function missing(id: string, folder: string): Problem {
  return {
    id,
    level: "warning",
    message: `The folder ${folder} is not there.`,
    hint: "Make it, or correct the path: relative ones begin where the process was started.",
  };
}

/** The templates of an app, whether it is started or not. */
export function templatesOf(app: App, { templates = {}, development }: Settings): Templates {
  checkNames("templates", templates, ["folders", "helpers"]);
  return new Templates({
    folders: [...(templates.folders ?? []), ...app.contributions("templates").toReversed()],
    isCached: !development,
    helpers: Object.assign(
      {},
      templateHelpers,
      ...app.contributions("templateHelpers"),
      templates.helpers,
    ),
  });
}
