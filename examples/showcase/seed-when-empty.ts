import type { Print } from "quintet/app";
import { currentProfile } from "quintet/config";
import { Post } from "../blog/models.ts";
import { seedBlog } from "../blog/seed/seed-data.ts";
import { User as TaskUser } from "../tasks/models.ts";
import { seedTasks } from "../tasks/seed-tasks.ts";

/** Fills what is empty, so that there is something to see; never in production. */
export async function seedWhenEmpty(print: Print): Promise<void> {
  if (currentProfile() === "production") return;
  if (!(await Post.exists())) {
    const { posts, comments } = await seedBlog(print);
    print.success(`${posts} posts and ${comments} comments to begin with.`);
  }
  if (!(await TaskUser.exists())) {
    const { tasks, users } = await seedTasks();
    print.success(`${tasks} tasks of ${users} people.`);
  }
}
