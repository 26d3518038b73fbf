import { currentLog, now } from "../../core/index.ts";
import { cookie, type HttpRequest } from "../../http/index.ts";
import {
  accountLocked,
  signInFailed,
  tellAuth,
  userSignedIn,
  userSignedOut,
} from "../auth-events.ts";
import { authFor, type Auth } from "../current-auth.ts";
import { BAD_CREDENTIALS, EMAIL_UNVERIFIED, HASH_UNKNOWN, NO_SESSION } from "../errors.ts";
import { currentLockout, type Attempt } from "../lockout/lockout.ts";
import { hashPassword } from "../passwords/hash-password.ts";
import { verifyPassword, type PasswordVerdict } from "../passwords/verify-password.ts";
import { UserIdentity, userOf } from "../user-identity.ts";
import { findUser } from "../users/find-user.ts";
import type { UserRow } from "../users/user-model.ts";
import { openSession, renewSession } from "./open-session.ts";
import { findRequestSession, setRequestSession } from "./request-session.ts";
import { whileUnchanged } from "./while-unchanged.ts";

/** What somebody says they are. */
export interface Credentials {
  /** Name or e-mail address. */
  readonly name: string;
  readonly password: string;
}

/** The browser that has signed in before, so that strangers cannot lock it out. It lets nobody in. */
const device = cookie("device", { maxAge: "365d", sameSite: "lax" });

/**
 * Signs in by name and password: a new session, whatever the request came with, and its cookie.
 *
 * Costs one hash, and as long for a name that nobody has.
 *
 * @throws `AUTH_BAD_CREDENTIALS` (401), `AUTH_TOO_MANY_ATTEMPTS` (429), `AUTH_EMAIL_UNVERIFIED` (403) to those
 * who know the password, `AUTH_NOT_HERE`
 */
export async function signIn(
  request: HttpRequest,
  credentials: Credentials,
): Promise<UserIdentity> {
  const auth = authFor("signIn()");
  const user = await proveUser(request, credentials);
  return signInAs(request, user, auth);
}

/**
 * Signs in a user who has proved who they are in some other way.
 *
 * @throws `AUTH_BAD_CREDENTIALS` (401) where the password was changed since the row was read, `AUTH_NOT_HERE`
 */
export async function signInAs(
  request: HttpRequest,
  user: UserRow,
  auth: Auth = authFor("signInAs()"),
): Promise<UserIdentity> {
  const identity = await whileUnchanged(user, async (roles) => {
    user.lastLogin = now();
    await user.save();
    return new UserIdentity(user, { session: await openSession(auth, request, user), roles });
  });
  request.user = identity;
  await tellAuth(userSignedIn, { user: user.id, address: request.address, by: "session" });
  return identity;
}

/**
 * The user with this name and password, slowed down for those who guess. Nobody is signed in by it.
 *
 * @throws as `signIn`
 */
export async function proveUser(
  request: HttpRequest,
  { name, password }: Credentials,
): Promise<UserRow> {
  const auth = authFor("proveUser()");
  const attempt = await beginAttempt(request, name);
  const user = await findUser(auth, name);
  const verdict = await verdictOn(auth, user, password);
  if (user === undefined || !verdict.isRight || !user.isActive) {
    const event = { user: user?.id, address: request.address, by: "password" };
    await tellAuth(signInFailed, event);
    if (attempt !== undefined && attempt.waitMs > 0) await tellAuth(accountLocked, event);
    throw BAD_CREDENTIALS();
  }
  await attempt?.succeeded();
  if (auth.verifyEmail && user.emailVerifiedAt === null) throw EMAIL_UNVERIFIED();
  rememberDevice(name);
  if (verdict.isOutdated) await renewHash(auth, user, password);
  return user;
}

async function renewHash({ models, passwords }: Auth, user: UserRow, password: string) {
  const passwordHash = await hashPassword(password, passwords.cost);
  // In the place of what was verified alone: the password may have been changed meanwhile.
  await models.User.where({ id: user.id, passwordHash: user.passwordHash }).update({
    passwordHash,
  });
  await user.reload();
}

/** Ends the session of the request, and takes its cookie away. Nothing happens where there is none. */
export async function signOut(request: HttpRequest): Promise<void> {
  const auth = authFor("signOut()");
  const session = findRequestSession(request);
  auth.sessions.cookie.clear();
  if (session === undefined) return;
  setRequestSession(request, undefined);
  await auth.sessions.store.end(session.kept.id);
  await tellAuth(userSignedOut, { user: request.user.id, address: request.address });
}

/**
 * Makes the session fresh, for `signedIn: "fresh"`: the password once more, and a new id.
 *
 * @throws `AUTH_BAD_CREDENTIALS`, `AUTH_TOO_MANY_ATTEMPTS`, `AUTH_NO_SESSION`
 */
export async function confirmPassword(request: HttpRequest, password: string): Promise<void> {
  const auth = authFor("confirmPassword()");
  const session = findRequestSession(request);
  const user = userOf(request.user);
  if (session === undefined || user === undefined) throw NO_SESSION("confirmPassword()");
  const proved = await proveUser(request, { name: user.username, password });
  request.user = await whileUnchanged(proved, async (roles) => {
    const times = { ...session.kept, provedAt: now() };
    const renewed = await renewSession(auth, request, proved, times);
    return new UserIdentity(proved, { session: renewed, roles });
  });
}

function beginAttempt(request: HttpRequest, account: string): Promise<Attempt> | undefined {
  const { address } = request;
  return currentLockout.get()?.begin({ account, address, device: device.find() });
}

function rememberDevice(account: string): void {
  const token = currentLockout.get()?.deviceToken(account);
  if (token !== undefined) device.set(token);
}

/** A hash that nobody knows must not tell by its error that there is such an account. */
async function verdictOn(
  { passwords: { cost } }: Auth,
  user: UserRow | undefined,
  password: string,
): Promise<PasswordVerdict> {
  try {
    return await verifyPassword(password, user?.passwordHash, cost);
  } catch (error) {
    if (!HASH_UNKNOWN.is(error)) throw error;
    currentLog().error("a password cannot be verified", { user: user?.id, error });
    return verifyPassword(password, undefined, cost);
  }
}
