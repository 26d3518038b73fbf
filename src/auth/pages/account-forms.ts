import { form } from "../../http/index.ts";
import { email, text } from "../../schema/index.ts";
import type { PasswordSettings } from "../passwords/password-rules.ts";
import type { SignUpFields } from "../recovery/sign-up-fields.ts";
import { normalise, USERNAME } from "../users/normalise.ts";

const password = () => text({ min: 1, max: 4096 }).secret();
const newPassword = ({ min }: PasswordSettings) => password().help(`${min} characters or more.`);

export const signInForm = form(
  { name: text({ min: 1, max: 254 }).label("Name or e-mail address"), password: password() },
  {
    submit: "Sign in",
    inputs: {
      name: { autocomplete: "username" },
      password: { autocomplete: "current-password" },
    },
  },
);

/** @param own Asked for after name and address. */
export function signUpForm(rules: PasswordSettings, own: SignUpFields) {
  return form(
    {
      username: text({ min: 1, max: 150 })
        .rule(
          (name) => USERNAME.test(normalise(name)),
          "must have no spaces, no @ and nothing that cannot be seen",
        )
        .label("Name"),
      email: email().label("E-mail address"),
      ...own,
      password: newPassword(rules),
    },
    {
      submit: "Open an account",
      inputs: {
        username: { autocomplete: "username" },
        email: { autocomplete: "email" },
        password: { autocomplete: "new-password" },
      },
    },
  );
}

export const forgotForm = form(
  { email: email().label("E-mail address") },
  { submit: "Send me a link", inputs: { email: { autocomplete: "email" } } },
);

export function resetForm(rules: PasswordSettings) {
  return form(
    { password: newPassword(rules).label("New password") },
    { submit: "Set the password", inputs: { password: { autocomplete: "new-password" } } },
  );
}

export const confirmForm = form(
  { password: password() },
  { submit: "Go on", inputs: { password: { autocomplete: "current-password" } } },
);

export function changeForm(rules: PasswordSettings) {
  return form(
    { current: password().label("Old password"), next: newPassword(rules).label("New password") },
    {
      submit: "Change the password",
      inputs: {
        current: { autocomplete: "current-password" },
        next: { autocomplete: "new-password" },
      },
    },
  );
}

/** Only a button: opening a link must change nothing, since mail programs open links by themselves. */
export const buttonForm = form({}, { submit: "Confirm my address" });
