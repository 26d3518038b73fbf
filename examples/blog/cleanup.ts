import { command } from "quintet";
import { purgeSessions } from "quintet/auth";
import { transaction } from "quintet/db";
import { bool, int } from "quintet/schema";
import { daysAgo } from "./days-ago.ts";
import { Post } from "./models.ts";

const undone = new Error("A dry run is rolled back.");

export const cleanup = command("cleanup", {
  description:
    "Deletes sessions and links that are over, and drafts that nobody has touched for long",
  options: {
    days: int({ min: 1, max: 36_500 }).default(90).help("Days without a change of a draft"),
    dryRun: bool().help("Only counts them"),
  },
  async run({ options: { days, dryRun }, print }) {
    const counts = { sessions: 0, drafts: 0 };
    await transaction(async () => {
      counts.sessions = await purgeSessions();
      counts.drafts = await Post.where({
        status: "draft",
        updatedAt: { lt: daysAgo(days) },
      }).delete();
      // So a dry run counts exactly what the other one deletes.
      if (dryRun) throw undone;
    }).catch((error: unknown) => {
      if (error !== undone) throw error;
    });
    const { sessions, drafts } = counts;
    const found = `${sessions} sessions and links that are over, ${drafts} drafts older than ${days} days`;
    if (dryRun) print.line(`${found} would be deleted.`);
    else print.success(`${found} deleted.`);
  },
});
