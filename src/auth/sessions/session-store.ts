import type { AnyModel } from "../../db/index.ts";
import type { Group } from "../users/group.ts";
import type { UserRow } from "../users/user-model.ts";

/** A session, wherever it is kept. */
export interface UserSession {
  /** SHA-256 of what the cookie holds: who reads the store can sign in as nobody. */
  readonly id: string;
  readonly createdAt: Date;
  /** Written now and then, not at each request. */
  readonly seenAt: Date;
  /** When the password was last given. */
  readonly provedAt: Date;
  readonly expiresAt: Date;
  /** What the user may has changed: the next request gets a new id. */
  readonly mustRotate: boolean;
  readonly agent: string;
  readonly address: string;
}

/** A user as a store reads them along. */
export interface FoundUser {
  readonly row: UserRow;
  /** Names of the groups. */
  readonly roles: readonly string[];
}

/** A session that a store has, and whose it is. */
export interface FoundSession {
  readonly session: UserSession;
  /** Whose it is: with the row where the store has read it along, else its key as text. */
  readonly user: FoundUser | string;
}

type UserKey = UserRow["id"];

/** Where sessions are kept. A new store is a new file with one of these. */
export interface SessionStore {
  /** What it keeps in tables of the app's database. */
  readonly models?: readonly AnyModel[];
  /** @param keepMs How long it holds if nobody uses it: then a store may forget it. */
  open(session: UserSession, user: UserKey, keepMs: number): Promise<void>;
  /** Those that are over may be found; whoever asks looks at their times. */
  find(id: string): Promise<FoundSession | undefined>;
  /** All of a user, in any order, those that are over among them. */
  of(user: UserKey): Promise<readonly UserSession[]>;
  /** Notes the use of a session. One that was ended meanwhile stays ended. */
  touch(id: string, seenAt: Date, keepMs: number): Promise<void>;
  /** Ends a session, if it is that of the user where one is named; gives whether there was such a one. */
  end(id: string, user?: UserKey): Promise<boolean>;
  /** Ends all of a user but for one; gives how many there were. */
  endAll(user: UserKey, except?: string): Promise<number>;
  /** Sets `mustRotate` for all of these users. */
  markForRotation(users: readonly UserKey[]): Promise<void>;
  /**
   * Sets it for all members of a group, in one step, where the store can ask who they are. Of a store without
   * it the members are read, and marked some hundred at a time.
   */
  markMembersForRotation?(group: Group["id"]): Promise<void>;
  /** Takes `mustRotate` away; of those who try at once, one is told that it has done so. */
  claimRotation(id: string): Promise<boolean>;
  /** Deletes those that are over; gives how many. A store that forgets by itself has nothing to do. */
  purge(at: Date, idleSince: Date): Promise<number>;
}
