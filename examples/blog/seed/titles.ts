import { type Theme, themes } from "./themes/index.ts";

const PLACES = [
  "Aarhus",
  "Basel",
  "Bergen",
  "Bologna",
  "Coimbra",
  "Cork",
  "Dundee",
  "Galway",
  "Ghent",
  "Halifax",
  "Kyoto",
  "Leipzig",
  "Lindau",
  "Ljubljana",
  "Lviv",
  "Lyon",
  "Nantes",
  "Oaxaca",
  "Porto",
  "Salzburg",
  "Tartu",
  "Trieste",
  "Uppsala",
  "Wellington",
];

/** What tells posts of the same title apart, once every title has been taken. */
export const SEQUELS = [
  "one year on",
  "a second look",
  "the long version",
  "what readers said",
  "a correction",
  "in pictures",
  "from the notebook",
  "for beginners",
  "an interview",
  "with figures",
  "a postscript",
  "out of season",
  "the short version",
  "a reply",
  "in the rain",
  "on a budget",
  "by night",
  "a disagreement",
  "the missing part",
  "with children",
  "after the storm",
  "in a hurry",
  "without tools",
  "a letter to the editor",
  "the second attempt",
  "before breakfast",
  "a guided tour",
  "some doubts",
  "an anniversary",
  "the last word",
];

/** What a post is about, and what it is called. No two numbers have the same title, up to a million. */
export interface Topic {
  readonly theme: Theme;
  readonly title: string;
  readonly subject: string;
  readonly place: string;
}

const { titles, subjects } = themes[0]!;
const OF_THEME = titles.length * subjects.length * PLACES.length;

/** How many titles there are before sequels begin. */
export const TITLES = themes.length * OF_THEME;

/** Near the golden ratio of all titles, and without a divisor in common: neighbours are far apart, and all come once. */
const STEP = Math.floor(TITLES * 0.618_034) | 1;

export function topicOf(number: number): Topic {
  const round = Math.floor(number / TITLES);
  const theme = themes[Math.floor(((number * STEP) % TITLES) / OF_THEME)]!;
  const [pattern, subject, place] = choices((number * STEP) % OF_THEME, theme);
  const title = fill(pattern, { subject, place });
  const sequel = round === 0 ? "" : ` (${SEQUELS[round - 1]})`;
  return { theme, title: title + sequel, subject, place };
}

/** Writes subject and place into a text. */
export function fill(text: string, { subject, place }: Pick<Topic, "subject" | "place">): string {
  const capitalised = subject.charAt(0).toUpperCase() + subject.slice(1);
  return text
    .replaceAll("{subject}", subject)
    .replaceAll("{Subject}", capitalised)
    .replaceAll("{place}", place);
}

function choices(index: number, theme: Theme): [pattern: string, subject: string, place: string] {
  const pattern = theme.titles[index % theme.titles.length]!;
  const rest = Math.floor(index / theme.titles.length);
  const subject = theme.subjects[rest % theme.subjects.length]!;
  return [pattern, subject, PLACES[Math.floor(rest / theme.subjects.length)]!];
}
