import type { Verdict } from "./throttle-store.ts";

// draft-ietf-httpapi-ratelimit-headers-10: structured fields, one item for each rate, named by it.

/** `"100/h";q=100;w=3600` */
export function policyHeader({ standings }: Verdict, name: string | undefined): string {
  const items = standings.map(
    ({ rate }) => `${label(rate.text, name)};q=${rate.limit};w=${Math.ceil(rate.windowMs / 1000)}`,
  );
  return items.join(", ");
}

/** `"100/h";r=12;t=40`: what is left, and the seconds until there is more. */
export function standingHeader(
  { standings }: Verdict,
  name: string | undefined,
  nowMs: number,
): string {
  const items = standings.map(({ rate, remaining, freeAtMs }) => {
    const seconds = Math.max(0, Math.ceil((freeAtMs - nowMs) / 1000));
    return `${label(rate.text, name)};r=${remaining};t=${seconds}`;
  });
  return items.join(", ");
}

function label(rate: string, name: string | undefined): string {
  const text = name === undefined ? rate : `${name} ${rate}`;
  return `"${text.replaceAll(/["\\]|[^\x20-\x7e]/g, "_")}"`;
}
