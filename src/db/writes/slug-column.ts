import { randomToken } from "../../core/index.ts";
import { slugify } from "../../schema/index.ts";
import type { Database } from "../database.ts";
import { emptyState } from "../queries/query-state.ts";
import { runSelect } from "../queries/run-select.ts";
import type { Column, Table, Unique } from "../tables/table.ts";

type Values = Readonly<Record<string, unknown>>;

const SLUG_MAX = 100;
/** Room for the number of a slug that has to be cut. */
const NUMBER_DIGITS = 7;
const TRIES = 10;
/** How many of the last rows tell the next number. */
const LOOKED_AT = 100;

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

/** Another slug of the same stem, for one that was taken: the next number, in the end a random one. */
export async function nextSlug(
  database: Database,
  table: Table,
  { slug, unique, values }: { slug: Column; unique: Unique; values: Values },
  tries: number,
): Promise<string> {
  const base = slugOf(slug, values);
  const max = slug.field.facts.max ?? SLUG_MAX;
  const suffix =
    tries < TRIES
      ? String((await nextNumber(database, table, { slug, unique, values }, base)) + tries)
      : randomToken(6)
          .toLowerCase()
          .replaceAll(/[^a-z0-9]/g, "0");
  const room = Math.max(1, max - suffix.length - 1);
  return `${base.slice(0, room).replace(/-$/, "")}-${suffix}`.slice(0, max);
}

/** What all numbered forms of a slug begin with, cut so that the number has room. */
function stemOf(base: string, max: number): string {
  return base.length + 1 + NUMBER_DIGITS <= max
    ? `${base}-`
    : base.slice(0, Math.max(1, max - NUMBER_DIGITS - 1));
}

async function nextNumber(
  database: Database,
  table: Table,
  { slug, unique, values }: { slug: Column; unique: Unique; values: Values },
  base: string,
): Promise<number> {
  const stem = stemOf(base, slug.field.facts.max ?? SLUG_MAX);
  const others = unique.columns.filter((column) => column !== slug);
  const same = Object.fromEntries(
    others.map(({ property }) => [property, values[property] ?? null]),
  );
  const condition = { ...same, [slug.property]: { startsWith: stem } };
  const rows = (await runSelect(database, {
    ...emptyState(table.model),
    wheres: [{ condition, isExcluded: false }],
    select: [slug.property],
    order: table.key.map(({ property }) => `-${property}`),
    limit: LOOKED_AT,
  })) as Values[];
  const taken = rows.map((row) => String(row[slug.property]));
  const shortest = stem.replace(/-$/, "").length;
  const numbers = taken.map((one) => {
    const [, head = "", number] = /^(.*)-(\d{1,7})$/.exec(one) ?? [];
    // "hello-world-2024" says nothing of the numbers of "hello".
    return base.startsWith(head) && head.length >= shortest ? Number(number) : 1;
  });
  return Math.max(1, ...numbers) + 1;
}
