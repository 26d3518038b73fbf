import { type App, app as kernelApp, type AppOptions } from "./app/index.ts";
import { findSettingsModule, type SettingValues } from "./config/index.ts";
import { consoleLog } from "./core/index.ts";
import { database } from "./db/index.ts";
import { http, type HttpOptions } from "./http/index.ts";
import type { Naming } from "./schema/index.ts";

export { command, type Module, module } from "./app/index.ts";
export type { App } from "./app/index.ts";
export { QuintetError } from "./core/index.ts";

export interface QuintetOptions extends AppOptions {
  /** What `settings.load(…)` gave: the settings that every app has, and your own. */
  readonly settings: Pick<
    SettingValues<object>,
    | "allowedHosts"
    | "databaseUrl"
    | "debug"
    | "host"
    | "logLevel"
    | "oldSecretKeys"
    | "port"
    | "secretKey"
    | "trustedProxies"
  >;
  /** How names are written in queries, bodies and answers, of routes and of resources. Default `"snake_case"`. */
  readonly naming?: Naming;
  /** For the server, beside what the settings say. */
  readonly http?: HttpOptions;
}

/**
 * Puts modules together to an app with its batteries: the database and the server of the settings, and the
 * settings themselves, for `settings.get()`.
 *
 * For an app without one of them, or with others, take `app` from `quintet/app` and list their modules.
 *
 * @throws as `app` of `quintet/app`, and as `http()` for its options
 * @example
 * const values = settings.load({ env: process.env, cwd: import.meta.dirname });
 * export default app({ settings: values, modules: [blog] });
 */
export function app<A extends object = {}>(given: QuintetOptions & { readonly api?: A }): App<A> {
  const { settings, modules, naming, http: server, ...options } = given;
  const { databaseUrl, debug, host, logLevel, port, secretKey, oldSecretKeys } = settings;
  const own: HttpOptions = {
    host,
    port,
    development: debug,
    keys: [secretKey, ...oldSecretKeys],
    allowedHosts: settings.allowedHosts,
    trustedProxies: settings.trustedProxies,
    ...(naming && { naming }),
    ...server,
  };
  const loaded = findSettingsModule(settings);
  const log = options.log ?? consoleLog({ level: logLevel });
  return kernelApp<A>({
    ...options,
    log,
    modules: [
      ...(loaded === undefined ? [] : [loaded]),
      database({ url: databaseUrl }),
      http(own),
      ...modules,
    ],
  });
}
