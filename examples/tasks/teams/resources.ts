import { action, resource } from "quintet/api";
import { normalise, User } from "quintet/auth";
import { invalid } from "quintet/http";
import { int, list, text } from "quintet/schema";
import { TEAMS_LAST_OWNER } from "./errors.ts";
import { Member, Project, ProjectTask, Team } from "./models.ts";
import { memberPolicy, projectPolicy, taskPolicy, teamPolicy } from "./policies.ts";

const teams = resource(Team, {
  policy: teamPolicy,
  search: ["name"],
  orderBy: ["name", "createdAt"],
  create: async (input, { user }) => {
    const team = await Team.create(input);
    await Member.create({ team, user: user.id, role: "owner" });
    return team;
  },
});

const members = resource(Member, {
  path: "/members",
  policy: memberPolicy,
  only: ["list", "get", "create", "delete"],
  fields: { user: ["id", "username"] },
  readOnly: ["user"],
  write: { username: text({ min: 1, max: 80 }) },
  filter: ["team", "role"],
  create: async ({ username, ...input }) => {
    const user = await User.where({ username: normalise(username) }).first();
    if (user === undefined) throw invalid({ username: "must be that of an account" });
    return Member.create({ ...input, user });
  },
  delete: async (member) => {
    await keepAnOwner(member);
    await member.delete();
  },
  actions: {
    setRole: action
      .put("role")
      .on("one", { body: { role: Member.fields.role }, summary: "Give a member another role" })
      .run(async ({ row, body }) => {
        if (body.role !== "owner") await keepAnOwner(row);
        return row.assign(body).save();
      }),
  },
});

const projects = resource(Project, {
  policy: projectPolicy,
  // Else those who are assigned to its tasks would not be of its team any more.
  createOnly: ["team"],
  filter: ["team", "isArchived"],
  search: ["name", "description"],
  orderBy: ["name", "createdAt", "updatedAt"],
});

const tasks = resource(ProjectTask, {
  name: "project-tasks",
  path: "/tasks",
  policy: taskPolicy,
  createOnly: ["project"],
  fields: { assignees: { id: true, user: ["id", "username"] }, createdBy: "username" },
  open: ["createdBy"],
  write: { assigneeIds: list(int({ min: 1 }), { max: 50 }).optional() },
  filter: ["project", "project.team", "completed", "priority", "assignees.user.username"],
  search: ["title", "description"],
  orderBy: ["createdAt", "updatedAt", "dueDate"],
  create: async ({ assigneeIds, ...input }, { user }) => {
    const task = await ProjectTask.create({ ...input, createdBy: user.id });
    await assign(task, assigneeIds);
    return task;
  },
  update: async (task, { assigneeIds, ...input }) => {
    await task.assign(input).save();
    await assign(task, assigneeIds);
  },
});

export const teamResources = [teams, members, projects, tasks];

/**
 * A team has an owner at any time: whoever takes one away waits for others who do. Where the team itself is
 * deleted at that moment, PostgreSQL may undo one of the two (`DB_DEADLOCK`, 503).
 *
 * @throws `TEAMS_LAST_OWNER`
 */
async function keepAnOwner({ id, role, teamId }: Member): Promise<void> {
  if (role !== "owner") return;
  await Team.where({ id: teamId }).lock().get();
  const others = Member.where({ team: teamId, role: "owner", id: { not: id } });
  if (!(await others.exists())) throw TEAMS_LAST_OWNER();
}

/** Gives a task to exactly these members, who are of the team of its project. */
async function assign(task: ProjectTask, ids: readonly number[] | undefined): Promise<void> {
  if (ids === undefined) return;
  const { teamId } = await task.project;
  const found = await Member.where({ id: [...ids], team: teamId });
  if (found.length < new Set(ids).size)
    throw invalid({ assigneeIds: "must be of members of the team" });
  await task.related("assignees").set(found);
}
