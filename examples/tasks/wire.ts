import type { Columns, FieldsOf } from "quintet/db";
import { bool, datetime, float, int, shape } from "quintet/schema";
import { Task, User } from "./models.ts";

// What clients send and get: names in snake_case, facts from the models.

const { title, description, completed, priority, dueDate } = Task.fields;
const { username, email } = User.fields;
const userId = int({ min: 1 }).nullable();

export const newTask = shape({
  title,
  description,
  priority,
  due_date: dueDate.default(null),
  user_id: userId.default(null),
});

export const taskChanges = newTask.extend({ completed }).partial();

export const newUser = shape({ username, email });

export const shownTask = shape({
  id: int(),
  title,
  description,
  completed: bool(),
  priority,
  due_date: dueDate,
  created_at: datetime(),
  updated_at: datetime(),
  user_id: userId,
});

export const shownUser = shape({
  id: int(),
  username,
  email,
  created_at: datetime(),
  task_count: int(),
});

export const totals = shape({
  total_tasks: int(),
  completed_tasks: int(),
  pending_tasks: int(),
  completion_rate: float(),
});

/** What a client has sent of a task, by the names of the model. */
export function taskColumns<T extends (typeof taskChanges)["~out"]>(sent: T) {
  const { due_date: dueDate, user_id: user, ...same } = sent;
  return { ...same, dueDate, user };
}

export function showTask(task: Columns<FieldsOf<typeof Task>>) {
  return {
    id: task.id,
    title: task.title,
    description: task.description,
    completed: task.completed,
    priority: task.priority,
    due_date: task.dueDate,
    created_at: task.createdAt,
    updated_at: task.updatedAt,
    user_id: task.userId,
  };
}

export function showUser(user: Columns<FieldsOf<typeof User>>, taskCount: number) {
  const { id, username, email, createdAt } = user;
  return { id, username, email, created_at: createdAt, task_count: taskCount };
}

export function showTotals({ total, completed }: { total: number; completed: number }) {
  return {
    total_tasks: total,
    completed_tasks: completed,
    pending_tasks: total - completed,
    completion_rate: total === 0 ? 0 : completed / total,
  };
}
