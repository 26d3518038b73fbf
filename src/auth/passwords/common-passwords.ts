const LEET: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};
const ROWS = [
  "01234567890",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiop",
  "qwertzuiop",
  "asdfghjkl",
  "zxcvbnm",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
];
/** A word in a password that is so many times as long says little of it. */
const MOST_AROUND = 3;

let list: Promise<string> | undefined;

/**
 * Whether a password is one that is tried first: one of a published list, with or without digits and signs
 * around it, once or repeated, a run of the alphabet or the keyboard, or few different characters.
 */
export async function isCommonPassword(password: string): Promise<boolean> {
  const plain = password.normalize("NFKC").toLowerCase();
  if (looksCommon(plain)) return true;
  // One text of 118 kB, not a set of 14,000: searched in 0.2 ms at most, where a hash takes 20 ms.
  const known = await (list ??= readList());
  const forms = [plain, unrepeated(plain)].flatMap((one) => [one, ...stemsOf(one)]);
  return forms.some((form) => known.includes(` ${form} `));
}

/** What needs no list. @param plain In small letters. */
export function looksCommon(plain: string): boolean {
  const isPoor = new Set(plain).size <= 4 || unrepeated(plain).length <= 4;
  return isPoor || [plain, ...stemsOf(plain)].some(isRun);
}

/** What is left of a password without digits and signs around it and in place of letters, and of repetition. */
export function stemsOf(plain: string): string[] {
  return [bare(plain), withoutLeet(bare(plain)), bare(withoutLeet(plain))]
    .filter((stem) => stem.length * MOST_AROUND >= plain.length)
    .map(unrepeated);
}

/** Most processes never check a password. */
async function readList(): Promise<string> {
  const { COMMON_PASSWORDS } = await import("./common-password-list.ts");
  return COMMON_PASSWORDS.replaceAll("\n", " ");
}

/** Without digits and signs around it and spaces within. */
function bare(text: string): string {
  return text.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, "").replaceAll(/[\s._-]/g, "");
}

function withoutLeet(text: string): string {
  return text.replaceAll(/[013457@$!]/g, (sign) => LEET[sign]!);
}

/** `abcabcabc` is `abc`. */
function unrepeated(text: string): string {
  const at = (text + text).indexOf(text, 1);
  return at === -1 ? text : text.slice(0, at);
}

/** Characters beside each other on a row, forwards or backwards. */
function isRun(text: string): boolean {
  if (text.length < 4) return false;
  const rows = ROWS.flatMap((row) => [row + row, backwards(row + row)]);
  return rows.some((row) => row.includes(text));
}

function backwards(text: string): string {
  return Array.from(text).toReversed().join("");
}
