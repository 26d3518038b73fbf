import { SCHEMA_INVALID, type Problem } from "../../schema/index.ts";
import { OPTION_INVALID } from "../errors.ts";
import { isCommonPassword } from "./common-passwords.ts";
import { DEFAULT_COST, type HashCost } from "./hash-password.ts";

/** What is known of the owner of a password. */
export interface PasswordOwner {
  readonly username?: string;
  readonly email?: string;
}

/** A rule of your own: gives what is wrong with a password, or undefined. */
export type PasswordRule = (
  password: string,
  owner: PasswordOwner,
) => string | undefined | Promise<string | undefined>;

export interface PasswordOptions {
  /** Fewest characters. Default 10. */
  readonly min?: number;
  /** Most characters. Default 256: more is hashing for nothing. */
  readonly max?: number;
  /** Whether common passwords are refused. Default true. */
  readonly refuseCommon?: boolean;
  /** Whether passwords that hold the name or the address are refused. Default true. */
  readonly refuseSimilar?: boolean;
  /** Rules besides, each asked. */
  readonly rules?: readonly PasswordRule[];
  /** What a hash costs. Stored ones that cost other than this are hashed anew at the next sign-in. */
  readonly cost?: Partial<HashCost>;
}

export type PasswordSettings = Required<Omit<PasswordOptions, "cost">> & {
  readonly cost: HashCost;
};

/** @throws `AUTH_OPTION_INVALID` */
export function passwordSettings(options: PasswordOptions): PasswordSettings {
  const { min = 10, max = 256, refuseCommon = true, refuseSimilar = true, rules = [] } = options;
  const cost = { ...DEFAULT_COST, ...options.cost };
  if (min < 1 || max < min) throw OPTION_INVALID("passwords", `min is ${min} and max ${max}`);
  if (cost.passes < 1 || cost.lanes < 1 || cost.memoryKib < 8 * cost.lanes) {
    throw OPTION_INVALID("passwords", `the cost ${JSON.stringify(cost)} is none of argon2's`);
  }
  return { min, max, refuseCommon, refuseSimilar, rules, cost };
}

/** All that is wrong with a password that somebody wants to have. */
export async function passwordProblems(
  password: string,
  owner: PasswordOwner,
  { min, max, refuseCommon, refuseSimilar, rules }: PasswordSettings,
): Promise<string[]> {
  const { length } = Array.from(password);
  const own = await Promise.all(rules.map(async (rule) => rule(password, owner)));
  const problems = [
    length < min && `must have ${min} characters or more`,
    length > max && `must have ${max} characters or fewer`,
    refuseCommon &&
      length <= max &&
      (await isCommonPassword(password)) &&
      "is one that is tried first",
    refuseSimilar && isSimilar(password, owner) && "is too much like your name or address",
    ...own,
  ];
  return problems.filter((problem) => typeof problem === "string");
}

/** @throws `SCHEMA_INVALID` (400) with all that is wrong, at `path` */
export async function checkPassword(
  password: string,
  owner: PasswordOwner,
  settings: PasswordSettings,
  path = "password",
): Promise<void> {
  const found = await passwordProblems(password, owner, settings);
  const problems = found.map((message): Problem => ({ path, code: "rule", message }));
  if (problems.length > 0) throw SCHEMA_INVALID(problems);
}

function isSimilar(password: string, { username = "", email = "" }: PasswordOwner): boolean {
  const plain = password.normalize("NFKC").toLowerCase();
  const [local = "", domain = ""] = email.split("@");
  const names = [username, local, domain.split(".")[0] ?? ""].map((name) => name.toLowerCase());
  return names.some((name) => name.length >= 4 && plain.includes(name));
}
