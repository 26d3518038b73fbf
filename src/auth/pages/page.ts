import { QuintetError } from "../../core/index.ts";
import {
  hasTemplate,
  render,
  respond,
  type Form,
  type HttpResponse,
  type SafeHtml,
} from "../../http/index.ts";
import { ValidationError } from "../../schema/index.ts";
import { frame } from "./frame.ts";

/** One page of accounts. */
export interface AccountPage {
  /** Of the template that replaces it: `auth/<name>`. */
  readonly name: string;
  readonly title: string;
  /** What the template gets beside `title` and `content`. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly content: SafeHtml;
}

/**
 * The page: by the app's template `auth/<name>`, else ours, in the app's `auth/layout`, else in ours.
 *
 * Templates get `it.title`, `it.content` (our own page, without its frame) and the data of the page.
 */
export function page({ name, title, data, content }: AccountPage): SafeHtml {
  const it = { ...data, title, content };
  if (hasTemplate(`auth/${name}`)) return render(`auth/${name}`, it);
  return hasTemplate("auth/layout") ? render("auth/layout", it) : frame(title, content);
}

/** The answer with a page that nobody keeps, and that tells other sites nothing of its address. */
export function pageAnswer(made: AccountPage, status = 200): HttpResponse {
  return privately(respond(page(made), { status }));
}

/** The answer with a form: 422 where what was sent is refused. */
export function formAnswer(form: Form<object>, made: AccountPage): HttpResponse {
  return privately(form.page(page({ ...made, data: { ...made.data, form } })));
}

/** Does what a valid form asks for; what is refused for a reason is told in the form. Gives whether it was done. */
export async function submitted(
  form: Form<object>,
  work: () => Promise<unknown>,
): Promise<boolean> {
  if (!form.isValid) return false;
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof QuintetError) || error.status >= 500) throw error;
    if (error instanceof ValidationError) {
      for (const { path, message } of error.problems) form.refuse(path as "", message);
    } else form.refuse("", error.message);
    return false;
  }
}

function privately(response: HttpResponse): HttpResponse {
  return response.header("cache-control", "no-store").header("referrer-policy", "same-origin");
}
