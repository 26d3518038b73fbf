import { slot } from "../core/index.ts";
import type { Naming } from "./resources/naming.ts";

/** What holds for all resources of an app that do not say otherwise. */
export interface ApiOptions {
  /** How names are written in requests and answers. Default `"snake_case"`. */
  readonly naming?: Naming;
}

/** Those of the app in whose context this runs. */
export const apiOptions = slot<ApiOptions>("apiOptions");
