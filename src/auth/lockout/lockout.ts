import { currentClock, type Duration, fact, slot } from "../../core/index.ts";
import { clientNetwork, tooManyRequests } from "../../http/index.ts";
import { digestOf } from "../digest.ts";
import type { AttemptRule, AttemptStanding, AttemptStore } from "./attempt-store.ts";
import { TOO_MANY_ATTEMPTS } from "./errors.ts";
import { deviceToken, knownDevice } from "./known-device.ts";
import { type LockoutOptions, lockoutRules } from "./lockout-options.ts";
import { memoryAttempts } from "./memory-attempts.ts";
import { withFallback } from "./with-fallback.ts";

/** Who tries to prove who they are. */
export interface Claimant {
  /** What was typed in, whether there is such an account or not. */
  readonly account: string;
  readonly address: string;
  /** The value that `Lockout.deviceToken` once gave. */
  readonly device?: string | undefined;
}

/** An attempt that may be made. It counts as failed until it says otherwise. */
export interface Attempt {
  /** Whether the browser has signed in to the account before. */
  readonly isKnownDevice: boolean;
  /** How long the next attempt has to wait if this one fails, in milliseconds; 0 for not at all. */
  readonly waitMs: number;
  succeeded(): Promise<void>;
}

/** An attempt was refused because it came too early. */
export interface AttemptRefused {
  readonly by: "account" | "address" | "device" | "mails";
  readonly address: string;
  readonly retryAfterMs: number;
}
/** Published for each attempt that came too early. */
export const attemptRefused = fact<AttemptRefused>("auth.attempt_refused");

/** The lockout of the app. */
export const currentLockout = slot<Lockout>("lockout");

/**
 * Slows down those who guess: by account, by address, and apart from both for browsers that are known.
 *
 * @example
 * const attempt = await lockout.begin({ account: "ada@example.com", address: request.address });
 * if (await isRight(password)) await attempt.succeeded();
 */
export class Lockout {
  readonly #account: AttemptRule;
  readonly #address: AttemptRule;
  readonly #mails: AttemptRule;
  readonly #deviceLifetime: Duration;
  readonly #store: AttemptStore;

  /** @throws `AUTH_LOCKOUT_OPTION_INVALID`, `CORE_BAD_DURATION` */
  constructor(options: LockoutOptions = {}) {
    const { account, address, mails, deviceLifetime } = lockoutRules(options);
    const { store } = options;
    this.#account = account;
    this.#address = address;
    this.#mails = mails;
    this.#deviceLifetime = deviceLifetime;
    const local = memoryAttempts();
    this.#store = store === undefined ? local : withFallback(store, local);
  }

  /**
   * Counts an attempt before it is made.
   *
   * @throws `AUTH_TOO_MANY_ATTEMPTS` (429) with Retry-After; it says nothing of whether there is such an account
   */
  async begin(who: Claimant): Promise<Attempt> {
    const account = accountHash(who.account);
    const device = knownDevice(who.device, account);
    if (device !== undefined) return this.#beginKnown(`device:${device}`, who);
    const address = `address:${clientNetwork(who.address)}`;
    // The address first: one that is refused must not go on counting against accounts.
    const byAddress = await this.#take("address", address, who.address);
    const byAccount = await this.#take("account", `account:${account}`, who.address);
    return {
      isKnownDevice: false,
      waitMs: waitMs(Math.max(byAddress.blockedUntilMs, byAccount.blockedUntilMs)),
      succeeded: async () => {
        await this.#store.clear(`account:${account}`);
        // Not cleared: whoever has one account would try others for ever.
        await this.#store.giveBack(address, this.#address);
      },
    };
  }

  /**
   * Counts a mail that an address asks for, to whomever, before anything else is done for it.
   *
   * @throws `AUTH_TOO_MANY_ATTEMPTS` (429) with Retry-After
   */
  async beginMail(address: string): Promise<void> {
    await this.#take("mails", `mails:${clientNetwork(address)}`, address);
  }

  /** For the cookie of a browser that has just signed in; undefined where the app has no keys. */
  deviceToken(account: string): string | undefined {
    return deviceToken(accountHash(account), this.#deviceLifetime);
  }

  /** Forgets the failures of an account, as when its password was reset. */
  async unlock(account: string): Promise<void> {
    await this.#store.clear(`account:${accountHash(account)}`);
  }

  async #beginKnown(key: string, who: Claimant): Promise<Attempt> {
    const standing = await this.#take("device", key, who.address);
    return {
      isKnownDevice: true,
      waitMs: waitMs(standing.blockedUntilMs),
      succeeded: async () => this.#store.clear(key),
    };
  }

  #ruleOf(by: AttemptRefused["by"]): AttemptRule {
    if (by === "mails") return this.#mails;
    return by === "address" ? this.#address : this.#account;
  }

  async #take(by: AttemptRefused["by"], key: string, address: string): Promise<AttemptStanding> {
    const nowMs = currentClock().epochMs();
    const rule = this.#ruleOf(by);
    const standing = await this.#store.take(key, rule, nowMs);
    if (standing.isAllowed) return standing;
    const retryAfterMs = standing.blockedUntilMs - nowMs;
    attemptRefused.publish({ by, address, retryAfterMs });
    const retryAfter = Math.max(1, Math.ceil(retryAfterMs / 1000));
    const { code, message } = TOO_MANY_ATTEMPTS(retryAfter);
    throw tooManyRequests({ retryAfter, code }, message);
  }
}

/** Names are typed in many ways, are of any length, and are nobody's business in a store. */
function accountHash(account: string): string {
  return digestOf(account.normalize("NFKC").trim().toLowerCase());
}

function waitMs(untilMs: number): number {
  return Math.max(0, untilMs - currentClock().epochMs());
}
