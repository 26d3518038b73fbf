import { minus, plus, transaction } from "quintet/db";
import { on } from "quintet/events";
import { Category, Post } from "./models.ts";

/** Keeps how many posts of each category are published, in the transaction of the write. */
export const countPosts = on(
  Post.saved,
  ({ row, before }) => moved(before && categoryOf(before), categoryOf(row)),
  { when: "inTransaction" },
);
export const uncountPosts = on(Post.deleted, ({ row }) => moved(categoryOf(row), null), {
  when: "inTransaction",
});

/** Counts anew, after writes that no receiver has heard. */
export async function recountPosts(): Promise<void> {
  await transaction(async () => {
    for (const { id } of await Category.all().lock()) {
      const postCount = await Post.where({ status: "published", category: id }).count();
      await Category.where({ id }).update({ postCount });
    }
  });
}

/** Where a post counts; null where it does not. */
function categoryOf({ status, categoryId }: Pick<Post, "status" | "categoryId">): number | null {
  return status === "published" ? categoryId : null;
}

async function moved(from: number | null | undefined, to: number | null): Promise<void> {
  if (from === to) return;
  const steps = [
    { id: from ?? 0, change: minus(1) },
    { id: to ?? 0, change: plus(1) },
  ];
  // Always in one order, so that two posts that change places do not wait for each other.
  for (const { id, change } of steps.sort((one, other) => one.id - other.id))
    await Category.where({ id }).update({ postCount: change });
}
