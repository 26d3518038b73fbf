import type { Field, FieldFacts, FieldType } from "../schema/index.ts";

/**
 * A value that a field accepts, another one for each `n`; the same for the same `n`.
 *
 * @returns undefined where none is known: own rules and patterns say nothing about what they accept.
 */
export function sampleValue(field: Field, property: string, n: number): unknown {
  const value = SAMPLES[field.facts.type]?.(field.facts, property, n);
  return value === undefined || field.check(value).length > 0 ? undefined : value;
}

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 0, 1);

type Sample = (facts: FieldFacts, property: string, n: number) => unknown;

const SAMPLES: Readonly<Record<FieldType, Sample>> = {
  // Most patterns are of names, which have no space.
  text: (facts, property, n) => sized(facts, `${property}${facts.pattern ? "" : " "}${n}`),
  slug: (facts, property, n) => sized(facts, `${property.toLowerCase()}-${n}`),
  email: (_facts, property, n) => `${property.toLowerCase()}${n}@example.com`,
  url: (_facts, property, n) => `https://example.com/${property}/${n}`,
  uuid: (_facts, _property, n) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, "0")}`,
  int: number,
  float: number,
  bigint: ({ range }, _property, n) => ((range?.min as bigint | undefined) ?? 0n) + BigInt(n),
  decimal: ({ range, scale = 0 }, _property, n) =>
    range?.min ?? (scale > 0 ? `${n}.${"0".repeat(scale)}` : String(n)),
  bool: () => false,
  date: ({ range }, _property, n) => range?.min ?? dayAfter(n).toISOString().slice(0, 10),
  time: ({ range }) => range?.min ?? "12:00:00",
  datetime: ({ range }, _property, n) => range?.min ?? dayAfter(n),
  json: () => ({}),
  choice: ({ choices }) => choices?.[0],
  list: ({ min = 0, items }, property, n) =>
    Array.from({ length: min }, (_, at) => sampleValue(items!, property, n + at)),
  bytes: ({ min = 0 }) => new Uint8Array(min),
};

function number({ min = 0, max }: FieldFacts, _property: string, n: number): number {
  return Math.min(min + n, max ?? Infinity);
}

function dayAfter(n: number): Date {
  return new Date(START_MS + n * DAY_MS);
}

/** Cut from the left: what tells one value from another stands on the right. */
function sized({ min = 0, max }: FieldFacts, text: string): string {
  return (max === undefined ? text : text.slice(-max)).padStart(min, "x");
}
