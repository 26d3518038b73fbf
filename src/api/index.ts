// Resources
export { resource } from "./resources/resource.ts";
export type { Resource } from "./resources/resource.ts";
export type {
  FieldChoices,
  FilterChoice,
  Operation,
  RelatedFields,
  ResourceOptions,
  WriteContext,
} from "./resources/resource-options.ts";
export type { CreateInput, InputOf, UpdateInput } from "./resources/input-types.ts";
export type { ItemOf, ResourceTypes, Wire } from "./resources/resource-types.ts";
export { action } from "./resources/action.ts";
export type { Action, ActionDraft, ActionInput, ActionOptions } from "./resources/action.ts";
export { computed } from "./resources/computed.ts";
export type { Computed } from "./resources/computed.ts";
export { named } from "./resources/named.ts";
export type { Named, NamedOptions } from "./resources/named.ts";
export { cursors, offsets, pages } from "./resources/pagination.ts";
export type { Pagination, PaginationOptions } from "./resources/pagination.ts";
export { findOperation } from "./resources/operation.ts";
export type { ResourceOperation } from "./resources/operation.ts";
export { describeResource } from "./resources/describe-resource.ts";
export type {
  DescribedAction,
  DescribedField,
  ResourceDescription,
} from "./resources/describe-resource.ts";
export {
  MODEL_UNLISTED,
  NAME_REFUSED,
  POLICY_MISSING,
  POLICY_OF_ANOTHER,
  RESOURCE_INVALID,
  ROW_MISSING,
  ROW_UNSAVED,
} from "./errors.ts";

// Throttles
export { throttle } from "./throttles/throttle.ts";
export type { ThrottleOptions } from "./throttles/throttle.ts";
export type { ParsedRate, Rate } from "./throttles/rate.ts";
export { memoryThrottles } from "./throttles/memory-throttles.ts";
export type { MemoryThrottleOptions } from "./throttles/memory-throttles.ts";
export { sqlThrottles } from "./throttles/sql-throttles.ts";
export { redisThrottles } from "./throttles/redis-throttles.ts";
export type { RedisThrottleOptions } from "./throttles/redis-throttles.ts";
export type { RedisScripts } from "../core/index.ts";
export type { ThrottleStore, Verdict } from "./throttles/throttle-store.ts";
export type { Standing } from "./throttles/sliding-window.ts";

// Documents
export { apiDocs } from "./docs-page/api-docs.ts";
export type { ApiDocsOptions } from "./docs-page/api-docs.ts";
export { openapi } from "./openapi/openapi.ts";
export type {
  OpenapiDocument,
  OpenapiOptions,
  OperationObject,
  ParameterObject,
  SecurityScheme,
} from "./openapi/openapi-options.ts";

// Versions
export { versioned, versionOf } from "./versions/versioned.ts";
export type { Version, VersionedOptions } from "./versions/versioned.ts";
export { deprecation } from "./versions/deprecation.ts";
export type { DeprecationOptions } from "./versions/deprecation.ts";
