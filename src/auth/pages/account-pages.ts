import {
  group,
  html,
  redirect,
  route,
  type Group,
  type Route,
  type SafeHtml,
} from "../../http/index.ts";
import { text } from "../../schema/index.ts";
import type { AuthSettings } from "../auth-options.ts";
import { safePath } from "../endpoints/safe-path.ts";
import { limitMails } from "../lockout/limit-mails.ts";
import { bySession } from "../policies/by-session.ts";
import type { PasswordSettings } from "../passwords/password-rules.ts";
import { requestPasswordReset, resetPassword } from "../recovery/reset-password.ts";
import { signUp } from "../recovery/sign-up.ts";
import { verifyEmail } from "../recovery/verify-email.ts";
import { confirmPassword, signIn } from "../sessions/sign-in.ts";
import {
  buttonForm,
  confirmForm,
  forgotForm,
  resetForm,
  signInForm,
  signUpForm,
} from "./account-forms.ts";
import { ownPages } from "./own-pages.ts";
import { formAnswer, pageAnswer, submitted } from "./page.ts";

const page = route("GET", "POST");
const next = { next: text({ max: 2000 }).optional() };
const token = { token: text({ max: 100 }).secret().default("") };
/** Forms are checked although nobody is signed in: nobody shall be signed in as somebody else. */
const open = { public: true, csrf: true } as const;

/** The pages of accounts, under `/account` unless said otherwise. They work without scripts. */
export function accountPages(settings: AuthSettings): Group[] {
  const { pages, signUp: isOpen, passwords } = settings;
  if (pages === false) return [];
  const all = [
    signInPage(pages, isOpen),
    confirmPage(pages),
    ...recoveryPages(pages, passwords),
    ...ownPages(pages, passwords),
  ];
  const shown = isOpen ? [...all, signUpPage(pages, settings)] : all;
  // Pages are for people: programs have the endpoints.
  return [group(pages, { tags: ["account"], documented: false }, shown)];
}

function signInPage(base: string, isOpen: boolean): Route {
  const links = nav([
    [`${base}/forgot`, "Forgotten your password?"],
    ...(isOpen ? [[`${base}/sign-up`, "Open an account"] as const] : []),
  ]);
  return page(
    "/sign-in",
    { name: "account.sign_in", ...open, query: next, use: { form: signInForm } },
    async ({ form, query, request }) => {
      const isDone = await submitted(form, () => signIn(request, form.value!));
      if (isDone) return redirect(safePath(query.next, base));
      const content = html`${form.html()}${links}`;
      return formAnswer(form, { name: "sign-in", title: "Sign in", content });
    },
  );
}

function confirmPage(base: string): Route {
  return page(
    "/confirm",
    {
      name: "account.confirm",
      signedIn: true,
      policy: bySession,
      query: next,
      use: { form: confirmForm },
    },
    async ({ form, query, request }) => {
      const work = () => confirmPassword(request, form.value!.password);
      if (await submitted(form, work)) return redirect(safePath(query.next, base));
      const content = html`<p>Give your password once more to go on.</p>${form.html()}`;
      return formAnswer(form, { name: "confirm", title: "Confirm that it is you", content });
    },
  );
}

function signUpPage(base: string, settings: AuthSettings): Route {
  const { verifyEmail: isMailed, passwords, signUpFields } = settings;
  return page(
    "/sign-up",
    { name: "account.sign_up", ...open, use: { form: signUpForm(passwords, signUpFields) } },
    async ({ form, after, request }) => {
      const isDone = await submitted(form, async () => {
        await limitMails(request);
        after(await signUp(form.value!));
      });
      if (isDone) return isMailed ? mailSent("sign-up-sent") : accountOpen(base);
      const content = html`${form.html()}${nav([[`${base}/sign-in`, "I have an account"]])}`;
      return formAnswer(form, { name: "sign-up", title: "Open an account", content });
    },
  );
}

function recoveryPages(base: string, passwords: PasswordSettings): Route[] {
  const forgot = page(
    "/forgot",
    { name: "account.forgot", ...open, use: { form: forgotForm } },
    async ({ form, after, request }) => {
      const isDone = await submitted(form, async () => {
        await limitMails(request);
        after(requestPasswordReset(form.value!.email));
      });
      if (isDone) return mailSent("forgot-sent");
      const content = html`<p>We send a link to set a new password.</p>${form.html()}`;
      return formAnswer(form, { name: "forgot", title: "Forgotten your password?", content });
    },
  );
  const reset = page(
    "/reset",
    { name: "account.reset", ...open, query: token, use: { form: resetForm(passwords) } },
    async ({ form, query }) => {
      const work = () => resetPassword(query.token, form.value!.password);
      if (await submitted(form, work)) return done(base, "reset-done", "Your password is set");
      return formAnswer(form, { name: "reset", title: "Set a new password", content: form.html() });
    },
  );
  const verify = page(
    "/verify",
    { name: "account.verify", ...open, query: token, use: { form: buttonForm } },
    async ({ form, query }) => {
      const isDone = await submitted(form, () => verifyEmail(query.token));
      if (isDone) return done(base, "verify-done", "Your address is confirmed");
      const title = "Confirm your e-mail address";
      return formAnswer(form, { name: "verify", title, content: form.html() });
    },
  );
  return [forgot, reset, verify];
}

function mailSent(name: string) {
  const content = html`<p>If all is well, you will get a mail in a moment. Open the link in it.</p>`;
  return pageAnswer({ name, title: "Look into your mail", content });
}

/** Says the same whether the name and the address were free or not. */
function accountOpen(base: string) {
  const content = html`<p>Your account is open, unless its name or address was taken: then a mail says so.</p>${nav([[`${base}/sign-in`, "Sign in"]])}`;
  return pageAnswer({ name: "sign-up-done", title: "Sign in now", content });
}

function done(base: string, name: string, title: string) {
  return pageAnswer({ name, title, content: nav([[`${base}/sign-in`, "Sign in"]]) });
}

function nav(links: readonly (readonly [address: string, text: string])[]): SafeHtml {
  return html`<nav aria-label="Account">${links.map(([address, text]) => html`<a href="${address}">${text}</a>`)}</nav>`;
}
