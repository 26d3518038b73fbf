import assert from "node:assert/strict";
import { describe } from "node:test";
import { consoleLog } from "quintet/core";
import { apiDocs } from "quintet/api";
import { app, module } from "quintet/app";
import { auth } from "quintet/auth";
import { database, queryLog } from "quintet/db";
import { on } from "quintet/events";
import { http } from "quintet/http";
import { appTest, callCommand, clock, factory, fakeClock } from "quintet/testing";
import { Task, User } from "../../examples/tasks/models.ts";
import { tasks } from "../../examples/tasks/module.ts";
import { removeCompletedTasks } from "../../examples/tasks/remove-completed-tasks.ts";
import { seedTasks, seedTasksCommand } from "../../examples/tasks/seed-tasks.ts";
import { postgres } from "../services.ts";

const DAY_MS = 86_400_000;
const NOW = new Date("2026-11-20T09:00:00.000Z");
const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * DAY_MS);
const user = factory(User);
const task = factory(Task);

const faults = module("faults", {
  receivers: [
    on(
      Task.saved,
      ({ row }) => {
        if (row.title === "boom") throw new Error("the disk is on fire");
      },
      { when: "inTransaction" },
    ),
  ],
});
const logged: string[] = [];
const log = consoleLog({ level: "error", write: (line) => logged.push(line) });
const site = app({
  modules: [
    database({ url: "sqlite::memory:" }),
    http({ keys: ["only-for-these-tests-and-long-enough"] }),
    auth({ pages: false, endpoints: false, verifyEmail: false }),
    apiDocs(),
    tasks,
    faults,
  ],
});

for (const [name, url, skip] of [
  ["SQLite", "sqlite::memory:", false],
  ["PostgreSQL", postgres.url, postgres.missing],
] as const) {
  const test = appTest(site, { url, log });

  describe(`the task manager on ${name}`, { skip }, () => {
    test("the home page lists the endpoints", async ({ client }) => {
      const { status, headers, text } = await client.get("/tasks");
      assert.equal(status, 200);
      assert.match(headers.get("content-type")!, /^text\/html/);
      for (const path of [
        "/api/tasks",
        "/api/tasks/:id",
        "/api/stats",
        "/api/users/:id/stats",
        "/api/v2/teams",
        "/api/v2/members/:id/role",
      ])
        assert.ok(text.includes(`<code>${path}</code>`), path);
      assert.match(text, /List project tasks[^]*Get a project task/);
    });

    test("tasks are listed with all their fields, the newest first", async ({ client }) => {
      assert.deepEqual((await client.get("/api/tasks")).json, { tasks: [] });
      const ada = await user.create();
      await task.create({ title: "Old", createdAt: daysAgo(2), updatedAt: daysAgo(1) });
      const due = new Date("2026-12-01T08:00:00Z");
      const { id } = await task.create({
        title: "New",
        description: "Soon",
        priority: "high",
        dueDate: due,
        user: ada,
        createdAt: daysAgo(1),
        updatedAt: daysAgo(1),
      });
      const { status, json } = await client.get("/api/tasks", { maxQueries: 1 });
      assert.equal(status, 200);
      assert.deepEqual(Object.keys(json), ["tasks"]);
      assert.deepEqual(json.tasks[0], {
        id,
        title: "New",
        description: "Soon",
        completed: false,
        priority: "high",
        due_date: "2026-12-01T08:00:00.000Z",
        created_at: "2026-11-19T09:00:00.000Z",
        updated_at: "2026-11-19T09:00:00.000Z",
        user_id: ada.id,
      });
      const { title, due_date, user_id } = json.tasks[1];
      assert.deepEqual(
        { title, due_date, user_id },
        { title: "Old", due_date: null, user_id: null },
      );
    });

    test("a version is named by the path or by the header, and another one is refused", async ({
      client,
    }) => {
      const ask = async (path: string, version?: string) =>
        client.get(path, version === undefined ? {} : { headers: { "x-api-version": version } });
      for (const answer of [
        await ask("/api/tasks"),
        await ask("/api/tasks", "v1"),
        await ask("/api/v1/tasks"),
      ]) {
        assert.deepEqual([answer.status, answer.json], [200, { tasks: [] }]);
        assert.equal(answer.headers.get("x-api-version"), "v1");
      }
      const { status, json } = await ask("/api/tasks", "v9");
      assert.deepEqual([status, Object.keys(json)], [400, ["error"]]);
    });

    test("a task is added with what was sent and the defaults of the rest", async ({ client }) => {
      const made = await client.post("/api/tasks", { json: { title: "Buy tea" } });
      assert.equal(made.status, 201);
      const { task_id } = made.json;
      assert.deepEqual(made.json, { message: "Task created successfully", task_id });
      const row = await Task.get(task_id);
      assert.deepEqual(
        [row.title, row.description, row.completed, row.priority, row.dueDate, row.userId],
        ["Buy tea", "", false, "medium", null, null],
      );
      const ada = await user.create();
      const full = await client.post("/api/tasks", {
        json: {
          title: "Sow",
          description: "Peas",
          priority: "low",
          user_id: ada.id,
          due_date: "2027-03-01T10:00:00+01:00",
        },
      });
      const sown = await Task.get(full.json.task_id);
      assert.deepEqual([sown.description, sown.priority, sown.userId], ["Peas", "low", ada.id]);
      assert.equal(sown.dueDate?.toISOString(), "2027-03-01T09:00:00.000Z");
    });

    test("a task that is wrong is refused with the reason, and not added", async ({ client }) => {
      const refused = async (json: unknown) => {
        const answer = await client.post("/api/tasks", { json });
        return [answer.status, answer.json.error];
      };
      assert.deepEqual(await refused({}), [400, "Title is required"]);
      assert.deepEqual(await refused({ title: "" }), [400, "Title is required"]);
      assert.deepEqual(await refused({ title: "x".repeat(201) }), [
        400,
        "Title must have at most 200 characters",
      ]);
      assert.equal((await refused({ title: "x", priority: "urgent" }))[0], 400);
      const [status, error] = await refused({ title: "x", due_date: "tomorrow" });
      assert.equal(status, 400);
      assert.match(String(error), /^Due date must be a date and time/);
      assert.equal((await refused({ title: 5 }))[0], 400);
      assert.deepEqual(await refused({ title: "x", colour: "red" }), [400, "Colour is not known"]);
      // A task is done by a change of it.
      const done = { title: "x", completed: true };
      assert.deepEqual(await refused(done), [400, "Completed is not known"]);
      assert.deepEqual(await refused({ title: "x", user_id: 999_999 }), [400, "User not found"]);
      assert.deepEqual(await refused([]), [400, "The body must be an object"]);
      assert.equal(await Task.count(), 0);
    });

    test("a body that is no JSON is refused", async ({ client }) => {
      for (const body of ["{", "", "title=x", "null"]) {
        const headers = { "content-type": "application/json" };
        const { status, json } = await client.post("/api/tasks", { body, headers });
        assert.deepEqual([status, Object.keys(json)], [400, ["error"]], body);
      }
      const form = { body: "title=x", headers: { "content-type": "text/plain" } };
      const other = await client.post("/api/tasks", form);
      assert.deepEqual([other.status, Object.keys(other.json)], [415, ["error"]]);
      assert.equal(await Task.count(), 0);
    });

    test("any fields of a task are changed, the others stay", async ({ client }) => {
      const { id } = await task.create({ title: "Old", description: "Kept", dueDate: NOW });
      const changed = await client.put(`/api/tasks/${id}`, {
        json: { title: "New", completed: true, due_date: null },
      });
      assert.deepEqual(
        [changed.status, changed.json],
        [200, { message: "Task updated successfully" }],
      );
      const row = await Task.get(id);
      assert.deepEqual(
        [row.title, row.description, row.completed, row.dueDate],
        ["New", "Kept", true, null],
      );
      assert.equal((await client.put(`/api/tasks/${id}`, { json: {} })).status, 200);
    });

    test("each field of a task is changed by itself, and when it was changed is kept", async ({
      client,
    }) => {
      const fake = fakeClock({ start: NOW });
      await clock.run(fake, async () => {
        const ada = await user.create();
        const { id } = await task.create({ title: "Old", dueDate: NOW });
        let [before] = (await client.get("/api/tasks")).json.tasks;
        for (const [sent, told = sent] of [
          [{ title: "New" }],
          [{ description: "Other" }],
          [{ completed: true }],
          [{ priority: "high" }],
          [{ due_date: "2026-12-24T18:00:00+01:00" }, { due_date: "2026-12-24T17:00:00.000Z" }],
          [{ user_id: ada.id }],
          [{ user_id: null }],
        ]) {
          await fake.advance("1s");
          assert.equal((await client.put(`/api/tasks/${id}`, { json: sent })).status, 200);
          const [after] = (await client.get("/api/tasks")).json.tasks;
          assert.deepEqual(after, { ...before, ...told, updated_at: fake.now().toISOString() });
          before = after;
        }
      });
    });

    test("a change that is wrong changes nothing", async ({ client }) => {
      const { id } = await task.create({ title: "Old" });
      for (const json of [
        { title: "New", colour: "red" },
        { title: "New", completed: "yes" },
        { title: "New", id: 7 },
        { title: null },
        { title: "" },
        { title: "New", created_at: "2026-01-01T00:00:00Z" },
        { title: "New", user_id: 999_999 },
        { title: "New", due_date: "soon" },
        { title: "New", priority: "urgent" },
      ]) {
        const { status, json: told } = await client.put(`/api/tasks/${id}`, { json });
        assert.deepEqual([status, Object.keys(told)], [400, ["error"]], JSON.stringify(json));
      }
      assert.equal((await Task.get(id)).title, "Old");
      for (const none of [999_999, 0, -1]) {
        const missing = await client.put(`/api/tasks/${none}`, { json: { title: "x" } });
        assert.deepEqual([missing.status, missing.json], [404, { error: "Task not found" }]);
        const removed = await client.delete(`/api/tasks/${none}`);
        assert.deepEqual([removed.status, removed.json], [404, { error: "Task not found" }]);
      }
    });

    test("a task is removed once", async ({ client }) => {
      const { id } = await task.create();
      const other = await task.create();
      const removed = await client.delete(`/api/tasks/${id}`);
      assert.deepEqual(
        [removed.status, removed.json],
        [200, { message: "Task deleted successfully" }],
      );
      const again = await client.delete(`/api/tasks/${id}`);
      assert.deepEqual([again.status, again.json], [404, { error: "Task not found" }]);
      assert.deepEqual(await Task.all().pluck("id"), [other.id]);
    });

    test("the search looks into title and description, and takes % and _ literally", async ({
      client,
    }) => {
      await task.create({ title: "Paint 50% of the fence" });
      await task.create({ title: "Other", description: "rename MY_FILE" });
      await task.create({ title: "Paint 500 stones", description: "in myXfile" });
      await task.create({ title: "Äpfel", description: "back\\slash" });
      const titles = async (q: string) => {
        const { status, json } = await client.get("/api/tasks/search", { query: { q } });
        assert.deepEqual([status, json.query, Object.keys(json)], [200, q, ["tasks", "query"]]);
        return json.tasks.map((found: { title: string }) => found.title);
      };
      assert.deepEqual(await titles("50%"), ["Paint 50% of the fence"]);
      assert.deepEqual(await titles("my_file"), ["Other"]);
      assert.deepEqual(await titles("%"), ["Paint 50% of the fence"]);
      assert.equal((await titles("pAiNt")).length, 2);
      assert.deepEqual(await titles("äPFEL"), ["Äpfel"]);
      assert.deepEqual(await titles("k\\s"), ["Äpfel"]);
      assert.deepEqual(await titles("nowhere"), []);
      for (const path of ["/api/tasks/search", "/api/tasks/search?q="]) {
        const { status, json } = await client.get(path);
        assert.deepEqual([status, json], [400, { error: "Query parameter q is required" }], path);
      }
    });

    test("the numbers of all tasks come by one query", async ({ client }) => {
      assert.deepEqual((await client.get("/api/stats")).json, {
        total_tasks: 0,
        completed_tasks: 0,
        pending_tasks: 0,
        completion_rate: 0,
        recent_tasks: 0,
      });
      await task.createMany(3);
      await task.create({ completed: true, createdAt: new Date(Date.now() - 8 * DAY_MS) });
      const { status, json } = await client.get("/api/stats", { maxQueries: 1 });
      assert.equal(status, 200);
      assert.deepEqual(json, {
        total_tasks: 4,
        completed_tasks: 1,
        pending_tasks: 3,
        completion_rate: 0.25,
        recent_tasks: 3,
      });
    });

    test("a user is added once, and told with the number of tasks", async ({ client }) => {
      const json = { username: "ada", email: "ada@example.com" };
      const made = await client.post("/api/users", { json });
      assert.equal(made.status, 201);
      const { id, created_at } = made.json.user;
      assert.deepEqual(made.json, {
        message: "User created successfully",
        user: { id, ...json, created_at, task_count: 0 },
      });
      assert.equal(new Date(created_at).toISOString(), created_at);
      for (const taken of [
        { username: "ada", email: "b@example.com" },
        { username: "bob", email: "ada@example.com" },
      ]) {
        const again = await client.post("/api/users", { json: taken });
        assert.deepEqual([again.status, again.json], [409, { error: "User already exists" }]);
      }
      for (const [missing, error] of [
        [{ username: "c" }, "Email is required"],
        [{ email: "c@example.com" }, "Username is required"],
        [{ username: "", email: "c@example.com" }, "Username is required"],
        [{}, "Username is required"],
      ] as const) {
        const refused = await client.post("/api/users", { json: missing });
        assert.deepEqual([refused.status, refused.json], [400, { error }]);
      }
      for (const wrong of [
        { username: "c", email: "no" },
        { username: "x".repeat(81), email: "c@example.com" },
        { username: "c", email: `${"c".repeat(110)}@example.com` },
      ])
        assert.equal((await client.post("/api/users", { json: wrong })).status, 400);
      assert.equal(await User.count(), 1);
    });

    test("of requests that race for a name one has it", { commits: true }, async ({ client }) => {
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          client.post("/api/users", { json: { username: "ada", email: `ada${n}@example.com` } }),
        ),
      );
      const withStatus = (wanted: number) =>
        answers.filter(({ status }) => status === wanted).length;
      assert.deepEqual([withStatus(201), withStatus(409)], [1, 9]);
      assert.equal(await User.count(), 1);
    });

    test("tasks of a user come by priority, then by due date, then the newest", async ({
      client,
    }) => {
      const ada = await user.create({ createdAt: daysAgo(9) });
      const add = (title: string, priority: "low" | "medium" | "high", due?: number, age = 0) =>
        task.create({
          title,
          priority,
          user: ada,
          createdAt: daysAgo(age),
          dueDate: due === undefined ? null : daysAgo(-due),
        });
      await add("low", "low", 1);
      await add("high, no date, old", "high", undefined, 3);
      await add("high, no date, new", "high", undefined, 2);
      await add("high, later", "high", 5);
      await add("high, soon", "high", 2);
      await add("medium", "medium", 1);
      await task.create({ title: "of nobody", priority: "high" });
      const path = `/api/users/${ada.id}/tasks`;
      const { status, json } = await client.get(path);
      assert.equal(status, 200);
      assert.deepEqual(Object.keys(json), ["user", "tasks", "total_tasks"]);
      assert.deepEqual(
        json.tasks.map((one: { title: string }) => one.title),
        ["high, soon", "high, later", "high, no date, new", "high, no date, old", "medium", "low"],
      );
      assert.equal(json.total_tasks, 6);
      assert.deepEqual(json.user, {
        id: ada.id,
        username: ada.username,
        email: ada.email,
        created_at: "2026-11-11T09:00:00.000Z",
        task_count: 6,
      });
      const all = (await client.get("/api/tasks")).json.tasks as { id: number }[];
      const [first] = json.tasks;
      assert.deepEqual(
        first,
        all.find(({ id }) => id === first.id),
      );

      await Task.where({ title: "medium" }).update({ completed: true });
      const filtered = async (query: object) => {
        const { json } = await client.get(path, { query: { ...query } });
        return [json.tasks.length, json.total_tasks];
      };
      assert.deepEqual(await filtered({ completed: true }), [1, 1]);
      assert.deepEqual(await filtered({ completed: false, priority: "high" }), [4, 4]);
      assert.deepEqual(await filtered({ priority: "high", limit: 2 }), [2, 4]);
      for (const query of [{ completed: "maybe" }, { priority: "x" }, { limit: 0 }, { page: 1 }])
        assert.equal((await client.get(path, { query })).status, 400);
      const missing = await client.get("/api/users/999999/tasks");
      assert.deepEqual([missing.status, missing.json], [404, { error: "User not found" }]);
    });

    test("tasks that should be done by now are listed", async ({ client }) => {
      const late = await task.create({ dueDate: new Date(Date.now() - 1000) });
      const later = await task.create({ dueDate: new Date(Date.now() - DAY_MS) });
      await task.create({ dueDate: new Date(Date.now() - 1000), completed: true });
      await task.create({ dueDate: new Date(Date.now() + DAY_MS) });
      await task.create();
      const { status, json } = await client.get("/api/tasks/overdue", { maxQueries: 1 });
      assert.equal(status, 200);
      assert.deepEqual(Object.keys(json), ["overdue_tasks", "count"]);
      const { tasks: all } = (await client.get("/api/tasks")).json;
      const shown = (wanted: Task) => all.find(({ id }: { id: number }) => id === wanted.id);
      assert.deepEqual(json, { overdue_tasks: [shown(later), shown(late)], count: 2 });
    });

    test("the numbers of a user come by GROUP BY", async ({ client }) => {
      const ada = await user.create();
      await task.createMany(2, { user: ada, priority: "low" });
      await task.create({ user: ada, priority: "high", completed: true });
      await task.create({ user: ada, priority: "high", dueDate: new Date(Date.now() - 1000) });
      await task.create({ priority: "medium" });
      const statements: string[] = [];
      const { status, json } = await queryLog.run(statements, () =>
        client.get(`/api/users/${ada.id}/stats`),
      );
      assert.equal(status, 200);
      const { user: told, ...numbers } = json;
      const { id, username, email } = ada;
      const created_at = ada.createdAt.toISOString();
      assert.deepEqual(told, { id, username, email, created_at, task_count: 4 });
      assert.deepEqual(numbers, {
        total_tasks: 4,
        completed_tasks: 1,
        pending_tasks: 3,
        completion_rate: 0.25,
        overdue_tasks: 1,
        priority_breakdown: { low: 2, high: 2 },
      });
      assert.equal(statements.filter((sql) => /group by/.test(sql)).length, 1);
      assert.equal(statements.length, 2);

      const { id: idle } = await user.create();
      const { user: _, ...none } = (await client.get(`/api/users/${idle}/stats`)).json;
      assert.deepEqual(none, {
        total_tasks: 0,
        completed_tasks: 0,
        pending_tasks: 0,
        completion_rate: 0,
        overdue_tasks: 0,
        priority_breakdown: {},
      });
      const missing = await client.get("/api/users/999999/stats");
      assert.deepEqual([missing.status, missing.json], [404, { error: "User not found" }]);
    });

    test("the tasks of a user who is deleted are deleted", async () => {
      const ada = await user.create();
      await task.createMany(2, { user: ada });
      await task.create();
      await ada.delete();
      assert.deepEqual(await Task.all().pluck("userId"), [null]);
    });

    test("what is not there is told as the API tells errors", async ({ client }) => {
      for (const path of ["/api", "/api/nothing", "/api/tasks/1/more", "/api/v1/nothing"])
        for (const method of ["GET", "POST", "PUT", "DELETE"] as const) {
          const { status, json } = await client.send(method, path);
          assert.deepEqual([status, json], [404, { error: "Endpoint not found" }], path);
        }
      const { status, json, headers } = await client.patch("/api/tasks/1", { json: {} });
      assert.deepEqual([status, Object.keys(json)], [405, ["error"]]);
      assert.equal(headers.get("allow"), "DELETE, OPTIONS, PUT");
      assert.equal((await client.get("/nothing")).json.code, "HTTP_NOT_FOUND");
    });

    test("a fault is logged and undone, and nothing of it is told", async ({ client }) => {
      logged.length = 0;
      const { status, json, headers } = await client.post("/api/tasks", {
        json: { title: "boom" },
      });
      assert.deepEqual([status, json], [500, { error: "Internal server error" }]);
      assert.equal(await Task.count(), 0);
      assert.equal(logged.length, 1);
      assert.match(logged[0]!, /the disk is on fire/);
      assert.ok(logged[0]!.includes(`requestId=${headers.get("x-request-id")}`));
    });

    test("old completed tasks are removed by a command, or only counted", async () => {
      await task.create({ title: "old", completed: true, updatedAt: daysAgo(31) });
      await task.create({ title: "fresh", completed: true, updatedAt: daysAgo(29) });
      await task.create({ title: "open", updatedAt: daysAgo(90) });
      await clock.run(fakeClock({ start: NOW }), async () => {
        const dry = await callCommand(removeCompletedTasks, { options: { dryRun: true } });
        assert.deepEqual(dry.printed, [["line", "1 completed tasks would be removed."]]);
        assert.equal(await Task.count(), 3);
        const real = await callCommand(removeCompletedTasks);
        assert.deepEqual(real.printed, [["success", "1 completed tasks removed."]]);
        assert.deepEqual(await Task.all().order("title").pluck("title"), ["fresh", "open"]);
        const all = await callCommand(removeCompletedTasks, { options: { days: 0 } });
        assert.deepEqual(all.printed, [["success", "1 completed tasks removed."]]);
      });
    });

    test("the examples are added once, and anew with --clear", async ({ client }) => {
      const { users, tasks: count } = await seedTasks();
      assert.deepEqual([users, count], [5, 32]);
      const refused = await callCommand(seedTasksCommand);
      assert.equal(refused.exitCode, 1);
      const { printed } = await callCommand(seedTasksCommand, { options: { clear: true } });
      assert.deepEqual(printed, [["success", "32 tasks of 5 users"]]);
      assert.deepEqual([await User.count(), await Task.count()], [5, 32]);
      assert.ok((await client.get("/api/tasks/overdue")).json.count > 3);
    });
  });
}
