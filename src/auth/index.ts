// The module
export { auth } from "./auth-module.ts";
export type { AuthOptions, SessionOptions } from "./auth-options.ts";
export type { Authenticator } from "./authenticator.ts";
export { currentMailer } from "./current-auth.ts";
export { consoleMailer } from "./mailer.ts";
export type { AuthMail, Mailer } from "./mailer.ts";

// Users
export { User, userModel } from "./users/user-model.ts";
export type { UserFields, UserModel, UserRow } from "./users/user-model.ts";
export { Group } from "./users/group.ts";
export { Permission } from "./users/permission.ts";
export { UserIdentity, userOf } from "./user-identity.ts";
export type { UserIdentityFacts } from "./user-identity.ts";
export {
  assignRole,
  grantPermissions,
  hasRole,
  permissionsOfApp,
  removeRole,
  revokePermissions,
  rolesOf,
} from "./users/roles.ts";
export type { PermissionName } from "./users/roles.ts";
export { syncPermissions } from "./users/sync-permissions.ts";
export type { SyncedPermissions } from "./users/sync-permissions.ts";
export { elevated } from "./users/guard-privileges.ts";
export { normalise } from "./users/normalise.ts";

// Sessions
export { confirmPassword, proveUser, signIn, signInAs, signOut } from "./sessions/sign-in.ts";
export type { Credentials } from "./sessions/sign-in.ts";
export { endSession, endSessions, purgeSessions, sessionsOf } from "./sessions/own-sessions.ts";
export { memorySessions } from "./sessions/memory-sessions.ts";
export { redisSessions } from "./sessions/redis-sessions.ts";
export type { RedisHashes, RedisSessionOptions } from "./sessions/redis-sessions.ts";
export type {
  FoundSession,
  FoundUser,
  SessionStore,
  UserSession,
} from "./sessions/session-store.ts";
export { safePath } from "./endpoints/safe-path.ts";

// Passwords
export { hashPassword } from "./passwords/hash-password.ts";
export type { HashCost } from "./passwords/hash-password.ts";
export { verifyPassword } from "./passwords/verify-password.ts";
export type { PasswordVerdict } from "./passwords/verify-password.ts";
export type { PasswordOptions, PasswordOwner, PasswordRule } from "./passwords/password-rules.ts";

export { changePassword } from "./passwords/change-password.ts";
export { setPassword } from "./passwords/set-password.ts";
export type { SetPasswordOptions } from "./passwords/set-password.ts";

// Opening accounts and getting them back
export { signUp } from "./recovery/sign-up.ts";
export type { SignUpInput } from "./recovery/sign-up.ts";
export { verifyEmail } from "./recovery/verify-email.ts";
export { requestPasswordReset, resetPassword } from "./recovery/reset-password.ts";

// What happens
export {
  accountLocked,
  passwordChanged,
  signInFailed,
  tokenReused,
  userSignedIn,
  userSignedOut,
} from "./auth-events.ts";
export type { AuthEvent } from "./auth-events.ts";
export { mailFailed } from "./send-mail.ts";
export type { MailFailure } from "./send-mail.ts";

// Who may do what
export {
  allows,
  hasPermissions,
  inGroup,
  requires,
  signedIn,
  staff,
} from "./policies/access-rule.ts";
export { authorize, can, explain } from "./policies/explain.ts";
export type { Explanation } from "./policies/explain.ts";
export type { AccessRule, ModelPolicy } from "./policies/access-rule.ts";

// Tokens, keys and those who guess
export type { CredentialOptions } from "./credentials.ts";
export { Tokens, currentTokens } from "./tokens/tokens.ts";
export type { TokenClient, TokenPair } from "./tokens/tokens.ts";
export { CheckedTokenIdentity, TokenIdentity } from "./tokens/token-identity.ts";
export type { TokenClaims } from "./tokens/signed-token.ts";
export type { TokenOptions } from "./tokens/token-options.ts";
export type { KeyText, TokenKey } from "./tokens/token-keys.ts";
export { tokenRoutes } from "./tokens/token-routes.ts";
export type { TokenRouteOptions } from "./tokens/token-routes.ts";
export { ApiKeys, currentApiKeys } from "./keys/api-keys.ts";
export type { ApiKeyOptions, MadeApiKey, NewApiKey } from "./keys/api-keys.ts";
export type { ApiKeyRow } from "./keys/api-key-model.ts";
export type { BasicOptions } from "./keys/basic.ts";
export { Lockout, attemptRefused, currentLockout } from "./lockout/lockout.ts";
export type { Attempt, AttemptRefused, Claimant } from "./lockout/lockout.ts";
export type { AttemptLimits, LockoutOptions } from "./lockout/lockout-options.ts";
export type { AttemptRule, AttemptStanding, AttemptStore } from "./lockout/attempt-store.ts";
export { memoryAttempts } from "./lockout/memory-attempts.ts";
export type { MemoryAttemptOptions } from "./lockout/memory-attempts.ts";
export { redisAttempts } from "./lockout/redis-attempts.ts";
export type { RedisAttemptOptions, RedisCommands } from "./lockout/redis-attempts.ts";
export type { RedisScripts } from "../core/index.ts";
export { sqlAttempts } from "./lockout/sql-attempts.ts";

// Errors
export { KEY_INVALID, KEY_OPTION_INVALID, NO_KEYS } from "./keys/errors.ts";
export { LOCKOUT_OPTION_INVALID } from "./lockout/errors.ts";
export {
  NO_TOKENS,
  SCOPE_MISSING,
  SCOPE_UNKNOWN,
  TOKEN_EXPIRED,
  TOKEN_INVALID,
  TOKEN_OPTION_INVALID,
  TOKEN_REUSED,
  USER_INACTIVE,
} from "./tokens/errors.ts";
export {
  ARGON2_MISSING,
  BAD_CREDENTIALS,
  CSRF_REFUSED,
  EMAIL_UNVERIFIED,
  HASH_UNKNOWN,
  LINK_INVALID,
  NEEDS_DATABASE,
  NO_SESSION,
  NOT_FRESH,
  NOT_HERE,
  OPTION_INVALID,
  PERMISSION_UNKNOWN,
  POLICY_MISSING,
  REFUSED,
  SIGN_IN_REQUIRED,
} from "./errors.ts";
