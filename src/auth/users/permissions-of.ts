import type { UserRow } from "./user-model.ts";

/** The codes of all that a user may: their own, and those of their groups. */
export async function permissionsOf(user: UserRow): Promise<ReadonlySet<string>> {
  const own = await user.related("permissions").query().pluck("code");
  const groups = await user.related("groups").query().with("permissions");
  return new Set([...own, ...groups.flatMap((group) => group.permissions.map(({ code }) => code))]);
}
