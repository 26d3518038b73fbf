import type { App, Problem } from "../../app/index.ts";
import { didYouMean } from "../../core/index.ts";
import { MODELS_INVALID, resolveTables, type Column } from "../../db/index.ts";
import { type Field, fieldOf } from "../../schema/index.ts";
import type { AuthSettings } from "../auth-options.ts";
import { OPTION_INVALID } from "../errors.ts";
import { isOurs, isRequired, ownFields } from "../users/own-fields.ts";
import { preparesItself, type UserModel } from "../users/user-model.ts";

/** Fields of a user model of one's own that are asked for when an account is opened. */
export type SignUpFields = Readonly<Record<string, Field>>;

/** The fields that `signUp` names, as they are taken. @throws `AUTH_OPTION_INVALID` */
export function signUpFields(names: readonly string[], model: UserModel): SignUpFields {
  const own = ownFields(model);
  const problemOf = (name: string, what: string) => OPTION_INVALID("signUp", `"${name}" ${what}`);
  return Object.fromEntries(
    names.map((name) => {
      if (isOurs(name))
        throw problemOf(name, "is a field of all users, which signing up never sets");
      if (!own.has(name)) {
        throw problemOf(
          name,
          `is no field of "${model.modelName}".${didYouMean(name, own.keys())}`,
        );
      }
      const field = own.get(name);
      if (field === undefined) throw problemOf(name, "is a relation, which signing up cannot set");
      if (field.facts.auto !== undefined) throw problemOf(name, "is written by the program");
      // Whether it is taken is told by nobody but the owner of the address, and only of names and addresses.
      if (field.facts.unique)
        throw problemOf(name, "is unique, and an answer would tell who has it");
      return [name, taken(field)];
    }),
  );
}

/** What may be null may be left out. */
function taken({ facts }: Field): Field {
  const isOptional = facts.nullable && facts.presence === "required";
  return fieldOf({ ...facts, ...(isOptional && { presence: "optional" as const }) });
}

/** Tells what a user needs that nobody is asked for: the answer would be 202, and nobody made. */
export function checkSignUp(app: App, { signUp, signUpFields, models }: AuthSettings): Problem[] {
  // A model that fills in its fields before it is saved is taken at its word.
  if (!signUp || preparesItself(models.User)) return [];
  const asked = [...ASKED, ...Object.keys(signUpFields)];
  return columnsOf(app, models.User)
    .filter(
      ({ property, isIdentity, field }) =>
        !isIdentity && !asked.includes(property) && isRequired(field),
    )
    .map(({ property }) => incomplete(models.User.modelName, property));
}

const ASKED = ["username", "email", "passwordHash"];

function columnsOf(app: App, model: UserModel): readonly Column[] {
  try {
    return resolveTables(app.contributions("models")).of(model).columns;
  } catch (error) {
    // The database tells what is wrong with the models.
    if (MODELS_INVALID.is(error)) return [];
    throw error;
  }
}

function incomplete(model: string, property: string): Problem {
  return {
    id: "auth.sign_up_incomplete",
    level: "error",
    message: `auth() lets people sign up, and none of them is asked for "${property}", without which there is no "${model}".`,
    hint: `Ask for it, \`signUp: ["${property}"]\`, or make it nullable or give it a default.`,
  };
}
