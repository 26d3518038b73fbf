import { defineError } from "../../core/index.ts";

export const HTML_UNSAFE_PLACE = defineError(
  "HTTP_HTML_UNSAFE_PLACE",
  500,
  (place: string, text: string) =>
    `A value stands ${place} of an html template, where escaping cannot make it safe: ${JSON.stringify(text.slice(-60))}`,
  'Put values into text or into quoted attributes (`title="${value}"`); hand data to scripts by `html.json(value)`.',
);

export const HTML_BAD_VALUE = defineError(
  "HTTP_HTML_BAD_VALUE",
  500,
  (given: string) => `${given} has no form in HTML.`,
  "Give a text, a number, a date, what html`…` made, an object whose class has a `toString`, or a list of these; await promises and queries first.",
);

export const TEMPLATE_NOT_FOUND = defineError(
  "HTTP_TEMPLATE_NOT_FOUND",
  500,
  (name: string, folders: readonly string[], near: string) =>
    `There is no template "${name}" in ${folders.length === 0 ? "any folder: none is set" : folders.join(", ")}.${near}`,
  "Names are paths below a template folder without `.eta`; folders are set by `templates` of http() and of modules.",
);

export const TEMPLATE_INVALID = defineError(
  "HTTP_TEMPLATE_INVALID",
  500,
  (place: string, what: string) => `The template ${place} cannot be compiled: ${what}`,
  "Correct the template at that line.",
);

export const TEMPLATE_FAILED = defineError(
  "HTTP_TEMPLATE_FAILED",
  500,
  (place: string, what: string) => `The template ${place} has failed: ${what}`,
  "See the cause; the data is `it` in templates.",
);

export const NO_TEMPLATES = defineError(
  "HTTP_NO_TEMPLATES",
  500,
  (name: string) => `Template "${name}" was asked for where no templates are set.`,
  "Set `templates: { folders: […] }` of http(), and render inside of a request or of `app.run`.",
);
