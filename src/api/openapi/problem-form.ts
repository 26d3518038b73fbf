import type { MountedRoute, RenderProblem } from "../../http/index.ts";
import type { JsonSchema } from "../../schema/index.ts";
import { schemaOf } from "./route-operation.ts";

/** The form in which a route tells of problems. */
export interface ProblemForm {
  /** The same for the same form. */
  readonly key: unknown;
  readonly type: string;
  /** Undefined where nobody has said what the body is like. */
  readonly schema: (() => JsonSchema) | undefined;
}

const RFC_9457: ProblemForm = {
  key: undefined,
  type: "application/problem+json",
  schema: () => PROBLEM,
};

/** @param usual `renderProblem` of the app. */
export function problemForm(
  { renderProblem, naming }: MountedRoute,
  usual: RenderProblem | undefined,
): ProblemForm {
  const render = renderProblem ?? usual;
  if (render === undefined) return RFC_9457;
  const { body } = render;
  const schema = body && (() => schemaOf(body, { io: "output", naming }));
  return { key: render, type: "application/json", schema };
}

const PROBLEM: JsonSchema = {
  type: "object",
  description: "What is wrong, after RFC 9457.",
  properties: {
    type: { type: "string", description: "The kind of problem, as an address." },
    title: { type: "string" },
    status: { type: "integer", minimum: 400, maximum: 599 },
    detail: { type: "string", description: "What happened this time, for people." },
    code: { type: "string", description: "What happened, for programs." },
    request_id: { type: "string" },
    problems: {
      type: "array",
      description: "Everything that is wrong with the request.",
      items: {
        type: "object",
        properties: {
          path: { type: "string", description: 'Where, in dots: `"address.lines.0"`.' },
          code: { type: "string" },
          message: { type: "string" },
          value: { type: "string" },
          hint: { type: "string" },
          in: { type: "string", enum: ["query", "headers", "cookies", "body"] },
        },
        required: ["path", "code", "message"],
      },
    },
  },
  required: ["type", "title", "status"],
};
