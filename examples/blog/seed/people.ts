/** Those who write. The first two are demo accounts. */
export const AUTHORS = [
  "author",
  "other",
  "agnes.lindqvist",
  "baptiste.moreau",
  "carla.ferri",
  "dermot.kelly",
  "elif.aydin",
  "filipa.rocha",
  "goran.petrov",
  "hanna.virtanen",
  "ivo.dekker",
  "jun.nakamura",
  "katja.brandt",
  "lorenzo.vidal",
  "mira.kaplan",
  "noor.haddad",
];

/** Those who read and comment. */
export const READERS = [
  "oskar.nyman",
  "petra.zeman",
  "quentin.leroy",
  "rosa.iglesias",
  "samir.bakri",
  "tove.hansen",
  "ugo.marchetti",
  "vera.sokolova",
  "will.barrow",
  "xenia.papas",
  "yara.santos",
  "zoltan.horvath",
];

/** The accounts of a demonstration, with passwords that everybody may know; never in production. */
export const DEMO_ACCOUNTS = [
  { username: "admin", password: "admin-demo-password", role: "editor", isAdmin: true },
  { username: "author", password: "author-demo-password", role: "author", isAdmin: false },
  { username: "other", password: "other-demo-password", role: "author", isAdmin: false },
] as const;
