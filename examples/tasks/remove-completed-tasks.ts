import { command } from "quintet";
import { bool, int } from "quintet/schema";
import { daysAgo } from "./days.ts";
import { Task } from "./models.ts";

export const removeCompletedTasks = command("remove_completed_tasks", {
  description: "Removes completed tasks that nobody has touched for some days",
  options: {
    days: int({ min: 0, max: 36_500 }).default(30).help("Days without a change"),
    dryRun: bool().help("Only counts them"),
  },
  async run({ options: { days, dryRun }, print }) {
    const old = Task.where({ completed: true, updatedAt: { lt: daysAgo(days) } });
    if (dryRun) print.line(`${await old.count()} completed tasks would be removed.`);
    else print.success(`${await old.delete()} completed tasks removed.`);
  },
});
