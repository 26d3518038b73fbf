import { signalsOf } from "../../db/index.ts";
import { on, type Receiver } from "../../events/index.ts";
import type { AuthSettings } from "../auth-options.ts";
import { Group } from "../users/group.ts";
import { PRIVILEGES } from "../users/guard-privileges.ts";
import { MemberMarks } from "./member-marks.ts";

const RELATIONS: readonly string[] = ["groups", "permissions"];

/**
 * Whoever may more, or less, than before gets a new session id with the next request: one that was known to
 * somebody else while it opened little does not open more.
 */
export function rotateOnPrivilege({ models, sessions: { store } }: AuthSettings): Receiver[] {
  const members = new MemberMarks(models, store);
  return [...onOwnPrivilege({ models, store, members }), ...onGroupPrivilege(members)];
}

interface Parts {
  readonly models: AuthSettings["models"];
  readonly store: AuthSettings["sessions"]["store"];
  readonly members: MemberMarks;
}

function onOwnPrivilege({ models, store, members }: Parts): Receiver[] {
  const { saving, linked } = signalsOf(models.User);
  const mark = (user: unknown): Promise<void> => store.markForRotation([user as number]);
  return [
    // Before it is written: where nobody hears of what was, writing a user reads nothing first.
    on(
      saving,
      async ({ row, isNew }) => {
        if (!isNew && row.changedFields().some((name) => PRIVILEGES.includes(name)))
          await mark(row.id);
      },
      { name: "auth.privilege" },
    ),
    on(
      linked,
      async ({ relation, operation, key, target }) => {
        if (!RELATIONS.includes(relation)) return;
        // Of a group that is deleted, all members were marked at once.
        if (relation === "groups" && operation === "unlink" && members.areMarked(target)) return;
        await mark(key);
      },
      { name: "auth.roles", when: "inTransaction" },
    ),
  ];
}

function onGroupPrivilege(members: MemberMarks): Receiver[] {
  const { saving, linked, deleting } = signalsOf(Group);
  return [
    // Rules ask for roles by their names.
    on(
      saving,
      async ({ row, isNew }) => {
        if (!isNew && row.changedFields().includes("name")) await members.mark(row.id);
      },
      { name: "auth.group_name" },
    ),
    on(
      linked,
      async ({ relation, key }) => {
        if (relation === "permissions") await members.mark(key);
      },
      { name: "auth.group_permissions", when: "inTransaction" },
    ),
    // Before it is gone, and with it the knowledge of who was in it.
    on(deleting, ({ row }) => members.mark(row.id), { name: "auth.group_end" }),
  ];
}
