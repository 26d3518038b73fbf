import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { Step } from "./compile-steps.ts";
import { compileSteps } from "./compile-steps.ts";
import { SCHEMA_ASYNC } from "./errors.ts";
import type { Field, FieldRule } from "./field.ts";
import { makeDefault } from "./make-default.ts";
import { type NamedField, namedFields, type Naming, wireName } from "./naming.ts";
import type { Problem } from "./problem.ts";
import { shownValue, under } from "./problems-of.ts";
import { slugify } from "./slugify.ts";
import type { ObjectStructure, ShapeRule } from "./structure.ts";
import { structureOf } from "./structure.ts";
import type { Form } from "./validation-schema.ts";

/**
 * The second step of validation, of values whose types are right: from the wire to code, defaults, own rules.
 *
 * Gives a new value where something changes; the input is never written to.
 */
export type Finish = (value: unknown, path: string, found: Findings) => unknown;

/** What is known to be wrong already, and what the second step adds. */
export class Findings {
  readonly problems: Problem[];
  readonly #faulty: ReadonlySet<string> | undefined;

  constructor(problems: Problem[] = []) {
    this.problems = problems;
    this.#faulty = problems.length === 0 ? undefined : new Set(problems.map(({ path }) => path));
  }

  /** The value at `path` itself is wrong, so that nothing further may be asked of it. */
  isFaulty(path: string): boolean {
    return this.#faulty !== undefined && this.#faulty.has(path);
  }

  /** Something is wrong at `path` or below it. */
  isTouched(path: string): boolean {
    if (this.problems.length === 0) return false;
    const start = path === "" ? "" : `${path}.`;
    return this.problems.some((problem) => problem.path === path || problem.path.startsWith(start));
  }

  add(problem: Problem): void {
    this.problems.push(problem);
  }
}

/** Compiles the second step, or gives undefined where a field needs none. */
export function compileFinish(
  field: Field,
  form: Form,
  naming: Naming = "camelCase",
): Finish | undefined {
  const inner = finishOf(field, form, naming);
  const { rules, secret } = field.facts;
  if (rules === undefined) return inner && unlessFaulty(inner);
  return unlessFaulty((value, path, found) => {
    const done = inner === undefined ? value : inner(value, path, found);
    if (!found.isTouched(path)) applyRules(rules, done, path, found, secret === true);
    return done;
  });
}

function unlessFaulty(finish: Finish): Finish {
  return (value, path, found) =>
    value === null || found.isFaulty(path) ? value : finish(value, path, found);
}

function finishOf(field: Field, form: Form, naming: Naming): Finish | undefined {
  const structure = structureOf(field);
  switch (structure.is) {
    case "leaf": {
      const decode = form === "wire" ? structure.kind.decode?.(field.facts) : undefined;
      return decode as Finish | undefined;
    }
    case "list":
      return finishList(compileFinish(structure.items, form, naming));
    case "object":
      return finishObject(structure.object, form, naming);
    case "field":
      return compileFinish(structure.field, form, naming);
    case "foreign":
      return finishForeign(structure.schema, form);
  }
}

function finishList(item: Finish | undefined): Finish | undefined {
  if (item === undefined) return undefined;
  return (value, path, found) =>
    (value as unknown[]).map((part, index) => item(part, under(path, String(index)), found));
}

function finishObject(
  { fields, rules }: ObjectStructure,
  form: Form,
  naming: Naming,
): Finish | undefined {
  const all = namedFields(fields, naming);
  const isRenamed = all.some(({ property, name }) => property !== name);
  const steps = all
    .map((one) => stepOf(one, form, naming))
    .filter(({ finish, fill }) => isRenamed || finish !== undefined || fill !== undefined)
    // What is made from another property comes after it.
    .sort((a, b) => Number(isDerived(fields, a)) - Number(isDerived(fields, b)));
  const activeRules = form === "partial" ? [] : rules;
  if (steps.length === 0 && activeRules.length === 0) return undefined;
  const runSteps = steps.length === 0 ? undefined : compileSteps(steps, isRenamed);
  return (value, path, found) => {
    const object = runSteps === undefined ? value : runSteps(value as object, path, found);
    if (activeRules.length > 0 && !found.isTouched(path)) {
      applyShapeRules(activeRules, object, path, found, naming);
    }
    return object;
  };
}

function stepOf({ property, name, field }: NamedField, form: Form, naming: Naming): Step {
  const { facts } = field;
  const finish = compileFinish(field, form === "partial" ? "value" : form, naming);
  const step = { property, name, finish, fill: undefined };
  if (form !== "wire" || facts.presence !== "default") return step;
  if ("default" in facts) return { ...step, fill: () => makeDefault(field) };
  const { from } = facts;
  if (from === undefined) return step;
  return { ...step, fill: (object) => slugFrom(object[from], facts.max) };
}

function isDerived(fields: ObjectStructure["fields"], { property }: Step): boolean {
  return fields[property]!.facts.from !== undefined;
}

function slugFrom(source: unknown, max: number | undefined): unknown {
  return typeof source === "string" ? slugify(source, max === undefined ? {} : { max }) : undefined;
}

function finishForeign(schema: StandardSchemaV1, form: Form): Finish {
  return (value, path, found) => {
    const result = schema["~standard"].validate(value);
    if (result instanceof Promise) throw SCHEMA_ASYNC(`A schema of ${schema["~standard"].vendor}`);
    if (result.issues === undefined) return form === "wire" ? result.value : value;
    for (const issue of result.issues) {
      found.add({ path: under(path, issuePath(issue)), code: "rule", message: issue.message });
    }
    return value;
  };
}

export function issuePath({ path = [] }: StandardSchemaV1.Issue): string {
  return path.map((step) => String(typeof step === "object" ? step.key : step)).join(".");
}

function applyRules(
  rules: readonly FieldRule[],
  value: unknown,
  path: string,
  found: Findings,
  isSecret: boolean,
): void {
  for (const { accept, message } of rules) {
    if (holds(accept, value, message)) continue;
    const problem = { path, code: "rule", message };
    found.add(isSecret ? problem : { ...problem, value: shownValue(value) });
  }
}

function applyShapeRules(
  rules: readonly ShapeRule[],
  object: unknown,
  path: string,
  found: Findings,
  naming: Naming,
): void {
  for (const rule of rules) {
    if (holds(rule.accept, object, rule.message)) continue;
    const at = under(path, wireName(rule.path, naming));
    found.add({ path: at, code: rule.code, message: rule.message });
  }
}

/** A promise is true, so that an async rule would accept everything. */
function holds(accept: FieldRule["accept"], value: unknown, message: string): boolean {
  const answer: unknown = accept(value as never);
  if (answer instanceof Promise) throw SCHEMA_ASYNC(`The rule "${message}"`);
  return Boolean(answer);
}
