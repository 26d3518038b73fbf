/** The words that passwords are most often made of; a list, so it is longer than code should be. */
const WORDS = `
password passwort passwd passw0rd motdepasse contrasena senha parola haslo wachtwoord
admin administrator root user guest test tester testing login master superman batman
welcome willkommen bienvenue letmein changeme default secret geheim private access
qwerty qwertz azerty qwertyuiop qwertzuiop azertyuiop asdf asdfgh asdfghjkl zxcvbn zxcvbnm yxcvbnm
qazwsx qweasd qweasdzxc qazwsxedc zaqwsx
iloveyou loveyou ichliebedich tequiero teamo jetaime princess prinzessin sunshine shadow
dragon monkey football baseball basketball soccer hockey liverpool chelsea arsenal barcelona juventus realmadrid
michael jordan jennifer jessica ashley daniel andrew thomas robert charlie matthew michelle nicole
hunter killer trustno starwars pokemon naruto minecraft fortnite computer internet samsung google
facebook apple microsoft windows linux android iphone
summer winter spring autumn sommer fruehling herbst monday tuesday wednesday thursday friday saturday sunday
january february march april june july august september october november december
hello hallo bonjour whatever freedom flower cookie cheese chocolate banana orange purple yellow
pepper ginger buster jasmine maggie bailey george harley ranger tigger mustang corvette ferrari mercedes porsche
abc abcd abcde abcdef abcdefg abcdefgh aaaaaa blink hottie loveme zaq blessed jesus christ
correcthorsebatterystaple company firma office business manager server database postgres oracle mysql
london berlin paris madrid moscow america deutschland england france espana
`;

const words = new Set(WORDS.trim().split(/\s+/));
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

/**
 * Whether a password is one that is tried first: a common word with or without digits and signs around it,
 * once or repeated, a run of the alphabet or the keyboard, or few different characters.
 */
export function isCommonPassword(password: string): boolean {
  const plain = password.normalize("NFKC").toLowerCase();
  if (new Set(plain).size <= 4 || isRun(plain)) return true;
  const forms = [bare(plain), withoutLeet(bare(plain)), bare(withoutLeet(plain))].map(unrepeated);
  return unrepeated(plain).length <= 4 || forms.some((form) => words.has(form) || isRun(form));
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
