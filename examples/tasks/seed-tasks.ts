import { command } from "quintet";
import { transaction } from "quintet/db";
import { bool } from "quintet/schema";
import { daysAgo, daysFromNow } from "./days.ts";
import { type ExampleTask, NOBODYS, PEOPLE } from "./example-tasks.ts";
import { Task, User } from "./models.ts";

/**
 * Fills the task manager with examples, the same ones each time; times are told from today.
 *
 * @returns how many users and tasks there are now
 */
export async function seedTasks(): Promise<{ users: number; tasks: number }> {
  return transaction(async () => {
    const names = Object.keys(PEOPLE);
    const users = await User.createMany(
      names.map((username) => ({ username, email: `${username}@example.com` })),
    );
    const owned = users.flatMap((user) =>
      PEOPLE[user.username]!.map((line) => ({ ...taskOf(line), user })),
    );
    const tasks = await Task.createMany([...owned, ...NOBODYS.map(taskOf)]);
    return { users: users.length, tasks: tasks.length };
  });
}

export const seedTasksCommand = command("seed_tasks", {
  description: "Fills the task manager with examples",
  options: { clear: bool().help("Removes all users and tasks first") },
  async run({ options, print }) {
    if (options.clear) await clear();
    else if (await User.exists()) {
      print.warn("There are users already; --clear removes them and their tasks first.");
      return 1;
    }
    const { users, tasks } = await seedTasks();
    print.success(`${tasks} tasks of ${users} users`);
  },
});

async function clear(): Promise<void> {
  await transaction(async () => {
    await Task.all().delete();
    await User.all().delete();
  });
}

function taskOf([title, description, priority, age, due = null, done]: ExampleTask) {
  return {
    title,
    description,
    priority,
    completed: done !== undefined,
    dueDate: due === null ? null : daysFromNow(due),
    createdAt: daysAgo(age),
    updatedAt: daysAgo(done ?? age),
  };
}
