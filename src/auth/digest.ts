import { hash, timingSafeEqual } from "node:crypto";

/** SHA-256 in 43 characters: what is stored in the place of a random secret, which needs no salt, or of any text. */
export function digestOf(text: string): string {
  return hash("sha256", text, "base64url");
}

/** Takes as long wherever they differ. */
export function isSameDigest(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
