import { type Duration, milliseconds } from "../../core/index.ts";
import type { AttemptRule, AttemptStore } from "./attempt-store.ts";
import { LOCKOUT_OPTION_INVALID } from "./errors.ts";

export interface AttemptLimits {
  /** Failures in a row that cost nothing. Default 5 for an account and a device, 20 for an address. */
  readonly free?: number;
  /** The wait after the last free failure; each further failure doubles it. Default `"1s"`. */
  readonly firstWait?: Duration;
  /** Default `"15m"`. */
  readonly longestWait?: Duration;
  /** How long after the longest wait failures are forgotten. Default `"1d"`, for an address `"1h"`. */
  readonly forgetAfter?: Duration;
}

export interface LockoutOptions {
  /** Failures of one account, whoever tries it; of each known device apart. */
  readonly account?: AttemptLimits;
  /** Failures from one address, or /64 of IPv6, whatever the account. */
  readonly address?: AttemptLimits;
  /**
   * Mails that one address, or /64 of IPv6, asks for: accounts that it opens, and links. Default 20, then a wait
   * of `"10s"` that doubles up to `"10m"`, and all is forgotten an hour later.
   */
  readonly mails?: AttemptLimits;
  /** Default: in the memory of this process. `sqlAttempts()` and `redisAttempts(client)` hold for all. */
  readonly store?: AttemptStore;
  /** How long a browser that has signed in is known. Default `"365d"`. */
  readonly deviceLifetime?: Duration;
}

/** The options with their defaults, as rules. */
export interface LockoutRules {
  readonly account: AttemptRule;
  readonly address: AttemptRule;
  readonly mails: AttemptRule;
  readonly deviceLifetime: Duration;
}

const MAIL_LIMITS: AttemptLimits = {
  free: 20,
  firstWait: "10s",
  longestWait: "10m",
  forgetAfter: "1h",
};

/** @throws `AUTH_LOCKOUT_OPTION_INVALID`, `CORE_BAD_DURATION` */
export function lockoutRules(options: LockoutOptions = {}): LockoutRules {
  const { account = {}, address = {}, mails = {}, deviceLifetime = "365d" } = options;
  milliseconds(deviceLifetime);
  return {
    account: ruleOf("account", { free: 5, forgetAfter: "1d", ...account }),
    address: ruleOf("address", { free: 20, forgetAfter: "1h", ...address }),
    mails: ruleOf("mails", { ...MAIL_LIMITS, ...mails }),
    deviceLifetime,
  };
}

function ruleOf(of: "account" | "address" | "mails", limits: AttemptLimits): AttemptRule {
  const { free = 5, firstWait = "1s", longestWait = "15m", forgetAfter = "1d" } = limits;
  if (!Number.isInteger(free) || free < 1) {
    throw LOCKOUT_OPTION_INVALID(`\`${of}.free\` is ${free}, and must be a whole number from 1 up`);
  }
  const firstWaitMs = milliseconds(firstWait);
  const longestWaitMs = milliseconds(longestWait);
  if (firstWaitMs === 0 || longestWaitMs < firstWaitMs) {
    throw LOCKOUT_OPTION_INVALID(
      `\`${of}.firstWait\` is ${firstWait} and \`longestWait\` ${longestWait}; the first must be more than nothing and not more than the second`,
    );
  }
  return { free, firstWaitMs, longestWaitMs, forgetAfterMs: milliseconds(forgetAfter) };
}
