export type { Bound, Field, FieldFacts, FieldRule, FieldType, Presence } from "./field.ts";
export { factsOf, fieldOf } from "./field-value.ts";
export { choice, email, slug, text, url, uuid } from "./text-fields.ts";
export type { EmailOptions, SlugOptions, TextOptions, UrlOptions } from "./text-fields.ts";
export { bigint, decimal, float, int } from "./number-fields.ts";
export type { BigintOptions, DecimalOptions, FloatOptions, IntOptions } from "./number-fields.ts";
export { createdAt, date, datetime, time, updatedAt, version } from "./time-fields.ts";
export type { WrittenField } from "./time-fields.ts";
export type { DatetimeOptions, TextRange } from "./time-fields.ts";
export { bool, bytes, json, list } from "./data-fields.ts";
export type { Json, LengthOptions } from "./data-fields.ts";
export { shape } from "./shape.ts";
export type { CheckOptions, Fields, Input, Output, RuleOptions, Shape } from "./shape.ts";
export type { ShapeRule } from "./structure.ts";
export type { ParseOptions } from "./compiled-field.ts";
export type { Source } from "./compile-prepare.ts";
export { parseWith, schemaOf } from "./schema-of.ts";
export type { Schema } from "./schema-of.ts";
export { jsonSchema } from "./json-schema.ts";
export type { JsonSchema, JsonSchemaOptions } from "./json-schema.ts";
export { checkNames } from "./check-names.ts";
export { wireName } from "./naming.ts";
export type { Naming } from "./naming.ts";
export { writerOf } from "./writer.ts";
export type { Writer } from "./writer.ts";
export { codecOf } from "./codec.ts";
export type { Codec } from "./codec.ts";
export { makeDefault } from "./make-default.ts";
export { slugify } from "./slugify.ts";
export type { SlugifyOptions } from "./slugify.ts";
export {
  SCHEMA_ASYNC,
  SCHEMA_FIELD_EXPECTED,
  SCHEMA_FIELD_NAME,
  SCHEMA_FIELD_UNKNOWN,
  SCHEMA_INVALID,
  SCHEMA_NAMES_CLASH,
  SCHEMA_NOT_A_SCHEMA,
  SCHEMA_OPTION_INVALID,
  SCHEMA_OPTION_UNKNOWN,
  SCHEMA_RULES_LOST,
  ValidationError,
} from "./errors.ts";
export type { Problem, ProblemCode, Validated } from "./problem.ts";
