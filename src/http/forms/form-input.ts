import type { Field, FieldFacts, Fields, Problem, Shape } from "../../schema/index.ts";
import type { Upload } from "../uploads/upload.ts";
import type { RawFields, Uploads } from "./read-form.ts";

export interface InputOptions {
  /** `"textarea"`, `"hidden"`, or a type of `<input>`. Default: by the field. */
  readonly type?: string;
  /** What browsers may fill in: `"current-password"`, `"email"`, `"off"`. */
  readonly autocomplete?: string;
  readonly placeholder?: string;
  /** What is shown for a choice. Default: its word, with a capital and spaces. */
  readonly choices?: Readonly<Record<string, string>>;
}

/** What is declared of a form. */
export interface FormView {
  readonly shape: Shape;
  readonly files: Uploads;
  readonly method: "get" | "post";
  readonly submit: string;
  readonly inputs: Readonly<Record<string, InputOptions>>;
}

/** A value to choose, with what is shown for it. */
export type OfferedChoice = readonly [value: string | number, label: string];

/** What stands in a form. */
export interface FormContent {
  readonly sent: RawFields | undefined;
  readonly filled: Readonly<Record<string, unknown>>;
  readonly offered: ReadonlyMap<string, readonly OfferedChoice[]>;
  readonly problems: readonly Problem[];
}

/** From this length on, a text is given more than one line. */
const LONG_TEXT = 255;

/** An input of a form, as it is to be shown. */
export interface Input {
  readonly name: string;
  readonly id: string;
  readonly type: string;
  readonly label: string;
  readonly help: string | undefined;
  readonly errors: readonly Problem[];
  readonly facts: FieldFacts | undefined;
  readonly upload: Upload | undefined;
  readonly options: InputOptions;
  readonly values: readonly string[];
  readonly choices: readonly OfferedChoice[];
}

export function inputOf(view: FormView, content: FormContent, name: string): Input {
  const field = (view.shape.fields as Fields)[name] as Field | undefined;
  const upload = view.files[name];
  const options = view.inputs[name] ?? {};
  const errors = content.problems.filter(
    ({ path }) => path === name || path.startsWith(`${name}.`),
  );
  const facts = field?.facts;
  const { label, help } = facts ?? upload?.options ?? {};
  const offered = content.offered.get(name);
  const usual = facts === undefined ? "file" : typeOf(facts);
  const type = options.type ?? (offered === undefined ? usual : "select");
  const values =
    facts === undefined || type === "password" ? [] : valuesOf(content, name, facts, type);
  return {
    name,
    id: `f-${name}`,
    type,
    label: label ?? words(name),
    help,
    errors,
    facts,
    upload,
    options,
    values,
    choices: offered ?? declaredChoices(facts, options),
  };
}

function declaredChoices(
  facts: FieldFacts | undefined,
  { choices: labels }: InputOptions,
): readonly OfferedChoice[] {
  const choices = facts?.choices ?? facts?.items?.facts.choices ?? [];
  return choices.map((choice) => [choice, labels?.[choice] ?? words(choice)]);
}

function typeOf(facts: FieldFacts): string {
  switch (facts.type) {
    case "email":
    case "url":
    case "date":
    case "time":
      return facts.type;
    case "datetime":
      return "datetime-local";
    case "int":
    case "float":
      return "number";
    case "bool":
      return "checkbox";
    case "choice":
      return "select";
    case "json":
      return "textarea";
    case "list":
      return facts.items?.facts.type === "choice" ? "select" : "text";
    case "text":
      if (facts.secret === true) return "password";
      return (facts.max ?? Infinity) > LONG_TEXT ? "textarea" : "text";
    default:
      return "text";
  }
}

function valuesOf(
  { sent, filled }: FormContent,
  name: string,
  facts: FieldFacts,
  type: string,
): string[] {
  if (sent !== undefined) return [sent[name] ?? []].flat();
  const value = name in filled ? filled[name] : staticDefault(facts);
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return type === "select" ? value.map(String) : [value.join(", ")];
  if (value instanceof Date) return [value.toISOString().slice(0, 16)];
  if (typeof value === "object") return [JSON.stringify(value)];
  return [`${value as string | number}`];
}

/** A function is not asked: its value belongs to a row that is not there yet. */
function staticDefault({ default: value }: FieldFacts): unknown {
  return typeof value === "function" ? undefined : value;
}

/** `publishedAt` and `published_at` are "Published at". */
export function words(name: string): string {
  const text = name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .replaceAll(/[_.-]+/g, " ")
    .toLowerCase()
    .trim();
  return text.replace(/^./u, (first) => first.toUpperCase());
}
