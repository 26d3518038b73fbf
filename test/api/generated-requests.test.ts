// How many requests an app gets: QUINTET_GENERATED_REQUESTS=10000; another run of dice: QUINTET_GENERATED_SEED=1.
import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { apiDocs } from "quintet/api";
import { app } from "quintet/app";
import { auth } from "quintet/auth";
import { database } from "quintet/db";
import { http } from "quintet/http";
import { appTest, callCommand, type TestClient } from "quintet/testing";
import { seedData } from "../../examples/blog/seed/seed-data.ts";
import { tasks } from "../../examples/tasks/module.ts";
import { seedTasks } from "../../examples/tasks/seed-tasks.ts";
import { blogTests } from "../examples/blog-test.ts";
import { holdContract, type Statuses } from "./contract.ts";
import { addRows, richApp } from "./rich-app.ts";
import { addThings, thirty } from "./thirty-app.ts";

const COUNT = Number(process.env["QUINTET_GENERATED_REQUESTS"] ?? 150);
const SEED = Number(process.env["QUINTET_GENERATED_SEED"] ?? 20_261_120);
const TITLE = `${COUNT} generated requests, valid and mutated: no 500, every answer as documented`;

/** Somebody, staff and nobody. */
function clients(client: TestClient): TestClient[] {
  const [one, staff] = [
    client.as({ id: 1 }),
    client.as({ id: 2, isStaff: true, isSuperuser: true }),
  ];
  return [one, one, staff, staff, staff, staff, client];
}

function lookAt(context: TestContext, statuses: Statuses): void {
  context.diagnostic(JSON.stringify(statuses));
  const good = (statuses[200] ?? 0) + (statuses[201] ?? 0) + (statuses[204] ?? 0);
  assert.ok(good > COUNT / 20, "too few requests are good to say something");
  assert.ok((statuses[400] ?? 0) > COUNT / 30, "too few requests are refused to say something");
}

const rich = richApp("sqlite::memory:");
appTest(rich)(`of all kinds of routes: ${TITLE}`, async ({ app: running, client, context }) => {
  await addRows();
  const statuses = await holdContract(running, { count: COUNT, seed: SEED, clients: [client] });
  lookAt(context, statuses);
});

appTest(thirty)(`of 30 resources: ${TITLE}`, async ({ app: running, client, context }) => {
  await addThings();
  const options = { count: COUNT, seed: SEED, clients: clients(client) };
  lookAt(context, await holdContract(running, options));
});

const taskManager = app({
  modules: [
    database({ url: "sqlite::memory:" }),
    http({ keys: ["only-for-these-tests-and-long-enough"], requestLog: false }),
    auth({ pages: false, endpoints: false, verifyEmail: false }),
    apiDocs(),
    tasks,
  ],
});

appTest(taskManager)(`of the task manager: ${TITLE}`, async ({ app: running, client, context }) => {
  await seedTasks();
  const options = { count: COUNT, seed: SEED, clients: clients(client) };
  lookAt(context, await holdContract(running, options));
});

const [[, blogTest]] = blogTests as [(typeof blogTests)[0]];
blogTest(`of the blog: ${TITLE}`, async ({ app: running, client, context }) => {
  await callCommand(seedData, { options: { posts: 20 } });
  const options = { count: COUNT, seed: SEED, clients: clients(client) };
  lookAt(context, await holdContract(running, options));
});
