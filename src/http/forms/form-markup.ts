import type { FieldFacts, Fields, Problem } from "../../schema/index.ts";
import { html } from "../html/html.ts";
import { escapeHtml, type SafeHtml } from "../html/safe-html.ts";
import type { Upload } from "../uploads/upload.ts";
import { csrf } from "./csrf.ts";
import { type FormContent, type FormView, type Input, inputOf, words } from "./form-input.ts";

/** The whole form: summary of errors, inputs, button. */
export function formMarkup(
  view: FormView,
  content: FormContent,
  { action, submit = view.submit }: { readonly action?: string; readonly submit?: string },
): SafeHtml {
  const names = [...Object.keys(view.shape.fields as Fields), ...Object.keys(view.files)];
  const encoding = Object.keys(view.files).length > 0 ? ' enctype="multipart/form-data"' : "";
  const target = action === undefined ? "" : attribute("action", action);
  const open = html.raw(`<form method="${view.method}" novalidate${target}${encoding}>`);
  return html`${open}${view.method === "post" && csrf()}${errorSummary(view, content)}${names.map((name) => fieldMarkup(view, content, name))}<button type="submit">${submit}</button></form>`;
}

/** One input with its label, help and errors. */
export function fieldMarkup(view: FormView, content: FormContent, name: string): SafeHtml {
  const input = inputOf(view, content, name);
  if (input.type === "hidden") return html.raw(control(input));
  const { id, label, help, errors } = input;
  const helpText = help && html`<p class="help" id="${id}-help">${help}</p>`;
  const errorText =
    errors.length > 0 && html`<p class="error" id="${id}-error">${sentences(label, errors)}</p>`;
  const labelText = html`<label for="${id}">${label}</label>`;
  const box = html.raw(control(input));
  const both = input.type === "checkbox" ? html`${box}${labelText}` : html`${labelText}${box}`;
  return html`<div class="field">${both}${helpText}${errorText}</div>`;
}

/** All that is wrong, each with a link to its input. */
export function errorSummary(view: FormView, content: FormContent): SafeHtml {
  const { problems } = content;
  if (problems.length === 0) return html.raw("");
  const known = new Set([...Object.keys(view.shape.fields as Fields), ...Object.keys(view.files)]);
  const items = problems.map((problem) => {
    const name = problem.path.split(".")[0]!;
    if (!known.has(name)) return html`<li>${sentence(words(problem.path), problem)}</li>`;
    const { id, label } = inputOf(view, content, name);
    return html`<li><a href="#${id}">${sentence(label, problem)}</a></li>`;
  });
  return html`<div class="errors" role="alert"><ul>${items}</ul></div>`;
}

function control(input: Input): string {
  const common = attributesOf(input);
  const value = input.values[0] ?? "";
  if (input.type === "textarea") {
    // A line end right after the tag is not part of the text (HTML Standard, 13.2.6.4.7).
    return String(html`${html.raw(`<textarea${common}>\n`)}${value}</textarea>`);
  }
  if (input.type === "select") return `<select${common}>${optionsOf(input)}</select>`;
  if (input.type === "file") return `<input type="file"${common}>`;
  if (input.type === "checkbox") {
    const isOn = /^(?:true|1|on|yes)$/i.test(value) ? " checked" : "";
    return `<input type="checkbox" value="true"${isOn}${common}>`;
  }
  return `<input${attribute("type", input.type)}${attribute("value", value)}${common}>`;
}

function attributesOf({ name, id, type, help, errors, facts, upload, options }: Input): string {
  const describedBy = [help && `${id}-help`, errors.length > 0 && `${id}-error`].filter(Boolean);
  const given: Record<string, string | number | boolean | undefined> = {
    id,
    name,
    required: type !== "checkbox" && isRequired(facts, upload),
    "aria-describedby": describedBy.length > 0 ? describedBy.join(" ") : undefined,
    "aria-invalid": errors.length > 0 ? "true" : undefined,
    autocomplete: options.autocomplete,
    placeholder: options.placeholder,
    ...(facts === undefined ? uploadLimits(upload!) : fieldLimits(facts, type)),
  };
  return Object.entries(given)
    .map(([key, value]) => {
      if (value === undefined || value === false) return "";
      return value === true ? ` ${key}` : attribute(key, String(value));
    })
    .join("");
}

function isRequired(facts: FieldFacts | undefined, upload: Upload | undefined): boolean {
  if (facts === undefined) return upload?.isOptional === false;
  if (facts.type === "list") return (facts.min ?? 0) > 0;
  return facts.presence === "required" && !facts.nullable;
}

function fieldLimits(facts: FieldFacts, type: string): Record<string, string | number | undefined> {
  const { min, max, range, pattern } = facts;
  if (type === "number") return { min, max, step: facts.type === "int" ? 1 : "any" };
  if (type === "date" || type === "time")
    return { min: range?.min as string, max: range?.max as string };
  if (facts.type === "decimal") return { inputmode: "decimal" };
  if (facts.type === "bigint") return { inputmode: "numeric" };
  if (facts.type === "list") return { multiple: type === "select" ? "" : undefined };
  if (type === "select" || type === "checkbox" || facts.type === "json") return {};
  const whole = /^\^(.*)\$$/s.exec(pattern?.source ?? "")?.[1];
  const length = min === undefined || min === 0 ? undefined : min;
  return { minlength: length, maxlength: max, pattern: type === "textarea" ? undefined : whole };
}

function uploadLimits({ options, maxFiles }: Upload): Record<string, string | undefined> {
  return { accept: options.types?.join(","), multiple: maxFiles === undefined ? undefined : "" };
}

function optionsOf({ facts, choices, values }: Input): string {
  const hasEmpty = facts!.type !== "list" && (facts!.presence !== "default" || facts!.nullable);
  const all = choices.map(([value, label]) => {
    const isSelected = values.includes(String(value)) ? " selected" : "";
    return html`${html.raw(`<option${attribute("value", String(value))}${isSelected}>`)}${label}</option>`;
  });
  return `${hasEmpty ? '<option value=""></option>' : ""}${html.join(all).toString()}`;
}

function sentences(label: string, problems: readonly Problem[]): string {
  return problems.map((problem) => sentence(label, problem)).join(" ");
}

function sentence(label: string, { message }: Problem): string {
  const text =
    label === "" ? message.replace(/^./u, (first) => first.toUpperCase()) : `${label} ${message}`;
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function attribute(name: string, value: string): string {
  return ` ${name}="${escapeHtml(value)}"`;
}
