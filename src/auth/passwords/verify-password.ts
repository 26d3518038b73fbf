import { pbkdf2, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { HASH_UNKNOWN } from "../errors.ts";
import { argon2id, DEFAULT_COST, hashPassword, type HashCost } from "./hash-password.ts";

/** What a password is worth against a hash. */
export interface PasswordVerdict {
  readonly isRight: boolean;
  /** It was right, and is stored in an older form or cheaper than it should be: hash it anew. */
  readonly isOutdated: boolean;
}

const WRONG: PasswordVerdict = { isRight: false, isOutdated: false };
const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([\w+/]{11,86})\$([\w+/]{22,86})$/;
const DJANGO = /^pbkdf2_sha256\$(\d{1,8})\$([^$]{1,128})\$([\w+/=]{44})$/;
/** More would let whoever can write hashes hold up the process. */
const MOST_ITERATIONS = 10_000_000;
const pbkdf2Async = promisify(pbkdf2);

/**
 * Compares a password with its hash: argon2id in PHC form, or Django's `pbkdf2_sha256`.
 *
 * Without a hash it takes as long as with one, and says no.
 *
 * @param hash As stored; empty or undefined where there is no user, or one without a password.
 * @throws `AUTH_HASH_UNKNOWN`
 */
export async function verifyPassword(
  password: string,
  hash: string | undefined,
  cost: HashCost = DEFAULT_COST,
): Promise<PasswordVerdict> {
  // Django writes "!" and noise for those who have no password.
  if (hash === undefined || hash === "" || hash.startsWith("!")) {
    await hashPassword(password, cost);
    return WRONG;
  }
  const phc = PHC.exec(hash);
  if (phc) return verifyArgon2(password, phc, cost);
  const django = DJANGO.exec(hash);
  if (django && Number(django[1]) <= MOST_ITERATIONS) return verifyDjango(password, django);
  throw HASH_UNKNOWN(JSON.stringify(hash.slice(0, hash.indexOf("$", 1) + 1)));
}

async function verifyArgon2(
  password: string,
  [, memory, passes, lanes, salt, tag]: RegExpExecArray,
  wanted: HashCost,
): Promise<PasswordVerdict> {
  const cost = { memoryKib: Number(memory), passes: Number(passes), lanes: Number(lanes) };
  const expected = Buffer.from(tag!, "base64");
  const actual = await argon2id(password, Buffer.from(salt!, "base64"), cost, expected.length);
  if (!timingSafeEqual(actual, expected)) return WRONG;
  const isOutdated =
    cost.memoryKib !== wanted.memoryKib ||
    cost.passes !== wanted.passes ||
    cost.lanes !== wanted.lanes;
  return { isRight: true, isOutdated };
}

async function verifyDjango(
  password: string,
  [, iterations, salt, tag]: RegExpExecArray,
): Promise<PasswordVerdict> {
  const expected = Buffer.from(tag!, "base64");
  const actual = await pbkdf2Async(password, salt!, Number(iterations), 32, "sha256");
  const isRight = expected.length === actual.length && timingSafeEqual(actual, expected);
  return { isRight, isOutdated: isRight };
}
