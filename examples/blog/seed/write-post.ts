import { slugify } from "quintet/schema";
import { Random } from "./random.ts";
import type { Theme } from "./themes/index.ts";
import { fill, topicOf, type Topic } from "./titles.ts";

/** A post as somebody has written it, before it is anybody's. */
export interface Draft {
  readonly theme: Theme;
  readonly title: string;
  /** Of the title; no two posts have the same. */
  readonly slug: string;
  /** Markdown. */
  readonly content: string;
}

/** Writes the post with this number: always the same one. */
export function writePost(number: number, random: Random): Draft {
  const topic = topicOf(number);
  const { theme, title } = topic;
  return { theme, title, slug: slugify(title, { max: 100 }), content: contentOf(topic, random) };
}

function contentOf(topic: Topic, random: Random): string {
  const { openings, middles, headings, closings } = topic.theme;
  const body = random.pickSome(middles, 2 + random.below(4));
  const heading = body.length > 2 ? [`## ${random.pick(headings)}`] : [];
  const [first, ...others] = body;
  const parts = [random.pick(openings), first!, ...heading, ...others, random.pick(closings)];
  return fill(parts.join("\n\n"), topic);
}
