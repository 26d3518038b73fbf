export { client } from "./client.ts";
export type { Client, ClientOptions, RouteCalls } from "./client.ts";
export { ApiError, attempt } from "./api-error.ts";
export type { ApiProblem, Attempt } from "./api-error.ts";
export type { ListPage } from "../resources/resource-types.ts";
export type { ListQuery, ResourceClient, RunOptions } from "./resource-client.ts";
export type { RequestOptions } from "./send.ts";
export type { WireIn, WireOut } from "./wire-types.ts";
