import * as crypto from "node:crypto";
import { ARGON2_MISSING } from "../errors.ts";

/** How dear a password is to guess. */
export interface HashCost {
  /** Default 19,456: 19 MiB. */
  readonly memoryKib: number;
  /** Default 2. */
  readonly passes: number;
  /** Default 1. */
  readonly lanes: number;
}

/** What OWASP gives as the least for argon2id. */
export const DEFAULT_COST: HashCost = { memoryKib: 19_456, passes: 2, lanes: 1 };

const TAG_BYTES = 32;
const SALT_BYTES = 16;

/**
 * The hash of a password, as it is stored: argon2id in PHC form.
 *
 * The password is brought into NFKC first, so that it is the same on every keyboard. Runs beside the event
 * loop, about 20 ms and 19 MiB.
 *
 * @throws `AUTH_ARGON2_MISSING` before Node 24.7
 */
export async function hashPassword(
  password: string,
  cost: HashCost = DEFAULT_COST,
): Promise<string> {
  const salt = crypto.randomBytes(SALT_BYTES);
  const tag = await argon2id(password, salt, cost, TAG_BYTES);
  const { memoryKib, passes, lanes } = cost;
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${lanes}$${base64(salt)}$${base64(tag)}`;
}

/** @throws `AUTH_ARGON2_MISSING` */
export function argon2id(
  password: string,
  salt: Buffer,
  { memoryKib, passes, lanes }: HashCost,
  tagLength: number,
): Promise<Buffer> {
  const { argon2 } = crypto as Partial<typeof crypto>;
  if (argon2 === undefined) throw ARGON2_MISSING(process.version);
  const message = password.normalize("NFKC");
  const options = {
    message,
    nonce: salt,
    parallelism: lanes,
    tagLength,
    memory: memoryKib,
    passes,
  };
  return new Promise((resolve, reject) => {
    argon2("argon2id", options, (error, tag) => {
      if (error) reject(error);
      else resolve(tag);
    });
  });
}

/** PHC strings have no padding. */
function base64(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll("=", "");
}
