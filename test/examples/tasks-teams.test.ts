import assert from "node:assert/strict";
import { describe } from "node:test";
import { User } from "quintet/auth";
import { appTest, callCommand } from "quintet/testing";
import {
  Assignment,
  Member,
  Project,
  ProjectTask,
  Team,
} from "../../examples/tasks/teams/models.ts";
import { seedTeamCommand } from "../../examples/tasks/teams/seed-team.ts";
import { postgres } from "../services.ts";
import { makeTask, makeTeam, site, statusOf, V2 } from "./teams-test.ts";

for (const [name, url, skip] of [
  ["SQLite", "sqlite::memory:", false],
  ["PostgreSQL", postgres.url, postgres.missing],
] as const) {
  const test = appTest(site, { url });

  describe(`version 2 of the task manager on ${name}`, { skip }, () => {
    test("who is not signed in gets nothing", async ({ client }) => {
      for (const path of ["teams", "members", "projects", "tasks", "teams/1"])
        assert.equal(await statusOf(client.get(`${V2}/${path}`)), 401, path);
      assert.equal(await statusOf(client.post(`${V2}/teams`, { json: { name: "x" } })), 401);
    });

    test("it is reached by path or header, and keeps to problem documents", async ({ client }) => {
      const olga = client.as(await User.create({ username: "olga", email: "olga@example.com" }));
      const byHeader = await olga.get("/api/teams", { headers: { "x-api-version": "v2" } });
      assert.deepEqual([byHeader.status, byHeader.json.count], [200, 0]);
      assert.equal(byHeader.headers.get("x-api-version"), "v2");
      assert.equal((await olga.get("/api/teams")).status, 404);
      assert.equal((await olga.get("/api/v3/teams")).status, 400);
      const headers = { "x-api-version": "v3" };
      assert.equal((await olga.get("/api/teams", { headers })).status, 400);
      const wrong = await olga.post(`${V2}/teams`, { json: {} });
      assert.deepEqual([wrong.status, wrong.json.problems[0].path], [400, "name"]);
    });

    test("who makes a team is its owner", async ({ client }) => {
      const olga = await User.create({ username: "olga", email: "olga@example.com" });
      const made = await client.as(olga).post(`${V2}/teams`, { json: { name: "Workshop" } });
      assert.equal(made.status, 201);
      const { id, created_at } = made.json;
      assert.deepEqual(made.json, { id, name: "Workshop", created_at });
      const { json } = await client.as(olga).get(`${V2}/members`, { query: { team: id } });
      assert.deepEqual(
        json.results.map(({ role, user }: { role: string; user: object }) => ({ role, user })),
        [{ role: "owner", user: { id: olga.id, username: "olga" } }],
      );
    });

    test("what a team has is there for its members alone", async ({ client }) => {
      const { team, owner, member, stranger } = await makeTeam(client);
      const { project, task } = await makeTask(team);
      const paths = [
        ["teams", team.id],
        ["members", owner.memberId],
        ["projects", project.id],
        ["tasks", task.id],
      ] as const;
      for (const [path, id] of paths) {
        const seen = await member.client.get(`${V2}/${path}`, { maxQueries: 4 });
        assert.ok(seen.json.count > 0, path);
        assert.equal(await statusOf(member.client.get(`${V2}/${path}/${id}`)), 200, path);
        assert.equal((await stranger.client.get(`${V2}/${path}`)).json.count, 0, path);
        assert.equal(await statusOf(stranger.client.get(`${V2}/${path}/${id}`)), 404, path);
        assert.equal(await statusOf(stranger.client.delete(`${V2}/${path}/${id}`)), 404, path);
      }
      const renamed = stranger.client.patch(`${V2}/tasks/${task.id}`, { json: { title: "Mine" } });
      assert.equal(await statusOf(renamed), 404);
      const json = { title: "Mine", project_id: project.id };
      const added = await stranger.client.post(`${V2}/tasks`, { json });
      assert.deepEqual([added.status, added.json.problems[0].path], [400, "project_id"]);
      assert.equal(await ProjectTask.count(), 1);
    });

    test("a role in one team gives nothing in another", async ({ client }) => {
      const { team, owner, admin } = await makeTeam(client);
      const other = await Team.create({ name: "Elsewhere" });
      await Member.create({ team: other, user: owner.user, role: "member" });
      await Member.create({ team: other, user: admin.user, role: "owner" });
      const rename = (who: typeof owner, { id }: Team) =>
        statusOf(who.client.patch(`${V2}/teams/${id}`, { json: { name: "Mine" } }));
      const remove = (who: typeof owner, { id }: Team) =>
        statusOf(who.client.delete(`${V2}/teams/${id}`));
      assert.equal(await rename(owner, other), 403);
      assert.equal(await remove(owner, other), 403);
      assert.equal(await remove(admin, team), 403);
      assert.equal(await remove(admin, other), 204);
    });

    test("owners and admins rename a team, owners delete it, with all that is in it", async ({
      client,
    }) => {
      const { team, owner, admin, member } = await makeTeam(client);
      await makeTask(team);
      const rename = (who: typeof owner) =>
        statusOf(who.client.patch(`${V2}/teams/${team.id}`, { json: { name: "Joinery" } }));
      assert.deepEqual(
        [await rename(member), await rename(admin), await rename(owner)],
        [403, 200, 200],
      );
      const remove = (who: typeof owner) => statusOf(who.client.delete(`${V2}/teams/${team.id}`));
      assert.deepEqual(
        [await remove(member), await remove(admin), await remove(owner)],
        [403, 403, 204],
      );
      assert.deepEqual(
        [await Member.count(), await Project.count(), await ProjectTask.count()],
        [0, 0, 0],
      );
      assert.equal(await User.count(), 4);
    });

    test("admins add members, and nobody gives a role that is not theirs to give", async ({
      client,
    }) => {
      const { team, owner, admin, member, stranger } = await makeTeam(client);
      const add = async (who: typeof owner, role?: string, username = "sven") => {
        const json = { team_id: team.id, username, ...(role && { role }) };
        return who.client.post(`${V2}/members`, { json });
      };
      assert.equal((await add(stranger)).status, 400);
      assert.equal((await add(member)).status, 403);
      assert.equal((await add(admin, "admin")).status, 403);
      assert.equal((await add(admin, "owner")).status, 403);
      assert.equal(await Member.count(), 3);

      const added = await add(admin, undefined, " SVEN ");
      assert.deepEqual([added.status, added.json.role], [201, "member"]);
      assert.equal((await add(admin)).status, 409);
      const nobody = await add(admin, undefined, "nobody");
      assert.deepEqual([nobody.status, nobody.json.problems[0].path], [400, "username"]);
      assert.equal(await statusOf(stranger.client.get(`${V2}/teams/${team.id}`)), 200);

      await User.create({ username: "ida", email: "ida@example.com" });
      assert.equal((await add(owner, "admin", "ida")).status, 201);
    });

    test("owners change roles, admins remove members, and everybody may leave", async ({
      client,
    }) => {
      const { owner, admin, member } = await makeTeam(client);
      const promote = (who: typeof owner, whom: typeof owner, role: string) =>
        statusOf(who.client.put(`${V2}/members/${whom.memberId}/role`, { json: { role } }));
      assert.equal(await promote(admin, member, "admin"), 403);
      assert.equal(await promote(member, member, "owner"), 403);
      assert.equal(await promote(owner, member, "chief"), 400);
      assert.equal(await promote(owner, member, "admin"), 200);

      const remove = (who: typeof owner, whom: typeof owner) =>
        statusOf(who.client.delete(`${V2}/members/${whom.memberId}`));
      assert.equal(await remove(admin, owner), 403);
      assert.equal(await remove(admin, member), 403);
      assert.equal(await promote(owner, member, "member"), 200);
      assert.equal(await remove(admin, member), 204);
      assert.equal(await remove(member, admin), 404);
      assert.equal(await remove(admin, admin), 204);
      assert.deepEqual(await Member.all().pluck("role"), ["owner"]);
    });

    test("the last owner neither leaves nor takes another role", async ({ client }) => {
      const { owner, admin } = await makeTeam(client);
      const own = `${V2}/members/${owner.memberId}`;
      const left = await owner.client.delete(own);
      assert.deepEqual([left.status, left.json.code], [409, "TEAMS_LAST_OWNER"]);
      const json = { role: "member" };
      assert.equal((await owner.client.put(`${own}/role`, { json })).status, 409);
      assert.equal(await Member.count({ role: "owner" }), 1);

      const second = { json: { role: "owner" } };
      await owner.client.put(`${V2}/members/${admin.memberId}/role`, second);
      assert.equal((await owner.client.put(`${own}/role`, { json })).status, 200);
      assert.equal(await statusOf(owner.client.delete(own)), 204);
    });

    test("an account is deleted with its memberships, unless a team would have no owner", async ({
      client,
    }) => {
      const { team, owner, admin, member } = await makeTeam(client);
      await member.user.delete();
      assert.equal(await Member.count({ team }), 2);

      const refusal = { code: "TEAMS_LAST_OWNER", status: 409 };
      await assert.rejects(owner.user.delete(), refusal);
      await assert.rejects(User.where({ username: ["olga", "adam"] }).delete(), refusal);
      assert.deepEqual([await Member.count({ team }), await User.count()], [2, 3]);

      await Member.where({ id: admin.memberId! }).update({ role: "owner" });
      await owner.user.delete();
      assert.deepEqual(await Member.where({ team }).pluck("userId"), [admin.user.id]);
      await team.delete();
      await admin.user.delete();
      assert.deepEqual(await User.all().pluck("username"), ["sven"]);
    });

    test("of owners who leave at once one stays", { commits: true }, async ({ client }) => {
      const { team, owner } = await makeTeam(client);
      const owners = [owner.user];
      for (const username of ["ole", "ove", "oda"]) {
        const user = await User.create({ username, email: `${username}@example.com` });
        await Member.create({ team, user, role: "owner" });
        owners.push(user);
      }
      const paths = new Map<User, string>();
      for (const user of owners) {
        const { id } = await Member.where({ team, user }).get();
        paths.set(user, `${V2}/members/${id}`);
      }
      const statuses = await Promise.all(
        owners.map((user) => statusOf(client.as(user).delete(paths.get(user)!))),
      );
      assert.deepEqual(
        statuses.toSorted((a, b) => a - b),
        [204, 204, 204, 409],
      );
      assert.equal(await Member.count({ team, role: "owner" }), 1);
    });

    test(
      "of owners who demote each other at once one stays",
      { commits: true },
      async ({ client }) => {
        const { team, owner, admin } = await makeTeam(client);
        await Member.where({ id: admin.memberId! }).update({ role: "owner" });
        const demote = (who: typeof owner, whom: typeof owner) =>
          statusOf(
            who.client.put(`${V2}/members/${whom.memberId}/role`, { json: { role: "member" } }),
          );
        const [first, second] = await Promise.all([demote(owner, admin), demote(admin, owner)]);
        // The later one is the last owner by then, or was told before that it is none any more.
        assert.ok([first, second].includes(200), `${first} ${second}`);
        assert.ok([403, 409].includes(Math.max(first, second)), `${first} ${second}`);
        assert.equal(await Member.count({ team, role: "owner" }), 1);
      },
    );

    test(
      "of requests that add somebody at once one does",
      { commits: true },
      async ({ client }) => {
        const { team, owner } = await makeTeam(client);
        const json = { team_id: team.id, username: "sven" };
        const statuses = await Promise.all(
          Array.from({ length: 5 }, () => statusOf(owner.client.post(`${V2}/members`, { json }))),
        );
        assert.deepEqual(
          statuses.toSorted((a, b) => a - b),
          [201, 409, 409, 409, 409],
        );
      },
    );

    test("owners and admins have projects, which stay in their team", async ({ client }) => {
      const { team, owner, admin, member } = await makeTeam(client);
      const json = { name: "Library", team_id: team.id };
      assert.equal(await statusOf(member.client.post(`${V2}/projects`, { json })), 403);
      const made = await admin.client.post(`${V2}/projects`, { json });
      assert.deepEqual([made.status, made.json.is_archived], [201, false]);
      const path = `${V2}/projects/${made.json.id}`;
      const archive = { json: { is_archived: true } };
      assert.equal(await statusOf(member.client.patch(path, archive)), 403);
      assert.equal(await statusOf(owner.client.patch(path, archive)), 200);
      const archived = await member.client.get(`${V2}/projects?is_archived=true`);
      assert.equal(archived.json.count, 1);

      const other = await owner.client.post(`${V2}/teams`, { json: { name: "Other" } });
      const moved = await owner.client.patch(path, { json: { team_id: other.json.id } });
      assert.deepEqual([moved.status, moved.json.problems[0].code], [400, "create_only"]);
      assert.equal(await statusOf(member.client.delete(path)), 403);
      assert.equal(await statusOf(admin.client.delete(path)), 204);
    });

    test("members work on tasks, and remove their own", async ({ client }) => {
      const { team, admin, member, owner } = await makeTeam(client);
      const { project, task } = await makeTask(team);
      const json = { title: "Plane it", project_id: project.id, priority: "high" };
      const made = await member.client.post(`${V2}/tasks`, { json });
      assert.equal(made.status, 201);
      const { id, created_at, updated_at } = made.json;
      assert.deepEqual(made.json, {
        id,
        title: "Plane it",
        description: "",
        completed: false,
        priority: "high",
        due_date: null,
        created_at,
        updated_at,
        project_id: project.id,
        created_by: "mia",
        assignees: [],
      });
      const done = await owner.client.patch(`${V2}/tasks/${id}`, { json: { completed: true } });
      assert.deepEqual([done.status, done.json.completed], [200, true]);
      const open = await member.client.get(`${V2}/tasks`, {
        query: { project: project.id, completed: false },
      });
      assert.deepEqual([open.json.count, open.json.results[0].id], [1, task.id]);

      assert.equal(await statusOf(member.client.delete(`${V2}/tasks/${task.id}`)), 403);
      assert.equal(await statusOf(member.client.delete(`${V2}/tasks/${id}`)), 204);
      assert.equal(await statusOf(admin.client.delete(`${V2}/tasks/${task.id}`)), 204);
    });

    test("a team to begin with is made of people who have an account", async ({ client }) => {
      const names = ["olga", "adam", "mia"];
      const people = names.map((username) => ({ username, email: `${username}@example.com` }));
      const [olga, adam] = await User.createMany(people);
      await callCommand(seedTeamCommand, { arguments: { usernames: names } });
      assert.deepEqual(await Member.all().order("id").pluck("role"), ["owner", "admin", "member"]);
      const own = { query: { assignees__user__username: "adam" }, maxQueries: 4 };
      assert.equal((await client.as(adam!).get(`${V2}/tasks`, own)).json.count, 2);
      assert.equal((await client.as(olga!).get(`${V2}/projects`)).json.count, 2);

      const unknown = callCommand(seedTeamCommand, { arguments: { usernames: ["nobody"] } });
      await assert.rejects(unknown, { code: "DB_NOT_FOUND" });
    });

    test("tasks are given to members of the team, as long as they are", async ({ client }) => {
      const { team, owner, member } = await makeTeam(client);
      const { task } = await makeTask(team);
      const elsewhere = await Team.create({ name: "Elsewhere" });
      const foreign = await Member.create({ team: elsewhere, user: owner.user });
      const path = `${V2}/tasks/${task.id}`;
      const give = (...ids: (number | undefined)[]) =>
        member.client.patch(path, { json: { title: "Given", assignee_ids: ids } });

      for (const ids of [[foreign.id], [member.memberId, 999_999]]) {
        const refused = await give(...ids);
        assert.deepEqual([refused.status, refused.json.problems[0].path], [400, "assignee_ids"]);
      }
      assert.equal((await ProjectTask.get(task.id)).title, "Order oak");

      const given = await give(member.memberId, owner.memberId, member.memberId);
      assert.deepEqual(
        given.json.assignees.map(({ user }: { user: { username: string } }) => user.username),
        ["olga", "mia"],
      );
      const own = { query: { assignees__user__username: "mia" }, maxQueries: 4 };
      assert.equal((await owner.client.get(`${V2}/tasks`, own)).json.count, 1);

      await member.client.delete(`${V2}/members/${member.memberId}`);
      assert.deepEqual(await Assignment.all().pluck("memberId"), [owner.memberId]);
      assert.equal((await owner.client.get(`${V2}/tasks`, own)).json.count, 0);
    });
  });
}
