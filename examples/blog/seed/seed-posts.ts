import type { Progress } from "quintet/app";
import type { User } from "quintet/auth";
import { now } from "quintet/core";
import { transaction } from "quintet/db";
import { Category, Comment, Post, Tag } from "../models.ts";
import { Random } from "./random.ts";
import type { People } from "./seed-people.ts";
import { themes } from "./themes/index.ts";
import { type Draft, writePost } from "./write-post.ts";

const DAY_MS = 86_400_000;
const DAYS = 365;
// Larger transactions do not fit SQLite's cache: 1,000 posts at once took a fifth longer, and PostgreSQL a tenth less.
const BATCH = 250;

/** How often a post has so many comments, each number as likely as the others. */
const COMMENTS = [0, 0, 0, 0, 1, 1, 1, 2, 2, 4];
const STATUSES = ["draft", "archived", ...Array<"published">(18).fill("published")] as const;

interface Surroundings {
  /** Its first moment, by which all times are told: whatever the hour, none is of the future. */
  readonly today: Date;
  readonly categories: ReadonlyMap<string, Category>;
  readonly tags: ReadonlyMap<string, Tag>;
  readonly people: People;
}

/** A post with what belongs to it, before it has an id. */
interface Plan {
  readonly draft: Draft;
  readonly tags: readonly string[];
  readonly columns: ReturnType<typeof columnsOf>;
  readonly comments: readonly { author: User; content: string; createdAt: Date }[];
}

export interface Seeded {
  readonly posts: number;
  readonly comments: number;
  /** Of posts and tags. */
  readonly links: number;
}

/** Writes posts with their comments, the oldest first, spread over the year before today. */
export async function seedPosts(count: number, people: People, bar: Progress): Promise<Seeded> {
  const around = { today: startOfToday(), people, ...(await seedShelves()) };
  const sum = { posts: 0, comments: 0, links: 0 };
  for (let from = 0; from < count; from += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, count - from) }, (_, at) => from + at);
    const plans = numbers.map((number) => planOf(number, momentOf(number, count, around), around));
    await transaction(() => write(plans, around));
    sum.posts += plans.length;
    sum.comments += plans.reduce((all, { comments }) => all + comments.length, 0);
    sum.links += plans.reduce((all, { tags }) => all + tags.length, 0);
    bar.advance(plans.length);
  }
  return sum;
}

/** Those that are missing: a blog without posts may have some. */
async function seedShelves(): Promise<Pick<Surroundings, "categories" | "tags">> {
  const categories = await Category.all().pluck("name");
  const tags = await Tag.all().pluck("name");
  await Category.createMany(
    themes
      .filter(({ category }) => !categories.includes(category))
      .map(({ category, description }) => ({ name: category, description })),
  );
  const names = new Set(themes.flatMap((theme) => theme.tags));
  await Tag.createMany([...names.difference(new Set(tags))].map((name) => ({ name })));
  return {
    categories: new Map((await Category.all()).map((category) => [category.name, category])),
    tags: new Map((await Tag.all()).map((tag) => [tag.name, tag])),
  };
}

function startOfToday(): Date {
  return new Date(Math.floor(now().getTime() / DAY_MS) * DAY_MS);
}

function momentOf(number: number, count: number, { today }: Surroundings): Date {
  return new Date(today.getTime() - Math.ceil(((count - number) / count) * DAYS * DAY_MS));
}

function planOf(number: number, createdAt: Date, around: Surroundings): Plan {
  const random = new Random(number);
  const draft = writePost(number, random);
  const tags = random.pickSome(draft.theme.tags, 1 + random.below(3));
  const columns = columnsOf(draft, createdAt, around, random);
  const isRead = columns.status === "published";
  const readers = random.pickSome(around.people.readers, isRead ? random.pick(COMMENTS) : 0);
  const comments = readers.map((author) => ({
    author,
    content: random.pick(draft.theme.comments),
    createdAt: momentBetween(columns.publishedAt!, around.today, random),
  }));
  return { draft, tags, columns, comments };
}

function columnsOf(draft: Draft, createdAt: Date, around: Surroundings, random: Random) {
  const status = random.pick(STATUSES);
  const publishedAt = status === "draft" ? null : momentBetween(createdAt, around.today, random);
  return {
    title: draft.title,
    slug: draft.slug,
    content: draft.content,
    status,
    author: random.pick(around.people.authors),
    category: around.categories.get(draft.theme.category)!,
    createdAt,
    updatedAt: publishedAt ?? createdAt,
    publishedAt,
  };
}

/** Soon after the begin, as a rule, and always before the end. */
function momentBetween(begin: Date, end: Date, random: Random): Date {
  const days = Math.min(5, (end.getTime() - begin.getTime()) / DAY_MS);
  return new Date(begin.getTime() + Math.floor(random.next() ** 3 * days * DAY_MS));
}

async function write(plans: readonly Plan[], { tags }: Surroundings): Promise<void> {
  const posts = await Post.createMany(plans.map(({ columns }) => columns));
  // By tag: one statement links many posts.
  for (const [name, tag] of tags) {
    const tagged = posts.filter((_, index) => plans[index]!.tags.includes(name));
    await tag.related("posts").add(...tagged);
  }
  await Comment.createMany(
    plans.flatMap(({ comments }, index) =>
      comments.map((comment) => ({ ...comment, post: posts[index]! })),
    ),
  );
}
