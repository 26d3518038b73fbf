import { command } from "quintet/app";
import type { Print } from "quintet/app";
import { currentDatabase, sql } from "quintet/db";
import { silently } from "quintet/events";
import { bool, int } from "quintet/schema";
import { recountPosts } from "../count-posts.ts";
import { Category, Post, Tag } from "../models.ts";
import { seedNotifications } from "./seed-notifications.ts";
import { seedPeople } from "./seed-people.ts";
import { type Seeded, seedPosts } from "./seed-posts.ts";

const POSTS = 500;

export const seedData = command("seed_data", {
  description: "Fills the blog with people, posts and comments; the same ones each time",
  options: {
    posts: int({ min: 1, max: 1_000_000 }).default(POSTS).help("How many posts"),
    clear: bool().help("Removes all posts, categories and tags first"),
  },
  async run({ options: { posts, clear }, print }) {
    if (clear) await silently(clearBlog);
    else if (await Post.exists()) {
      print.warn("There are posts already; --clear removes them first.");
      return 1;
    }
    const begin = performance.now();
    const seeded = await seedBlog(print, posts);
    print.success(summary(seeded, (performance.now() - begin) / 1000));
    return 0;
  },
});

/** Fills a blog that is empty. What was published long ago is mailed to nobody. */
export async function seedBlog(print: Print, posts = POSTS): Promise<Seeded> {
  using bar = print.progress("Posts", posts);
  return await silently(async () => {
    const seeded = await seedPosts(posts, await seedPeople(), bar);
    await recountPosts();
    await seedNotifications();
    await gatherStatistics();
    return seeded;
  });
}

/** PostgreSQL plans by what it knows of the rows, and would look at these only in a minute. */
async function gatherStatistics(): Promise<void> {
  if (currentDatabase.get()?.driver.dialect === "postgres") await sql`analyze`.run();
}

async function clearBlog(): Promise<void> {
  await Post.all().delete();
  await Category.all().delete();
  await Tag.all().delete();
}

function summary({ posts, comments, links }: Seeded, seconds: number): string {
  const rows = posts + comments + links;
  const speed = Math.round(rows / seconds).toLocaleString("en-GB");
  return `${posts} posts, ${comments} comments and ${links} tags of posts in ${seconds.toFixed(1)} s: ${speed} rows a second`;
}
