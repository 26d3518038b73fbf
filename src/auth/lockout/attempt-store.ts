/** How attempts slow down. */
export interface AttemptRule {
  /** Failures in a row that cost nothing. */
  readonly free: number;
  /** The wait after the last free failure; each further failure doubles it. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** Failures are forgotten when so long nothing was tried after the longest wait. */
  readonly forgetAfterMs: number;
}

/** What a store knows of one key after an attempt was asked for. */
export interface AttemptStanding {
  /** Whether the attempt may be made. */
  readonly isAllowed: boolean;
  /** Failures in a row, this attempt among them where it is allowed. */
  readonly failures: number;
  /** Epoch milliseconds before which the next attempt is refused; 0 where nothing is to be waited for. */
  readonly blockedUntilMs: number;
}

/** Where attempts are counted. A new store is a new file with one of these. */
export interface AttemptStore {
  /**
   * Counts an attempt as a failure before it is made, unless it has to wait: so of many at once no more
   * get through than of many one after the other.
   *
   * @param key At most 100 characters.
   */
  take(key: string, rule: AttemptRule, nowMs: number): AttemptStanding | Promise<AttemptStanding>;
  /** The attempt has succeeded after all, and takes back what it counted; earlier failures stay. */
  giveBack(key: string, rule: AttemptRule): void | Promise<void>;
  /** Forgets all failures. */
  clear(key: string): void | Promise<void>;
}

/** Doublings after which a wait grows no more, whatever the rule says: 2²⁰ × 1 s are twelve days. */
export const MOST_DOUBLINGS = 20;

/** When the next attempt may be made, after so many failures. */
export function blockedUntilMs(failures: number, rule: AttemptRule, nowMs: number): number {
  if (failures < rule.free) return 0;
  const doublings = Math.min(failures - rule.free, MOST_DOUBLINGS);
  return nowMs + Math.min(rule.longestWaitMs, rule.firstWaitMs * 2 ** doublings);
}

/** How long a count is kept after an attempt. */
export function keepMs({ longestWaitMs, forgetAfterMs }: AttemptRule): number {
  return longestWaitMs + forgetAfterMs;
}
