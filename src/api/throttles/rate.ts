import { milliseconds, type Duration } from "../../core/index.ts";
import { RATE_INVALID } from "./errors.ts";

type Unit = "s" | "m" | "h" | "d" | "w";

/** How many in what time: `"100/h"`, `"10/s"`, `"5/15m"`. */
export type Rate = `${number}/${Unit | Duration}`;

/** A rate taken apart. */
export interface ParsedRate {
  readonly text: string;
  readonly limit: number;
  readonly windowMs: number;
}

const FORM = /^([1-9]\d{0,8})\/(.+)$/;

/** @throws `API_RATE_INVALID` for what is no rate, or takes less than a second or more than 400 days */
export function parseRate(text: Rate): ParsedRate {
  const [, limit, window = ""] = FORM.exec(text) ?? [];
  const windowMs = limit === undefined ? 0 : windowOf(text, window);
  if (windowMs < 1_000 || windowMs > LONGEST_MS) throw RATE_INVALID(text);
  return { text, limit: Number(limit), windowMs };
}

const LONGEST_MS = 400 * 86_400_000;

function windowOf(rate: string, window: string): number {
  const duration = /^\d/.test(window) ? window : `1${window}`;
  try {
    return milliseconds(duration as Duration);
  } catch (error) {
    throw RATE_INVALID(rate).because(error);
  }
}
