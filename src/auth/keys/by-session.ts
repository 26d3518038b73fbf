import type { AccessRule } from "../policies/access-rule.ts";
import { UserIdentity } from "../user-identity.ts";

/** Lets in people, not programs: with a token or a key nobody makes keys that may do more than it. */
export const bySession: AccessRule = (user) =>
  user instanceof UserIdentity && user.session !== undefined;
