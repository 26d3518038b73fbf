import { hash } from "node:crypto";
import type { TokenOptions } from "quintet/auth";
import type { SettingValues } from "quintet/config";

type Settings = Pick<
  SettingValues<object>,
  "host" | "oldSecretKeys" | "port" | "publicUrl" | "secretKey"
>;

/** The tokens of the API, for `auth({ tokens: blogTokens(settings) })`. */
export function blogTokens(settings: Settings): TokenOptions {
  const { host, port, publicUrl = `http://${host}:${port}`, secretKey, oldSecretKeys } = settings;
  return {
    keys: [secretKey, ...oldSecretKeys].map((secret) => ({
      id: hash("sha256", secret, "base64url").slice(0, 8),
      secret,
    })),
    issuer: publicUrl,
    audience: publicUrl,
    claims: ({ username, email, isStaff }) => ({ username, email, is_staff: isStaff }),
  };
}
