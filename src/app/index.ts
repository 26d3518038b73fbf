export { App, app, currentApp } from "./app.ts";
export type { AppOptions, Contribution } from "./app.ts";
export type { Check, Problem } from "./check.ts";
export type { AppComponent } from "./component.ts";
export { CHECK_FAILED, NOT_RUNNING } from "./errors.ts";
export { module } from "./module.ts";
export type { Module, ModuleLinks, ModuleParts } from "./module.ts";
