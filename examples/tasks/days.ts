import { now } from "quintet/core";

const DAY_MS = 86_400_000;

export function daysAgo(days: number): Date {
  return daysFromNow(-days);
}

export function daysFromNow(days: number): Date {
  return new Date(now().getTime() + days * DAY_MS);
}
