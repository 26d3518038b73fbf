import { now } from "../../core/index.ts";
import { transaction, UNIQUE_VIOLATION } from "../../db/index.ts";
import { SCHEMA_INVALID, shape } from "../../schema/index.ts";
import { authFor, type Auth } from "../current-auth.ts";
import { hashPassword } from "../passwords/hash-password.ts";
import { checkPassword } from "../passwords/password-rules.ts";
import { sendMail } from "../send-mail.ts";
import { normalise } from "../users/normalise.ts";
import { User } from "../users/user-model.ts";
import { makeLink } from "./one-time-link.ts";

/** What somebody who wants an account gives. Nothing else of a user can be set by it. */
export interface SignUpInput {
  readonly username: string;
  readonly email: string;
  readonly password: string;
  /** Fields of the user model that `auth({ signUp: [...] })` names, with values as code has them. */
  readonly [field: string]: unknown;
}

const names = shape({ username: User.fields.username, email: User.fields.email });

/**
 * Checks what somebody gives who wants an account, and gives the work that opens it. Do that when the answer
 * is out, by `after(open)`: whether the name or the address is taken is told by mail alone, to the address.
 *
 * @throws `SCHEMA_INVALID` (400), `AUTH_NOT_HERE`
 */
export async function signUp(input: SignUpInput): Promise<() => Promise<void>> {
  const auth = authFor("signUp()");
  const { username, email } = names.parse({
    username: normalise(input.username),
    email: normalise(input.email),
  });
  const { username: _name, email: _email, password, ...own } = input;
  const problems = shape(auth.signUpFields).check(own);
  if (problems.length > 0) throw SCHEMA_INVALID(problems);
  await checkPassword(password, { username, email }, auth.passwords);
  return () => open(auth, { ...own, username, email, password });
}

async function open(auth: Auth, { username, email, password, ...own }: SignUpInput): Promise<void> {
  const { User } = auth.models;
  const passwordHash = await hashPassword(password, auth.passwords.cost);
  const taken = await User.where([{ email }, { username }]).order("id");
  if (taken.some((user) => user.email === email)) return tellAccountExists(auth, email);
  if (taken.length > 0) return tellNameTaken(auth, email, username);
  try {
    const link = await transaction(async () => {
      const emailVerifiedAt = auth.verifyEmail ? null : now();
      const user = await User.create({ ...own, username, email, passwordHash, emailVerifiedAt });
      return auth.verifyEmail ? makeLink(auth, "verifyEmail", user) : undefined;
    });
    if (link !== undefined) await tellLink(auth, email, link);
  } catch (error) {
    // Somebody else was faster, by a moment.
    if (!UNIQUE_VIOLATION.is(error)) throw error;
    await tellNameTaken(auth, email, username);
  }
}

async function tellLink(auth: Auth, to: string, link: string): Promise<void> {
  await sendMail(auth, {
    purpose: "verifyEmail",
    to,
    subject: "Confirm your e-mail address",
    text: `Open this link to confirm your address. It holds for three days.\n\n${link}\n\nIf you have not asked for an account, there is nothing to do.\n`,
  });
}

async function tellAccountExists(auth: Auth, to: string): Promise<void> {
  await sendMail(auth, {
    purpose: "accountExists",
    to,
    subject: "You have an account already",
    text: "Somebody, most likely you, wanted to open an account with this address. There is one already: sign in, or reset its password if you do not know it any more.\n",
  });
}

async function tellNameTaken(auth: Auth, to: string, name: string): Promise<void> {
  await sendMail(auth, {
    purpose: "nameTaken",
    to,
    subject: "Please choose another name",
    text: `Somebody, most likely you, wanted to open an account with the name "${name}". It is taken: please sign up once more with another one.\n`,
  });
}
