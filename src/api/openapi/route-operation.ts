import type { Middleware, MountedRoute } from "../../http/index.ts";
import {
  type Field,
  type JsonSchema,
  jsonSchema,
  type JsonSchemaOptions,
  shape,
} from "../../schema/index.ts";
import type { Components } from "./components.ts";
import type {
  Content,
  OperationObject,
  ParameterObject,
  ResponseObject,
} from "./openapi-options.ts";
import { formBody, formParameters } from "./form-inputs.ts";
import { otherParameters, pathParameters } from "./parameters.ts";
import type { ProblemForm } from "./problem-form.ts";

/** What is told of an operation before the parts that all of them have. */
export interface Draft {
  readonly summary: string;
  readonly parameters: readonly ParameterObject[];
  readonly body?: { readonly content: Content };
  readonly responses: Readonly<Record<string, ResponseObject>>;
  /** Statuses of problems. */
  readonly errors: readonly number[];
  /** Where nothing else names a tag. */
  readonly tag: string;
}

/** What operations have in common. */
export interface SharedParts {
  readonly components: Components;
  /** Of the app, around that of the route. */
  readonly middleware: readonly Middleware[];
  readonly problems: ProblemForm;
}

/** A plain route, from what it declares. */
export function routeDraft(mounted: MountedRoute, method: string): Draft {
  const { options, name, path } = mounted;
  const body =
    options.body === undefined ? formBody(mounted, method) : bodyOf(mounted, options.body);
  const names = mounted.pattern.segments.flatMap(({ text }) => text || []);
  const [first = "app"] = names.filter((text) => !/^(?:api|v\d+)$/.test(text));
  return {
    summary: name === undefined ? `${mounted.route.methods[0]} ${path}` : words(name),
    parameters: [
      ...pathParameters(mounted),
      ...otherParameters(mounted),
      ...formParameters(mounted),
    ],
    ...(body && { body }),
    responses: answerOf(mounted),
    errors: [],
    tag: first,
  };
}

/** The parts that all operations have. */
export function operationOf(
  mounted: MountedRoute,
  draft: Draft,
  method: string,
  { components, middleware, problems: form }: SharedParts,
): OperationObject {
  const { extras, options, tags, name } = mounted;
  const summary = options.summary ?? draft.summary;
  const isOnly = mounted.route.methods.length === 1;
  const id = options.operationId ?? name ?? `${method} ${mounted.path}`.replaceAll(/\W+/g, "_");
  const layers = [...middleware, ...mounted.middleware];
  const refusals = layers.flatMap(({ refuses }) => refuses?.(mounted, method.toUpperCase()) ?? []);
  const problems = errorsOf(mounted, draft, refusals).map(
    (status) => [String(status), components.problem(status, form)] as const,
  );
  return {
    operationId: isOnly ? id : `${id}.${method}`,
    summary,
    description: options.description ?? `${summary}.`,
    tags: tags.length > 0 ? tags : [draft.tag],
    ...(extras.deprecated && { deprecated: true as const }),
    ...securityFor(extras),
    ...(draft.parameters.length > 0 && { parameters: draft.parameters }),
    ...(draft.body && { requestBody: { required: true, ...draft.body } }),
    responses: {
      ...draft.responses,
      ...Object.fromEntries(problems),
      default: components.problem("default", form),
    },
  };
}

/** What a route says itself; what everybody may do wants nothing. */
function securityFor(extras: MountedRoute["extras"]): { security?: object[] } {
  if (extras.security !== undefined) return { security: securityOf(extras.security) };
  return extras.public === true ? { security: [] } : {};
}

export function securityOf(names: readonly string[]): object[] {
  return names.map((name) => ({ [name]: [] }));
}

/** Everything can be refused as a whole; the rest follows from what is declared. */
function errorsOf(
  { pattern, options, extras }: MountedRoute,
  draft: Draft,
  refusals: readonly number[],
): number[] {
  const needsSomebody = (extras.security ?? []).length > 0;
  const statuses = [
    400,
    ...(needsSomebody ? [401, 403] : []),
    ...(pattern.names.length > 0 ? [404] : []),
    ...(options.produces ? [406] : []),
    ...(draft.body ? [413, 415] : []),
    ...refusals,
    ...draft.errors,
    ...(extras.errors ?? []),
  ];
  return [...new Set(statuses)].toSorted((a, b) => a - b);
}

function bodyOf({ options, extras, naming }: MountedRoute, body: object): { content: Content } {
  const schema = schemaOf(body, { io: "input", naming });
  const example = extras.examples?.body;
  const types = options.accepts ?? ["application/json"];
  return { content: contentOf(types, schema, example) };
}

function answerOf({ options, extras, naming }: MountedRoute): Record<string, ResponseObject> {
  const { response, status = 200, produces } = options;
  if (status === 204) return { 204: { description: "Done." } };
  if (response === undefined && produces === undefined) {
    // What the handler gives is not known: it may be a redirect as well.
    return options.status === undefined
      ? {
          "2XX": { description: "The answer." },
          "3XX": { description: "Elsewhere, or not changed." },
        }
      : { [status]: { description: "The answer." } };
  }
  const schema = response === undefined ? {} : schemaOf(response, { io: "output", naming });
  const types = produces ?? ["application/json"];
  const content = contentOf(types, schema, extras.examples?.response);
  return { [status]: { description: "The answer.", content } };
}

export function contentOf(
  types: readonly string[],
  schema: JsonSchema,
  example?: unknown,
): Content {
  const entry = { schema, ...(example !== undefined && { example }) };
  return Object.fromEntries(types.map((type) => [type, entry]));
}

/** Of a map of fields, a shape, a field or the schema of another library. */
export function schemaOf(given: object, options: JsonSchemaOptions): JsonSchema {
  const known = "~standard" in given ? given : shape(given as Record<string, Field>);
  return jsonSchema(known as never, options);
}

/** `"users.setPassword"` is "Users: set password". */
function words(name: string): string {
  const parts = name.split(".").map((part) =>
    part
      .replaceAll(/[-_]+/g, " ")
      .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
      .toLowerCase(),
  );
  const text = parts.join(": ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
