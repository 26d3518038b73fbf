import type { Print } from "quintet/app";
import { User } from "quintet/auth";
import { currentProfile } from "quintet/config";
import { Post } from "../blog/models.ts";
import { DEMO_ACCOUNTS } from "../blog/seed/people.ts";
import { seedBlog } from "../blog/seed/seed-data.ts";
import { User as TaskUser } from "../tasks/models.ts";
import { seedTasks } from "../tasks/seed-tasks.ts";
import { seedTeam } from "../tasks/teams/seed-team.ts";

/** Fills what is empty, so that there is something to see; never in production. */
export async function seedWhenEmpty(print: Print): Promise<void> {
  if (currentProfile() === "production") return;
  if ((await Post.exists()) || (await TaskUser.exists())) return;
  const { posts, comments } = await seedBlog(print);
  const { tasks } = await seedTasks();
  await seedTeam(await User.where({ username: DEMO_ACCOUNTS.map(({ username }) => username) }));
  print.success(`${posts} posts, ${comments} comments, ${tasks} tasks and a team to begin with.`);
}
