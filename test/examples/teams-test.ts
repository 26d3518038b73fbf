import { apiDocs } from "quintet/api";
import { app } from "quintet/app";
import { auth, User } from "quintet/auth";
import { database } from "quintet/db";
import { http } from "quintet/http";
import type { TestClient } from "quintet/testing";
import { tasks } from "../../examples/tasks/module.ts";
import { Member, Project, ProjectTask, Team } from "../../examples/tasks/teams/models.ts";

export const site = app({
  modules: [
    database({ url: "sqlite::memory:" }),
    http({ keys: ["only-for-these-tests-and-long-enough"] }),
    auth({ pages: false, endpoints: false, verifyEmail: false }),
    apiDocs(),
    tasks,
  ],
});

export const V2 = "/api/v2";

/** A team with an owner, an admin and a member, and somebody who is in none. */
export async function makeTeam(client: TestClient) {
  const team = await Team.create({ name: "Workshop" });
  const join = async (username: string, role?: Member["role"]) => {
    const user = await User.create({ username, email: `${username}@example.com` });
    const member = role && (await Member.create({ team, user, role }));
    return { user, client: client.as(user), memberId: member?.id };
  };
  return {
    team,
    owner: await join("olga", "owner"),
    admin: await join("adam", "admin"),
    member: await join("mia", "member"),
    stranger: await join("sven"),
  };
}

export async function makeTask(team: Team) {
  const project = await Project.create({ name: "Library", team });
  return { project, task: await ProjectTask.create({ title: "Order oak", project }) };
}

export const statusOf = async (answer: Promise<{ status: number }>) => (await answer).status;
