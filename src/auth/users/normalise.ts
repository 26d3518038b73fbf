/**
 * A name or an address as it is stored and looked for: NFKC, without white space around it, in small letters.
 *
 * It comes before validation, so that what looks alike is alike: `ＡDA@example.com` is `ada@example.com`,
 * and no two accounts differ in nothing that a person could see in it.
 */
export function normalise(name: string): string {
  return name.normalize("NFKC").trim().toLowerCase();
}
