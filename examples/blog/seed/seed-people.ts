import { assignRole, hashPassword, User } from "quintet/auth";
import { currentProfile, type Profile } from "quintet/config";
import { now } from "quintet/core";
import { Subscription } from "../models.ts";
import { AUTHORS, DEMO_ACCOUNTS, READERS } from "./people.ts";
import { Random } from "./random.ts";

const FOLLOWED = 3;
/** Where everybody may know a password. */
const DEMO_PROFILES: readonly Profile[] = ["development", "test"];

export interface People {
  readonly authors: readonly User[];
  readonly readers: readonly User[];
}

/** Makes those who are not there yet. Nobody but the demo accounts can sign in, which are not made in production. */
export async function seedPeople(): Promise<People> {
  const authors = await usersOf(AUTHORS);
  const readers = await usersOf(READERS);
  await giveRoles(authors, "author");
  await giveRoles(readers, "reader");
  if (DEMO_PROFILES.includes(currentProfile() ?? "production")) await openDemoAccounts();
  if (!(await Subscription.exists())) await subscribe({ authors, readers });
  return { authors, readers };
}

async function subscribe({ authors, readers }: People): Promise<void> {
  const random = new Random(0);
  await Subscription.createMany(
    readers.flatMap((reader) =>
      random.pickSome(authors, FOLLOWED).map((author) => ({ reader, author })),
    ),
  );
}

async function usersOf(usernames: readonly string[]): Promise<User[]> {
  const verified = { isActive: true, emailVerifiedAt: now() };
  const found = await User.where({ username: { in: usernames } }).pluck("username");
  const missing = usernames.filter((username) => !found.includes(username));
  await User.createMany(
    missing.map((username) => ({ username, email: `${username}@example.com`, ...verified })),
  );
  return User.where({ username: { in: usernames } }).order("username");
}

async function giveRoles(users: readonly User[], role: string): Promise<void> {
  for (const user of users) await assignRole(user, role);
}

async function openDemoAccounts(): Promise<void> {
  for (const { username, password, role, isAdmin } of DEMO_ACCOUNTS) {
    const [user] = await usersOf([username]);
    const rights = { isStaff: isAdmin, isSuperuser: isAdmin };
    await user!.assign({ ...rights, passwordHash: await hashPassword(password) }).save();
    await assignRole(user!, role);
  }
}
