import { currentKeys, QuintetError } from "../../core/index.ts";
import {
  flashes,
  hasTemplate,
  html,
  nonce,
  render,
  respond,
  type Form,
  type HttpResponse,
  type SafeHtml,
} from "../../http/index.ts";
import { ValidationError } from "../../schema/index.ts";

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

function frame(title: string, content: SafeHtml): SafeHtml {
  const style = html`<style nonce="${nonce()}">
:root { color-scheme: light dark; --line: #767676; --accent: #1a56b0; }
@media (prefers-color-scheme: dark) { :root { --line: #8c8c8c; --accent: #8ab4f8; } }
* { box-sizing: border-box; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; padding: 2rem 1rem; }
main { max-width: 26rem; margin: 0 auto; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 1.5rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .75rem; }
label { display: block; font-weight: 600; margin-bottom: .25rem; }
input { font: inherit; width: 100%; padding: .6rem .7rem; border: 1px solid var(--line); border-radius: .4rem; background: Canvas; color: CanvasText; }
.field { margin-bottom: 1.1rem; }
button { font: inherit; font-weight: 600; padding: .6rem 1.1rem; border: 1px solid var(--accent); border-radius: .4rem; background: var(--accent); color: Canvas; cursor: pointer; }
button.quiet { background: none; color: var(--accent); }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.help { color: GrayText; font-size: .9rem; margin: .25rem 0 0; }
.error, [role="alert"] { color: #b3261e; }
@media (prefers-color-scheme: dark) { .error, [role="alert"] { color: #f2b8b5; } }
.error { margin: .25rem 0 0; }
[role="alert"] ul { list-style: none; padding: 0; }
ul.plain { list-style: none; padding: 0; }
ul.plain li { border-top: 1px solid var(--line); padding: .75rem 0; overflow-wrap: anywhere; }
nav { margin-top: 1.5rem; display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; }
</style>`;
  const said = (currentKeys.get() === undefined ? [] : flashes()).map(
    ({ kind, text }) => html`<p role="status" class="${kind}">${text}</p>`,
  );
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${style}
</head>
<body>
<main>
<h1>${title}</h1>
${said}
${content}
</main>
</body>
</html>`;
}
