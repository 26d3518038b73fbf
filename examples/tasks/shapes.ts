import { float, int, shape } from "quintet/schema";
import { Task, User } from "./models.ts";

// What clients send and get. On the wire the names are snake_case.

const columns = ["title", "description", "priority", "dueDate", "userId"] as const;

export const newTask = Task.shape(...columns);
export const taskChanges = Task.shape(...columns, "completed").partial();
export const shownTask = Task.shape("id", ...columns, "completed", "createdAt", "updatedAt");

export const newUser = User.shape("username", "email");
export const shownUser = User.shape("id", "username", "email", "createdAt").extend({
  taskCount: int(),
});

export const totals = shape({
  totalTasks: int(),
  completedTasks: int(),
  pendingTasks: int(),
  completionRate: float(),
});

export function totalsOf(totalTasks: number, completedTasks: number) {
  return {
    totalTasks,
    completedTasks,
    pendingTasks: totalTasks - completedTasks,
    completionRate: totalTasks === 0 ? 0 : completedTasks / totalTasks,
  };
}
