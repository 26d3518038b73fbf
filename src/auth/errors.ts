import { defineError } from "../core/index.ts";

// What a client has done. The messages reach it, so they say nothing of whether an account exists.

export const SIGN_IN_REQUIRED = defineError(
  "AUTH_SIGN_IN_REQUIRED",
  401,
  () => "Sign in first.",
  "Send the session cookie or a token; make the route `public` if everybody may ask for it.",
);

export const REFUSED = defineError(
  "AUTH_REFUSED",
  403,
  (what: string) => `You may not ${what}.`,
  "The `policy` of the route, or of the row, has said no; `explain()` tells which rule it was.",
);

export const NOT_FRESH = defineError(
  "AUTH_NOT_FRESH",
  403,
  () => "Give your password once more before you do this.",
  'The route wants `signedIn: "fresh"`; confirm the password with `confirmPassword()` first.',
);

export const CSRF_REFUSED = defineError(
  "AUTH_CSRF_REFUSED",
  403,
  (why: string) => `The request may come from another site: ${why}.`,
  "Put `csrf()` into the form, or send the token in the header `x-csrf-token`; other sites of yours belong in `trustedOrigins`.",
);

export const BAD_CREDENTIALS = defineError(
  "AUTH_BAD_CREDENTIALS",
  401,
  () => "The name or the password is wrong.",
  "Nothing more is told: whether there is such an account is nobody's business.",
);

export const EMAIL_UNVERIFIED = defineError(
  "AUTH_EMAIL_UNVERIFIED",
  403,
  () => "Confirm your e-mail address first: we have sent you a link.",
  "`verifyEmail: false` of auth() lets people in without it.",
);

export const LINK_INVALID = defineError(
  "AUTH_LINK_INVALID",
  400,
  () => "This link is over, was used already or is not complete. Ask for another one.",
  "Links hold for a while, once, and until the password changes.",
);

// What the program has done wrong.

export const NOT_HERE = defineError(
  "AUTH_NOT_HERE",
  500,
  (what: string) => `${what} needs auth(), and this app does not have it.`,
  "Add `auth()` to the modules of the app, and do this inside of a request or of `app.run`.",
);

export const NO_SESSION = defineError(
  "AUTH_NO_SESSION",
  500,
  (what: string) => `${what} needs a session, and nobody is signed in by one here.`,
  "Make the route `signedIn`; a token or a key has no session.",
);

export const OPTION_INVALID = defineError(
  "AUTH_OPTION_INVALID",
  500,
  (option: string, what: string) => `\`${option}\` of auth() cannot be used: ${what}.`,
  "Correct it where auth() is called.",
);

export const HASH_UNKNOWN = defineError(
  "AUTH_HASH_UNKNOWN",
  500,
  (begin: string) => `A password is stored in a form that is not known: it begins with ${begin}.`,
  "Known are argon2id in PHC form and Django's pbkdf2_sha256; others have to reset their password.",
);

export const ARGON2_MISSING = defineError(
  "AUTH_ARGON2_MISSING",
  500,
  (version: string) => `Node ${version} has no argon2.`,
  "Use Node 24.7 or later.",
);

export const PERMISSION_UNKNOWN = defineError(
  "AUTH_PERMISSION_UNKNOWN",
  500,
  (code: string, hint: string) => `No module of this app has the permission "${code}".${hint}`,
  "Models have `<model>.create`, `.read`, `.update` and `.delete`; name others in `permissions` of a module.",
);

export const ROLES_UNREAD = defineError(
  "AUTH_ROLES_UNREAD",
  500,
  (name: string) => `A rule asks for the roles of ${name}, whose groups were not read.`,
  "Make the identity by `await UserIdentity.of(row)`, or give `roles` to `new UserIdentity(row, { roles })`.",
);

export const POLICY_MISSING = defineError(
  "AUTH_POLICY_MISSING",
  500,
  (model: string) => `This app has no policy for rows of ${model}.`,
  "Give it to a resource, a route, or to `policies` of a module.",
);

export const NEEDS_DATABASE = defineError(
  "AUTH_NEEDS_DATABASE",
  500,
  (rule: string) => `What ${rule} says of the row, only the database can tell.`,
  "Await `explain(user, action, row)` in the handler, and give the template the answer.",
);
