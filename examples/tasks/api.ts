import { versioned } from "quintet/api";
import { now } from "quintet/core";
import { count } from "quintet/db";
import { del, get, notFound, post, problem, put } from "quintet/http";
import { bool, int, json, list, shape, text } from "quintet/schema";
import { daysAgo } from "./days.ts";
import { errorBody } from "./error-body.ts";
import { Task, User } from "./models.ts";
import { newTask, newUser, shownTask, shownUser, taskChanges, totals, totalsOf } from "./shapes.ts";
import { teamResources } from "./teams/resources.ts";

const id = { id: int() };
const tasks = list(json(shownTask));
const user = json(shownUser);
const message = text();
const priorities = shape({
  low: int().optional(),
  medium: int().optional(),
  high: int().optional(),
});

const listTasks = get(
  "/tasks",
  { name: "tasks.list", summary: "All tasks, newest first", response: { tasks } },
  async () => ({ tasks: await Task.all() }),
);

const createTask = post(
  "/tasks",
  {
    name: "tasks.create",
    summary: "Add a task",
    body: newTask,
    status: 201,
    response: { message, taskId: int() },
    errors: [409],
  },
  async ({ body }) => {
    const task = await new Task().assign(body).save();
    return { message: "Task created successfully", taskId: task.id };
  },
);

const updateTask = put(
  "/tasks/:id",
  {
    name: "tasks.update",
    summary: "Change some fields of a task",
    params: id,
    body: taskChanges,
    response: { message },
    errors: [409],
  },
  async ({ params, body }) => {
    const task = await Task.find(params.id);
    if (task === undefined) throw notFound("Task not found");
    await task.assign(body).save();
    return { message: "Task updated successfully" };
  },
);

const deleteTask = del(
  "/tasks/:id",
  { name: "tasks.delete", summary: "Remove a task", params: id, response: { message } },
  async ({ params }) => {
    const removed = await Task.where({ id: params.id }).delete();
    if (removed === 0) throw notFound("Task not found");
    return { message: "Task deleted successfully" };
  },
);

const searchTasks = get(
  "/tasks/search",
  {
    name: "tasks.search",
    summary: "Tasks with a text in title or description",
    query: { q: text({ min: 1, max: 200 }) },
    response: { tasks, query: text() },
  },
  async ({ query: { q } }) => {
    const tasks = await Task.where([
      { title: { icontains: q } },
      { description: { icontains: q } },
    ]);
    return { tasks, query: q };
  },
);

const overdueTasks = get(
  "/tasks/overdue",
  {
    name: "tasks.overdue",
    summary: "Tasks that should be done by now",
    response: { overdueTasks: tasks, count: int() },
  },
  async () => {
    const overdueTasks = await Task.overdue().order("dueDate", "id");
    return { overdueTasks, count: overdueTasks.length };
  },
);

const showStats = get(
  "/stats",
  {
    name: "tasks.stats",
    summary: "How many tasks there are, and how many are done",
    response: totals.extend({ recentTasks: int() }),
  },
  async () => {
    const { total, completed, recentTasks } = await Task.aggregate({
      total: count(),
      completed: count({ completed: true }),
      recentTasks: count({ createdAt: { gte: daysAgo(7) } }),
    });
    return { ...totalsOf(total, completed), recentTasks };
  },
);

const createUser = post(
  "/users",
  {
    name: "tasks.users.create",
    summary: "Add a user",
    body: newUser,
    status: 201,
    response: { message, user },
    errors: [409],
  },
  async ({ body }) => {
    const made = await User.create(body);
    return { message: "User created successfully", user: { ...made.toJSON(), taskCount: 0 } };
  },
);

const listUserTasks = get(
  "/users/:id/tasks",
  {
    name: "tasks.users.tasks",
    summary: "Tasks of a user, the most urgent first",
    params: id,
    query: {
      completed: bool().optional(),
      priority: Task.fields.priority.optional(),
      limit: int({ min: 1, max: 1000 }).default(100),
    },
    response: { user, tasks, totalTasks: int() },
  },
  async ({ params, query: { limit, ...wanted } }) => {
    const user = await userOf(params.id);
    const matching = Task.where({ user: params.id, ...wanted });
    const tasks = await matching
      .order(
        { priority: ["high", "medium", "low"] },
        { dueDate: { nulls: "last" } },
        "-createdAt",
        "-id",
      )
      .limit(limit);
    return { user, tasks, totalTasks: await matching.count() };
  },
);

const showUserStats = get(
  "/users/:id/stats",
  {
    name: "tasks.users.stats",
    summary: "How a user gets on",
    params: id,
    response: totals.extend({
      user,
      overdueTasks: int(),
      priorityBreakdown: json(priorities),
    }),
  },
  async ({ params }) => {
    const user = await userOf(params.id);
    const groups = await Task.where({ user: params.id })
      .groupBy("priority")
      .aggregate({
        total: count(),
        completed: count({ completed: true }),
        overdue: count({ completed: false, dueDate: { lt: now() } }),
      });
    const sum = (name: "total" | "completed" | "overdue"): number =>
      groups.reduce((all, group) => all + group[name], 0);
    return {
      user,
      ...totalsOf(sum("total"), sum("completed")),
      overdueTasks: sum("overdue"),
      priorityBreakdown: Object.fromEntries(groups.map(({ priority, total }) => [priority, total])),
    };
  },
);

async function userOf(userId: number) {
  const found = await User.where({ id: userId })
    .annotate({ taskCount: count("tasks") })
    .first();
  if (found === undefined) throw notFound("User not found");
  return found;
}

export const tasksApi = versioned("/api", {
  default: "v1",
  renderProblem: errorBody,
  versions: {
    v1: {
      public: true,
      tags: ["tasks"],
      routes: [
        listTasks,
        createTask,
        updateTask,
        deleteTask,
        searchTasks,
        overdueTasks,
        showStats,
        createUser,
        listUserTasks,
        showUserStats,
      ],
    },
    v2: { signedIn: true, tags: ["teams"], renderProblem: problem, routes: teamResources },
  },
});
