import { currentIdentity, slot } from "../../core/index.ts";
import { currentRequest } from "../../http/index.ts";
import { REFUSED } from "../errors.ts";

const isElevated = slot<true>("auth.elevated");

/** What only superusers give and take in a request, whatever a body, a form or a resource lets through. */
export const PRIVILEGES: readonly string[] = ["isStaff", "isSuperuser"];

interface Privileged {
  readonly isNew: boolean;
  readonly isStaff: boolean;
  readonly isSuperuser: boolean;
  changedFields(): string[];
}

/**
 * Runs `fn`, which may make users staff or superusers although whoever asks is none: for code that has decided
 * it by itself, never with values that a request has brought.
 */
export function elevated<T>(fn: () => T): T {
  return isElevated.run(true, fn);
}

/** @throws `AUTH_REFUSED` (403) */
export function guardPrivileges(user: Privileged): void {
  const isChanged = user.isNew
    ? user.isStaff || user.isSuperuser
    : user.changedFields().some((name) => PRIVILEGES.includes(name));
  if (!isChanged || currentRequest.get() === undefined) return;
  if (currentIdentity().isSuperuser || isElevated.get() === true) return;
  throw REFUSED("make users staff or superusers");
}
