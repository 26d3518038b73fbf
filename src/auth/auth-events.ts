import { currentLog, type LogLevel } from "../core/index.ts";
import { signal, type Signal } from "../events/index.ts";

/** Something that has happened to somebody who signs in, or tries to. It holds no secrets. */
export interface AuthEvent {
  /** Key of the user; undefined where there is none. */
  readonly user: unknown;
  /** Of the client, where a request did it. */
  readonly address?: string | undefined;
  /** How: `"session"`, `"token"`, `"reset"`, … */
  readonly by?: string;
}

/** A session was opened, or tokens were given for a password. */
export const userSignedIn: Signal<AuthEvent> = signal("auth.signed_in");
/** A session was ended by its user. */
export const userSignedOut: Signal<AuthEvent> = signal("auth.signed_out");
/** A password, token or key was wrong. */
export const signInFailed: Signal<AuthEvent> = signal("auth.sign_in_failed");
/** So many attempts have failed that the next ones have to wait. */
export const accountLocked: Signal<AuthEvent> = signal("auth.account_locked");
/** All other sessions of the user are over. */
export const passwordChanged: Signal<AuthEvent> = signal("auth.password_changed");
/** A refresh token came a second time: somebody else has it. */
export const tokenReused: Signal<AuthEvent> = signal("auth.token_reused");

const WARNINGS: readonly Signal<AuthEvent>[] = [signInFailed, accountLocked, tokenReused];

/** Sends the signal, and writes it into the log. */
export async function tellAuth(what: Signal<AuthEvent>, event: AuthEvent): Promise<void> {
  const level: LogLevel = WARNINGS.includes(what) ? "warn" : "info";
  currentLog()[level](what.name.replace("auth.", "").replaceAll("_", " "), { ...event });
  await what.send(event);
}
