import { form } from "../../http/index.ts";
import { email, text } from "../../schema/index.ts";

const password = () => text({ min: 1, max: 4096 }).secret();

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

export const signUpForm = form(
  {
    username: text({ min: 1, max: 150 }).label("Name"),
    email: email().label("E-mail address"),
    password: password(),
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

export const forgotForm = form(
  { email: email().label("E-mail address") },
  { submit: "Send me a link", inputs: { email: { autocomplete: "email" } } },
);

export const resetForm = form(
  { password: password().label("New password") },
  { submit: "Set the password", inputs: { password: { autocomplete: "new-password" } } },
);

export const confirmForm = form(
  { password: password() },
  { submit: "Go on", inputs: { password: { autocomplete: "current-password" } } },
);

export const changeForm = form(
  { current: password().label("Old password"), next: password().label("New password") },
  {
    submit: "Change the password",
    inputs: {
      current: { autocomplete: "current-password" },
      next: { autocomplete: "new-password" },
    },
  },
);

/** Only a button: opening a link must change nothing, since mail programs open links by themselves. */
export const buttonForm = form({}, { submit: "Confirm my address" });
