import { command } from "quintet";
import { now } from "quintet/core";
import { transaction } from "quintet/db";
import { bool } from "quintet/schema";
import { Task, User } from "./models.ts";

const DAY_MS = 86_400_000;

type Priority = "low" | "medium" | "high";
/** Title, description, priority, days since it was written, days until it is due, days since it was done. */
type Line = readonly [
  title: string,
  description: string,
  priority: Priority,
  age: number,
  due?: number | null,
  done?: number,
];

const PEOPLE: Readonly<Record<string, readonly Line[]>> = {
  "maren.holt": [
    [
      "Sign the lease for the workshop",
      "Ask about the second key and who clears the snow.",
      "high",
      21,
      -2,
    ],
    [
      "Order oak for the reading room",
      "Forty metres, planed, no knots on the shelf fronts.",
      "high",
      12,
      6,
    ],
    [
      "Photograph the finished staircase",
      "Morning light, before the railing gets its second coat.",
      "medium",
      9,
      3,
    ],
    ["Sharpen the plane irons", "", "low", 30],
    [
      "Send the offer to the library",
      "With drawings 3 and 4, and the price for glass doors.",
      "high",
      34,
      -20,
      22,
    ],
    [
      "Replace the dust filter",
      "The spare one is on top of the compressor.",
      "medium",
      75,
      -60,
      62,
    ],
  ],
  "tomas.reyes": [
    ["Plan the spring route", "Three days along the coast, at most 70 km each.", "medium", 5, 90],
    [
      "Change brake pads on the grey bike",
      "Front is worn, rear will last until summer.",
      "high",
      8,
      1,
    ],
    [
      "Write down what the club spent this year",
      "Receipts are in the blue folder; the total must match the bank.",
      "high",
      16,
      -4,
    ],
    ["Return the trailer to Nadia", "", "low", 40, -11],
    [
      "Book the hall for the annual meeting",
      "Forty chairs and a projector, ask for the small hall first.",
      "medium",
      58,
      -30,
      41,
    ],
  ],
  "ines.duarte": [
    [
      "Revise chapter four",
      "The letter comes too early: move it behind the journey.",
      "high",
      14,
      10,
    ],
    ["Answer the translator", "She asks about the names of the two rivers.", "medium", 3, 2],
    ["Check the proofs of the index", "Page numbers after 212 have moved by two.", "high", 6, 0.5],
    ["Read at the school in Lindau", "Year six, forty minutes and questions.", "medium", 27, 19],
    [
      "Collect the reviews of the first edition",
      "100% of those in print; the rest can wait.",
      "low",
      62,
    ],
    ["Send the contract back", "Signed on every page.", "high", 80, -70, 71],
    ["Renew the library card", "", "low", 110, -95, 96],
  ],
  "paul.okafor": [
    [
      "Move the backups to the new disk",
      "Then read one of them back, a whole directory and not a single file.",
      "high",
      4,
      -1,
    ],
    [
      "Rotate the access_log of the old server",
      "It has grown to 40 GB since March.",
      "medium",
      10,
      4,
    ],
    [
      "Renew the certificate of the shop",
      "The mail with the reminder went to the old address.",
      "high",
      2,
      12,
    ],
    ["Tidy the cables under the desk", "", "low", 120],
    ["Explain the on-call rota to Lea", "Half an hour, with the list of numbers.", "medium", 7, 5],
    [
      "Close the accounts of those who left",
      "Two in September, one in October.",
      "high",
      45,
      -33,
      34,
    ],
  ],
  "lea.winter": [
    [
      "Water the plants on the third floor",
      "The fern twice a week, the cactus not at all.",
      "low",
      1,
      2,
    ],
    [
      "Get a quote for the new chairs",
      "Twelve, with arms, in a colour that forgives coffee.",
      "medium",
      13,
      9,
    ],
    [
      "Prepare the first week of the apprentices",
      "A desk, a login and somebody to have lunch with.",
      "high",
      11,
      16,
    ],
    [
      "Update the fire safety plan",
      "The door on the second floor opens to the other side now.",
      "high",
      50,
      -6,
    ],
    ["Thank the neighbours for the parcel", "", "low", 35, -28, 33],
  ],
};

const NOBODYS: readonly Line[] = [
  ["Find out who waters the garden in August", "Ask in the house meeting.", "low", 18, 270],
  [
    "Repair the light in the stairwell",
    "Between the second and third floor; the switch is fine.",
    "medium",
    6,
    -3,
  ],
  ["Bring back the borrowed ladder", "", "low", 90, -80, 78],
];

/**
 * Fills the task manager with examples, the same ones each time; times are told from today.
 *
 * @returns how many users and tasks there are now
 */
export async function seedTasks(): Promise<{ users: number; tasks: number }> {
  return transaction(async () => {
    const names = Object.keys(PEOPLE);
    const users = await User.createMany(
      names.map((username) => ({ username, email: `${username}@example.com` })),
    );
    const owned = users.flatMap((user) =>
      PEOPLE[user.username]!.map((line) => ({ ...taskOf(line), user })),
    );
    const tasks = await Task.createMany([...owned, ...NOBODYS.map(taskOf)]);
    return { users: users.length, tasks: tasks.length };
  });
}

export const seedTasksCommand = command("seed_tasks", {
  description: "Fills the task manager with examples",
  options: { clear: bool().help("Removes all users and tasks first") },
  async run({ options, print }) {
    if (options.clear)
      await transaction(() => Promise.all([Task.all().delete(), User.all().delete()]));
    else if (await User.exists()) {
      print.warn("There are users already; --clear removes them and their tasks first.");
      return 1;
    }
    const { users, tasks } = await seedTasks();
    print.success(`${tasks} tasks of ${users} users`);
  },
});

function taskOf([title, description, priority, age, due = null, done]: Line) {
  return {
    title,
    description,
    priority,
    completed: done !== undefined,
    dueDate: due === null ? null : daysFromNow(due),
    createdAt: daysFromNow(-age),
    updatedAt: daysFromNow(-(done ?? age)),
  };
}

function daysFromNow(days: number): Date {
  return new Date(now().getTime() + days * DAY_MS);
}
