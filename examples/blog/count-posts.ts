import { count, minus, plus, transaction } from "quintet/db";
import { on } from "quintet/events";
import { Category, Post } from "./models.ts";

/** Keeps how many posts of each category are published, in the transaction of the write. */
export const countPosts = on(
  Post.saved,
  ({ row, before }) => moved(before ? categoryOf(before) : null, categoryOf(row)),
  { when: "inTransaction" },
);
export const uncountPosts = on(Post.deleted, ({ row }) => moved(categoryOf(row), null), {
  when: "inTransaction",
});

/** Counts anew, after writes that no receiver has heard. */
export async function recountPosts(): Promise<void> {
  await transaction(async () => {
    const categories = await Category.all().lock();
    const groups = await Post.where({ status: "published" })
      .groupBy("categoryId")
      .aggregate({ posts: count() });
    const counts = new Map(groups.map(({ categoryId, posts }) => [categoryId, posts]));
    for (const category of categories)
      await category.assign({ postCount: counts.get(category.id) ?? 0 }).save();
  });
}

/** Where a post counts; null where it does not. */
function categoryOf({ status, categoryId }: Pick<Post, "status" | "categoryId">): number | null {
  return status === "published" ? categoryId : null;
}

async function moved(from: number | null, to: number | null): Promise<void> {
  if (from === to) return;
  const ids = [from, to].filter((id) => id !== null);
  // Always in one order, so that two posts that change places do not wait for each other.
  for (const id of ids.sort((one, other) => one - other))
    await Category.where({ id }).update({ postCount: id === to ? plus(1) : minus(1) });
}
