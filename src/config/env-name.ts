/**
 * The name in the environment of a setting: `database.poolMax` under `BLOG_` is `BLOG_DATABASE_POOL_MAX`.
 *
 * Digits belong to the word before them: `s3Bucket` is `S3_BUCKET`, `apiURL` is `API_URL`.
 */
export function envName(prefix: string, path: readonly string[]): string {
  return prefix + path.map(words).join("_").toUpperCase();
}

function words(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2").replaceAll(/([A-Z])([A-Z][a-z])/g, "$1_$2");
}
