import { command } from "quintet";
import { User } from "quintet/auth";
import { now } from "quintet/core";
import { transaction } from "quintet/db";
import { list, text } from "quintet/schema";
import { Member, Project, ProjectTask, Team } from "./models.ts";

const DAY_MS = 86_400_000;
const ROLES = ["owner", "admin"] as const;

type Priority = "low" | "medium" | "high";
/** Title, priority, days until it is due; negative ones are over, and done. */
type Line = readonly [title: string, priority: Priority, due: number];

const PROJECTS: Readonly<Record<string, readonly Line[]>> = {
  "Reading room": [
    ["Measure the niche behind the stairs", "high", -9],
    ["Order oak, forty metres, planed", "high", 6],
    ["Drawings of the glass doors", "medium", 12],
    ["Ask who holds the ladder rail", "low", 20],
  ],
  "Open day": [
    ["Book the hall for both days", "high", -3],
    ["Poster for the market square", "medium", 4],
    ["Borrow forty chairs from the school", "medium", 9],
  ],
};

export const seedTeamCommand = command("seed_team", {
  description: "Makes a team of people who have an account, with projects and tasks",
  arguments: { usernames: list(text(), { min: 1 }).help("The owner, an admin, members") },
  async run({ arguments: { usernames }, print }) {
    const people = await Promise.all(usernames.map((username) => User.where({ username }).get()));
    const { name } = await seedTeam(people);
    print.success(`The team "${name}" with ${people.length} members`);
  },
});

/** Makes a team: the first of these people is its owner, the second an admin, the others are members. */
export async function seedTeam(people: readonly User[]): Promise<Team> {
  return transaction(async () => {
    const team = await Team.create({ name: "Workshop" });
    const members = await Member.createMany(
      people.map((user, index) => ({ team, user, role: ROLES[index] ?? ("member" as const) })),
    );
    for (const [name, lines] of Object.entries(PROJECTS)) {
      const project = await Project.create({ name, team });
      const made = await ProjectTask.createMany(
        lines.map((line, index) => ({
          ...taskOf(line),
          project,
          createdBy: people[index % people.length]!,
        })),
      );
      for (const [index, task] of made.entries())
        await task.related("assignees").add(members[index % members.length]!);
    }
    return team;
  });
}

function taskOf([title, priority, due]: Line) {
  const dueDate = new Date(now().getTime() + due * DAY_MS);
  return { title, priority, dueDate, completed: due < 0 };
}
