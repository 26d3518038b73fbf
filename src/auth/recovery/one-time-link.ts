import { milliseconds, now, randomToken, type Duration } from "../../core/index.ts";
import { transaction } from "../../db/index.ts";
import { serverOf } from "../../http/index.ts";
import type { Auth } from "../current-auth.ts";
import { digestOf } from "../digest.ts";
import { LINK_INVALID } from "../errors.ts";
import type { UserRow } from "../users/user-model.ts";

export type LinkPurpose = "verifyEmail" | "resetPassword";

const LIFETIMES: Readonly<Record<LinkPurpose, Duration>> = {
  verifyEmail: "3d",
  resetPassword: "1h",
};
/** Nobody's mailbox is filled by asking again and again. */
const BETWEEN_MS = 60_000;

/** A link that has been found, not used yet. */
export interface FoundLink {
  readonly user: UserRow;
  /** Uses it, once: of two who try at once, one does. @throws `AUTH_LINK_INVALID` */
  use(): Promise<void>;
}

/** The address of a new link, or undefined where one was made a moment ago. */
export async function makeLink(
  auth: Auth,
  purpose: LinkPurpose,
  user: UserRow,
): Promise<string | undefined> {
  const { OneTimeLink, User } = auth.models;
  const lifetimeMs = milliseconds(LIFETIMES[purpose]);
  const nowMs = now().getTime();
  const token = randomToken();
  const values = { id: digestOf(token), purpose, user, mark: markOf(user) };
  const isMade = await transaction(async () => {
    // Those who ask at once wait for each other here.
    await User.where({ id: user.id }).lock().first();
    const recent = { gt: new Date(nowMs + lifetimeMs - BETWEEN_MS) };
    if (await OneTimeLink.exists({ user: user.id, purpose, expiresAt: recent })) return false;
    await OneTimeLink.create({ ...values, expiresAt: new Date(nowMs + lifetimeMs) });
    return true;
  });
  return isMade ? addressOf(auth, purpose, token) : undefined;
}

/** @throws `AUTH_LINK_INVALID` */
export async function findLink(
  { models: { OneTimeLink } }: Auth,
  purpose: LinkPurpose,
  token: string,
): Promise<FoundLink> {
  const id = digestOf(token);
  const link = await OneTimeLink.where({ id, purpose }).with("user").first();
  const user = link?.user;
  if (link === undefined || user === undefined) throw LINK_INVALID();
  const isGood = link.expiresAt > now() && link.mark === markOf(user) && user.isActive;
  if (!isGood) throw LINK_INVALID();
  return {
    user,
    async use() {
      if ((await OneTimeLink.where({ id }).delete()) !== 1) throw LINK_INVALID();
    },
  };
}

/** Changes with the password and with the address, also where they were changed behind our back. */
function markOf({ passwordHash, email }: UserRow): string {
  return digestOf(`${passwordHash}\n${email}`);
}

function addressOf(auth: Auth, purpose: LinkPurpose, token: string): string {
  const page = purpose === "verifyEmail" ? "verify" : "reset";
  const origin = auth.origin ?? serverOf().origin;
  return `${origin}${auth.pages === false ? "" : auth.pages}/${page}?token=${token}`;
}
