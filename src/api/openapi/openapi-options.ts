import type { MountedRoute } from "../../http/index.ts";
import type { JsonSchema } from "../../schema/index.ts";

/** How one may show who one is: a security scheme of OpenAPI 3.1. */
export type SecurityScheme =
  | {
      readonly type: "http";
      readonly scheme: string;
      readonly bearerFormat?: string;
      readonly description?: string;
    }
  | {
      readonly type: "apiKey";
      readonly in: "header" | "query" | "cookie";
      readonly name: string;
      readonly description?: string;
    }
  | {
      readonly type: "oauth2";
      readonly flows: Readonly<Record<string, unknown>>;
      readonly description?: string;
    }
  | {
      readonly type: "openIdConnect";
      readonly openIdConnectUrl: string;
      readonly description?: string;
    };

/** What the document says of the app besides its routes. */
export interface OpenapiOptions {
  /** Default `"API"`. */
  readonly title?: string;
  /** Of the API, not of the framework. Default `"1.0.0"`. */
  readonly version?: string;
  readonly description?: string;
  readonly contact?: { readonly name?: string; readonly url?: string; readonly email?: string };
  readonly license?: { readonly name: string; readonly url?: string; readonly identifier?: string };
  /** Where it is served. Default: where the document is, `/`. */
  readonly servers?: readonly { readonly url: string; readonly description?: string }[];
  /** By the names that routes have in `security`. */
  readonly securitySchemes?: Readonly<Record<string, SecurityScheme>>;
  /** Of routes that do not say: names of schemes, each of which is enough. Default: none is needed. */
  readonly security?: readonly string[];
  /** What the tags mean. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Which routes are in it. Default: all that do not have `documented: false`. */
  readonly include?: (route: MountedRoute) => boolean;
}

declare module "../../http/index.ts" {
  interface RouteExtras {
    /** Of the operation in the document. Default: the name of the route. */
    readonly operationId?: string;
    /** Names of security schemes, each of which is enough; none for what everybody may do. For documents only. */
    readonly security?: readonly string[];
    /** Statuses of problems that the handler answers with, besides those that follow from the declaration. */
    readonly errors?: readonly number[];
    /** Whether it is in the document. Default true. */
    readonly documented?: boolean;
    /** Examples of body and answer, as JSON. */
    readonly examples?: { readonly body?: unknown; readonly response?: unknown };
  }
}

/** An OpenAPI document of version 3.1. */
export interface OpenapiDocument {
  readonly openapi: "3.1.1";
  readonly info: Readonly<Record<string, unknown>>;
  readonly servers: readonly object[];
  readonly security: readonly object[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

export interface OperationObject {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly deprecated?: true;
  readonly security?: readonly object[];
  readonly parameters?: readonly ParameterObject[];
  readonly requestBody?: { readonly required: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, ResponseObject>>;
}

export interface ParameterObject {
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}

export type Content = Readonly<
  Record<string, { readonly schema: JsonSchema; readonly example?: unknown }>
>;
export type ResponseObject =
  | { readonly $ref: string }
  | { readonly description: string; readonly headers?: object; readonly content?: Content };
