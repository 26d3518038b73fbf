import { defineError } from "../../core/index.ts";

export const FORM_FIELD = defineError(
  "HTTP_FORM_FIELD",
  500,
  (name: string, what: string) => `The form's field "${name}" cannot be shown: ${what}.`,
  "Correct the form where it is declared.",
);
