/**
 * What the name of an account is made of. Not of "@", so that nobody's name is somebody else's address, and of
 * nothing that cannot be seen or turns the text around: "ad\u200bmin" would be read as "admin". Browsers
 * take "." and ".." in an address for another one.
 */
export const USERNAME = /^(?!\.\.?$)[^@\s\p{C}\p{Default_Ignorable_Code_Point}]+$/u;

/**
 * A name or an address as it is stored and looked for: NFKC, without white space around it, in small letters.
 *
 * It comes before validation, so that what looks alike is alike: `ＡDA@example.com` is `ada@example.com`,
 * and no two accounts differ in nothing that a person could see in it.
 */
export function normalise(name: string): string {
  return name.normalize("NFKC").trim().toLowerCase();
}
