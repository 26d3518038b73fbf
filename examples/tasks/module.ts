import { module } from "quintet";
import { tasksApi } from "./api.ts";
import { homePage } from "./home-page.ts";
import { Task, User } from "./models.ts";
import { removeCompletedTasks } from "./remove-completed-tasks.ts";
import { seedTasksCommand } from "./seed-tasks.ts";
import { Assignment, Member, Project, ProjectTask, Team } from "./teams/models.ts";
import { keepOwnersOfTeams } from "./teams/owners.ts";
import { seedTeamCommand } from "./teams/seed-team.ts";

/** A task manager: JSON below `/api` in two versions, a page at `/tasks` that says what there is. */
export const tasks = module("tasks", {
  models: [User, Task, Team, Member, Project, ProjectTask, Assignment],
  routes: [tasksApi, homePage],
  receivers: [keepOwnersOfTeams],
  commands: [removeCompletedTasks, seedTasksCommand, seedTeamCommand],
  migrations: new URL("./migrations", import.meta.url),
  dependsOn: ["auth"],
});
