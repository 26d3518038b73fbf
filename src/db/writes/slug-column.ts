import { randomToken } from "../../core/index.ts";
import { slugify } from "../../schema/index.ts";
import type { Database } from "../database.ts";
import { emptyState } from "../queries/query-state.ts";
import { runSelect } from "../queries/run-select.ts";
import type { Column, Table, Unique } from "../tables/table.ts";

type Values = Readonly<Record<string, unknown>>;

const SLUG_MAX = 100;
const TRIES = 10;
/** Asked for first: 2 to 8, as most slugs end, and then powers of two up to 16 million. */
const FIRST_ASKED = Array.from({ length: 28 }, (_, at) => (at < 7 ? at + 2 : 2 ** (at - 3)));
/** How many numbers are asked for at once after them. */
const ASKED = 24;

/** The slug of a row that nobody gave one. */
export function slugToMake(table: Table, values: Values): Column | undefined {
  return table.columns.find(
    ({ property, field }) => field.facts.from !== undefined && !values[property],
  );
}

export function slugOf({ field }: Column, values: Values): string {
  const source = (values[field.facts.from!] ?? "") as string | number;
  return slugify(String(source), { max: field.facts.max ?? SLUG_MAX });
}

/** What the slug has to be unique in: by itself, or with other columns. */
export function uniqueWith(table: Table, slug: Column): Unique | undefined {
  const among = table.uniques.filter(({ columns }) => columns.includes(slug));
  return among.find(({ columns }) => columns.length === 1) ?? among[0];
}

/** A slug that has to be made, what it is unique in, and the row that it is for. */
interface SlugPlace {
  readonly slug: Column;
  readonly unique: Unique;
  readonly values: Values;
}

/** Another slug of the same stem, for one that was taken: the next number, in the end a random one. */
export async function nextSlug(
  database: Database,
  table: Table,
  place: SlugPlace,
  tries: number,
): Promise<string> {
  const { slug, values } = place;
  const base = slugOf(slug, values);
  const max = slug.field.facts.max ?? SLUG_MAX;
  const number = tries < TRIES ? await freeNumber(database, table, place) : undefined;
  if (number !== undefined) return suffixed(base, String(number + tries), max);
  const random = randomToken(6).toLowerCase();
  return suffixed(base, random.replaceAll(/[^a-z0-9]/g, "0"), max);
}

function suffixed(base: string, suffix: string, max: number): string {
  const room = Math.max(1, max - suffix.length - 1);
  return `${base.slice(0, room).replace(/-$/, "")}-${suffix}`.slice(0, max);
}

/**
 * A number from 2 whose slug is free while that of the number before is taken; none below 16 million: undefined.
 *
 * Searched among these and then between two of them, each time by whole slugs, which the unique index finds at
 * once. Asking for what begins alike would look through the whole table.
 */
async function freeNumber(
  database: Database,
  table: Table,
  place: SlugPlace,
): Promise<number | undefined> {
  let taken = 1;
  let free: number | undefined;
  let asked: readonly number[] = FIRST_ASKED;
  while (asked.length > 0) {
    const found = await takenAmong(database, table, place, asked);
    const end = asked.find((number) => !found.has(number)) ?? free;
    if (end === undefined) return undefined;
    taken = asked.findLast((number) => number < end) ?? taken;
    free = end;
    asked = between(taken, free);
  }
  return free;
}

/** Some numbers spread between two others, all of them where they are few. */
function between(low: number, high: number): number[] {
  const count = Math.min(ASKED, high - low - 1);
  return Array.from(
    { length: count },
    (_, index) => low + Math.floor(((index + 1) * (high - low)) / (count + 1)),
  );
}

async function takenAmong(
  database: Database,
  table: Table,
  { slug, unique, values }: SlugPlace,
  numbers: readonly number[],
): Promise<ReadonlySet<number>> {
  const base = slugOf(slug, values);
  const max = slug.field.facts.max ?? SLUG_MAX;
  const slugs = numbers.map((number) => suffixed(base, String(number), max));
  const others = unique.columns.filter((column) => column !== slug);
  const same = others.map(({ property }) => [property, values[property] ?? null]);
  const condition = { ...Object.fromEntries(same), [slug.property]: { in: slugs } };
  const rows = (await runSelect(database, {
    ...emptyState(table.model),
    wheres: [{ condition, isExcluded: false }],
    select: [slug.property],
    order: [],
  })) as Values[];
  const found = new Set(rows.map((row) => row[slug.property]));
  return new Set(numbers.filter((_, index) => found.has(slugs[index])));
}
