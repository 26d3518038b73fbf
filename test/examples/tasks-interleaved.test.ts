import assert from "node:assert/strict";
import { describe } from "node:test";
import { User } from "quintet/auth";
import { sql, transaction } from "quintet/db";
import { appTest, type TestClient } from "quintet/testing";
import { Assignment, Member, ProjectTask, Team } from "../../examples/tasks/teams/models.ts";
import { postgres } from "../services.ts";
import { makeTask, makeTeam, site, V2 } from "./teams-test.ts";

/** Holds what a query locks until it is told to let go. */
async function hold(query: () => PromiseLike<unknown>) {
  const isHeld = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<void>();
  const ended = transaction(async () => {
    await query();
    isHeld.resolve();
    await mayEnd.promise;
  });
  await isHeld.promise;
  return () => {
    mayEnd.resolve();
    return ended;
  };
}

/** Waits until as many statements of this database wait for locks, or one of the requests has its answer. */
async function untilWaiting(count: number, requests: readonly Promise<unknown>[]): Promise<void> {
  const answers: unknown[] = [];
  for (const request of requests) void request.then((answer) => answers.push(answer));
  const waiting = sql`select count(*) as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  while (answers.length === 0) {
    const [row] = (await waiting) as { count: number | bigint }[];
    if (Number(row!.count) >= count) return;
  }
}

const test = appTest(site, { url: postgres.url });

/** What happens in a team while it is deleted, and what stands in the way of both. */
async function makeScene(client: TestClient) {
  const { team, owner, admin, member } = await makeTeam(client);
  const { project, task } = await makeTask(team);
  await Member.where({ id: admin.memberId! }).update({ role: "owner" });
  await Assignment.create({ task, member: member.memberId! });
  const own = owner.client;
  const remove = (path: string) => own.delete(`${V2}/${path}`);
  const assignees = { assignee_ids: [admin.memberId] };
  const json = { title: "Plane it", project_id: project.id, ...assignees };
  return {
    deleteTeam: () => admin.client.delete(`${V2}/teams/${team.id}`),
    changes: {
      "an owner leaves": () => remove(`members/${owner.memberId}`),
      "an owner is demoted": () =>
        own.put(`${V2}/members/${owner.memberId}/role`, { json: { role: "member" } }),
      "a member is removed": () => remove(`members/${member.memberId}`),
      "a task is given away": () => own.patch(`${V2}/tasks/${task.id}`, { json: assignees }),
      "a task is made": () => own.post(`${V2}/tasks`, { json }),
      "a task is removed": () => remove(`tasks/${task.id}`),
      "a project is removed": () => remove(`projects/${project.id}`),
    },
    rows: {
      members: () => Member.all().order("id").lock(),
      tasks: () => ProjectTask.all().lock(),
    },
  };
}
type Scene = Awaited<ReturnType<typeof makeScene>>;
const CHANGES: readonly (keyof Scene["changes"])[] = [
  "an owner leaves",
  "an owner is demoted",
  "a member is removed",
  "a task is given away",
  "a task is made",
  "a task is removed",
  "a project is removed",
];
const HELD = ["members", "tasks"] as const;

describe("a team that is deleted meanwhile", { skip: postgres.missing }, () => {
  for (const change of CHANGES)
    test(`does not deadlock while ${change}`, { commits: true }, async ({ client }) => {
      for (const held of HELD) {
        await interleave(client, change, held, true);
        await interleave(client, change, held, false);
      }
    });
});

/** Both requests wait for what is held, one after the other, and then go on together. */
async function interleave(
  client: TestClient,
  change: (typeof CHANGES)[number],
  held: (typeof HELD)[number],
  isChangeFirst: boolean,
): Promise<void> {
  const scene = await makeScene(client);
  const letGo = await hold(scene.rows[held]);
  const [one, other] = isChangeFirst
    ? [scene.changes[change], scene.deleteTeam]
    : [scene.deleteTeam, scene.changes[change]];
  const first = one();
  await untilWaiting(1, [first]);
  const second = other();
  await untilWaiting(2, [first, second]);
  await letGo();
  const statuses = [(await first).status, (await second).status];
  const [changed, deleted] = isChangeFirst ? statuses : statuses.toReversed();
  const place = `${held} held, ${isChangeFirst ? "the change" : "the delete"} first`;
  assert.equal(deleted, 204, place);
  // Whoever comes too late is told that it is gone.
  assert.ok(changed! < 500, `${place}: ${changed}`);
  assert.equal(await Team.count(), 0);
  await User.all().delete();
}
