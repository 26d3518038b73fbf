import { module, type Module } from "../app/index.ts";
import { type ApiOptions, apiOptions } from "./api-options.ts";

declare module "../app/index.ts" {
  interface ModuleParts {
    /** What api() was given, for who looks at an app that is not started. */
    readonly apiOptions?: readonly ApiOptions[];
  }
}

/**
 * The module that says what holds for all resources of an app. Without it the defaults do.
 *
 * @example
 * app({ modules: [http(), database({ url }), api({ naming: "camelCase" }), blog] })
 */
export function api(options: ApiOptions = {}): Module {
  return module("api", {
    apiOptions: [options],
    components: [
      () => ({ name: "api", start: () => {}, provides: () => [apiOptions.as(options)] }),
    ],
  });
}
