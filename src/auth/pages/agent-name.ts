/** The first that fits: most browsers say that they are others, too. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, "Edge"],
  [/\b(?:OPR|OPT|OPX|OPiOS|Opera)\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(?:Firefox|FxiOS)\//, "Firefox"],
  [/\bHeadlessChrome\//, "Headless Chrome"],
  [/\b(?:Chrome|CriOS)\//, "Chrome"],
  // Many that are not listed say "Safari" too; Safari itself is on Apple's systems only.
  [/\((?:Macintosh|iPhone|iPad|iPod)\b.*\bVersion\/.*\bSafari\//, "Safari"],
  [/^Mozilla\//, "A browser"],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:iPhone|iPad|iPod)\b/, "iOS"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];
/** What a program calls itself, before its version: "curl/8.5.0", "PostmanRuntime/7.39.0". */
const PROGRAM = /^([\w .+-]{1,40})\//;

/** What people call the program that a User-Agent stands for: "Firefox on Android", "curl". */
export function agentName(agent: string): string {
  const browser = nameIn(BROWSERS, agent);
  if (browser === undefined) return PROGRAM.exec(agent)?.[1] ?? (agent || "A program");
  const system = nameIn(SYSTEMS, agent);
  return system === undefined ? browser : `${browser} on ${system}`;
}

function nameIn(all: readonly (readonly [RegExp, string])[], agent: string): string | undefined {
  return all.find(([pattern]) => pattern.test(agent))?.[1];
}
