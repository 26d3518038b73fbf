import type { Fields, Problem, Shape } from "../../schema/index.ts";
import { checkNames } from "../guards/guard-options.ts";
import type { SafeHtml } from "../html/safe-html.ts";
import { provider, type Provider } from "../handling/provider.ts";
import { respond, type HttpResponse } from "../answers/response.ts";
import { asShape } from "../uploads/multipart.ts";
import type { FormValue } from "../uploads/upload.ts";
import { FORM_FIELD } from "./errors.ts";
import type { FormContent, FormView, InputOptions, OfferedChoice } from "./form-input.ts";
import { errorSummary, fieldMarkup, formMarkup } from "./form-markup.ts";
import { checkForm, readForm, type RawFields, type Uploads } from "./read-form.ts";

export interface FormOptions<F, U> {
  /** Inputs for files by name. With them the form is sent as multipart. */
  readonly files?: U;
  /** `"get"` for searches: the values stand in the address. Default `"post"`. */
  readonly method?: "get" | "post";
  /** Text of the button. Default `"Save"`. */
  readonly submit?: string;
  /** How inputs look, where the fields alone do not say it. */
  readonly inputs?: { readonly [K in keyof F]?: InputOptions };
}

type FormResult<T> =
  | { readonly isValid: true; readonly value: T }
  | { readonly isValid: false; readonly value: undefined };

/** A form in one request: empty, or as it was sent, with what is wrong with it. */
export type Form<T> = FormResult<T> & FormFace<T>;

interface FormFace<T> {
  readonly isSubmitted: boolean;
  readonly problems: readonly Problem[];
  /** What stands in the inputs where nothing was sent. */
  prefill(values: Partial<T> | undefined): void;
  /**
   * Makes a `select` of an input, of choices that only the handler knows, such as rows. What was sent and is
   * none of them is refused.
   *
   * @param choices Values with what is shown for them, in this order.
   * @example
   * form.offer("category", categories.map(({ id, name }) => [id, name]));
   */
  offer(field: keyof T & string, choices: Iterable<OfferedChoice>): void;
  /** Adds what only the handler can know: `form.refuse("email", "is taken already")`. `""` is the whole form. */
  refuse(field: (keyof T & string) | "", message: string): void;
  /** The whole form. @param action Default: the address of this page. */
  html(options?: { readonly action?: string; readonly submit?: string }): SafeHtml;
  /** One input with its label, help and errors, for forms of an own layout. @throws `HTTP_FORM_FIELD` */
  field(name: string): SafeHtml;
  /** All that is wrong, with links to the inputs, for forms of an own layout; nothing where all is well. */
  summary(): SafeHtml;
  /** The answer that shows the form: 422 where what was sent is refused, so that scripts know. */
  page(body: unknown): HttpResponse;
}

/**
 * Declares a form: what it takes, how it is checked and how it looks, from one shape.
 *
 * A handler gets it by `use`. It works without scripts: what was typed is kept, and errors stand at their
 * fields, said to screen readers too. Fields that were not declared are ignored; empty inputs are nothing.
 *
 * @throws `HTTP_FORM_FIELD` for fields that have no input
 * @example
 * const contact = form({ email: email().label("Your address"), message: text({ max: 2000 }) }, { submit: "Send" });
 * route("GET", "POST")("/contact", { use: { contact } }, async ({ contact }) => {
 *   if (!contact.isValid) return contact.page(html`<h1>Contact</h1>${contact.html()}`);
 *   await send(contact.value);
 *   flash("success", "Thank you.");
 *   return redirect("/");
 * });
 */
export function form<F extends Fields, U extends Uploads = {}>(
  fields: F | Shape<F>,
  options: FormOptions<F, U> = {},
): Provider<Form<FormValue<F, U>>> {
  checkNames("form()", options, ["files", "method", "submit", "inputs"]);
  const shape = asShape(fields as Fields | Shape);
  const { method = "post", submit = "Save", inputs = {} } = options;
  const files: Uploads = options.files ?? {};
  checkFields(shape, files, inputs);
  const view = { shape, files, method, submit, inputs: inputs as Record<string, InputOptions> };
  const read = provider(async function* form({ request }) {
    const isQuery = method === "get";
    const isSubmitted = isQuery
      ? Object.keys(shape.fields as object).some((name) => name in request.query)
      : request.method === "POST" || request.method === "PUT" || request.method === "PATCH";
    const raw = isSubmitted && !isQuery ? await readForm(request, files) : undefined;
    try {
      const sent = raw ?? { fields: request.query, files: {} };
      yield new FormState(view, isSubmitted ? sent : undefined) as unknown as Form<FormValue<F, U>>;
    } finally {
      await raw?.[Symbol.asyncDispose]?.();
    }
  });
  return { ...read, reads: { from: method === "get" ? "query" : "body", fields: shape, files } };
}

class FormState implements FormFace<any> {
  readonly isSubmitted: boolean;
  readonly problems: Problem[] = [];
  readonly #view: FormView;
  readonly #sent: RawFields | undefined;
  readonly #value: Record<string, unknown> | undefined;
  readonly #offered = new Map<string, readonly OfferedChoice[]>();
  #filled: Readonly<Record<string, unknown>> = {};

  constructor(view: FormView, sent: Parameters<typeof checkForm>[0] | undefined) {
    this.#view = view;
    this.isSubmitted = sent !== undefined;
    this.#sent = sent?.fields;
    if (sent === undefined) return;
    const result = checkForm(sent, view.shape, view.files);
    if (result.ok) this.#value = result.value;
    else this.problems.push(...result.problems);
  }

  get isValid(): boolean {
    return this.value !== undefined;
  }

  get value(): Record<string, unknown> | undefined {
    return this.problems.length === 0 ? this.#value : undefined;
  }

  prefill(values: object | undefined): void {
    this.#filled = { ...values };
  }

  offer(field: string, choices: Iterable<OfferedChoice>): void {
    this.#known(field);
    const offered = [...choices];
    this.#offered.set(field, offered);
    const sent = [this.#sent?.[field] ?? []].flat().filter((value) => value !== "");
    const known = new Set(offered.map(([value]) => String(value)));
    const isRefused = this.problems.some(({ path }) => path === field);
    if (!isRefused && sent.some((value) => !known.has(value))) {
      this.refuse(field, "must be one of the choices");
    }
  }

  refuse(field: string, message: string): void {
    this.problems.push({ path: field, code: "rule", message });
  }

  html(options: { readonly action?: string; readonly submit?: string } = {}): SafeHtml {
    return formMarkup(this.#view, this.#content(), options);
  }

  field(name: string): SafeHtml {
    this.#known(name);
    return fieldMarkup(this.#view, this.#content(), name);
  }

  summary(): SafeHtml {
    return errorSummary(this.#view, this.#content());
  }

  page(body: unknown): HttpResponse {
    return respond(body, { status: this.problems.length > 0 ? 422 : 200 });
  }

  #known(name: string): void {
    const { shape, files } = this.#view;
    const known = [...Object.keys(shape.fields as object), ...Object.keys(files)];
    if (!known.includes(name)) throw FORM_FIELD(name, "the form has no such field");
  }

  #content(): FormContent {
    return {
      sent: this.#sent,
      filled: this.#filled,
      offered: this.#offered,
      problems: this.problems,
    };
  }
}

function checkFields(shape: Shape, files: Uploads, inputs: object): void {
  const fields = shape.fields as Fields;
  for (const [name, { facts }] of Object.entries(fields)) {
    if (facts.type === "bytes") throw FORM_FIELD(name, "bytes have no input; use `files`");
    if (name in files) throw FORM_FIELD(name, "it is a field and a file");
  }
  checkNames("form() inputs", inputs, Object.keys(fields));
}
