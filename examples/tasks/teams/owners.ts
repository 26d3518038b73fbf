import { User } from "quintet/auth";
import { on } from "quintet/events";
import { TEAMS_LAST_OWNER } from "./errors.ts";
import { Member, Team } from "./models.ts";

/** An account that is deleted takes its memberships along, so its teams must have another owner before. */
export const keepOwnersOfTeams = on(User.deleting, async ({ row: user }) => {
  const teams = await Team.where({ members: { user } }).order("id").lock();
  await requireOtherOwner(
    teams.map(({ id }) => id),
    user.id,
  );
});

/**
 * A team has an owner at any time. Lock the teams first: whoever takes an owner away waits for others who do.
 *
 * @throws `TEAMS_LAST_OWNER` (409) unless each of these teams has an owner besides this user
 */
export async function requireOtherOwner(teamIds: readonly number[], userId: number): Promise<void> {
  const others = Member.where({ teamId: [...teamIds], role: "owner", user: { not: userId } });
  const owned = new Set(await others.pluck("teamId"));
  if (teamIds.some((id) => !owned.has(id))) throw TEAMS_LAST_OWNER();
}
