import { UserIdentity } from "../user-identity.ts";
import type { AccessRule } from "./access-rule.ts";

/** Lets in people, not programs: with a token or a key nobody changes a password, or makes keys that may do more. */
export const bySession: AccessRule = (user) =>
  user instanceof UserIdentity && user.session !== undefined;
