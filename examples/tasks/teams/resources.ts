import { action, resource } from "quintet/api";
import { normalise, User } from "quintet/auth";
import { invalid } from "quintet/http";
import { int, list, text } from "quintet/schema";
import { Member, Project, ProjectTask, Team } from "./models.ts";
import { requireOtherOwner } from "./owners.ts";
import { memberPolicy, projectPolicy, taskPolicy, teamPolicy } from "./policies.ts";

// Whoever changes what belongs to a team locks the team first, as those do who delete it with all of this. Work on
// projects and tasks shares the lock: of the team it matters only that it stays.

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
  lockFirst: (members) => Team.where({ members }).order("id").lock(),
  filter: ["team", "role"],
  create: async ({ username, ...input }) => {
    const user = await User.where({ username: normalise(username) }).first();
    if (user === undefined) throw invalid({ username: "must be that of an account" });
    return Member.create({ ...input, user });
  },
  delete: async (member) => {
    await requireOtherOwner([member.teamId], member.userId);
    await member.delete();
  },
  actions: {
    setRole: action
      .put("role")
      .on("one", { body: { role: Member.fields.role }, summary: "Give a member another role" })
      .run(async ({ row, body }) => {
        if (body.role !== "owner") await requireOtherOwner([row.teamId], row.userId);
        return row.assign(body).save();
      }),
  },
});

const projects = resource(Project, {
  policy: projectPolicy,
  // Else those who are assigned to its tasks would not be of its team any more.
  createOnly: ["team"],
  lockFirst: (projects) => Team.where({ projects }).lock({ strength: "share" }),
  filter: ["team", "isArchived"],
  search: ["name", "description"],
  orderBy: ["name", "createdAt", "updatedAt"],
});

const tasks = resource(ProjectTask, {
  name: "project-tasks",
  path: "/tasks",
  policy: taskPolicy,
  createOnly: ["project"],
  lockFirst: (tasks) => Team.where({ projects: { tasks } }).lock({ strength: "share" }),
  fields: { assignees: { id: true, user: ["id", "username"] }, createdBy: "username" },
  open: ["createdBy"],
  write: { assigneeIds: list(int({ min: 1 }), { max: 50 }).optional() },
  filter: ["project", "project.team", "completed", "priority", "assignees.user.username"],
  search: ["title", "description"],
  orderBy: ["createdAt", "updatedAt", "dueDate"],
  create: async ({ assigneeIds, ...input }, { user }) => {
    await Team.where({ projects: { id: input.project } }).lock({ strength: "share" });
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

/** Gives a task to exactly these members, who are of the team of its project. */
async function assign(task: ProjectTask, ids: readonly number[] | undefined): Promise<void> {
  if (ids === undefined) return;
  const { teamId } = await task.project;
  const found = await Member.where({ id: [...ids], team: teamId });
  if (found.length < new Set(ids).size)
    throw invalid({ assigneeIds: "must be of members of the team" });
  await task.related("assignees").set(found);
}
