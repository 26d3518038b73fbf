import assert from "node:assert/strict";
import { hashPassword, User } from "quintet/auth";
import { appTest, testClient } from "quintet/testing";
import { CHEAP, GOOD, shop } from "./shop.ts";

const test = appTest(shop([]));

const KHTML = "(KHTML, like Gecko)";
const CHROME = `AppleWebKit/537.36 ${KHTML} Chrome/131.0.0.0`;
const IPHONE = `Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 ${KHTML}`;
const LINUX = "Mozilla/5.0 (X11; Linux x86_64)";
const WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)";
const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";
const ANDROID = "Mozilla/5.0 (Linux; Android 14; SM-S921B)";

/** What browsers send, and what the list of sessions calls them. */
const NAMES: readonly (readonly [agent: string, name: string])[] = [
  [
    `${LINUX} AppleWebKit/537.36 ${KHTML} HeadlessChrome/131.0.0.0 Safari/537.36`,
    "Headless Chrome on Linux",
  ],
  [`${LINUX} ${CHROME} Safari/537.36`, "Chrome on Linux"],
  [`${ANDROID} ${CHROME} Mobile Safari/537.36`, "Chrome on Android"],
  [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${CHROME} Safari/537.36`, "Chrome on ChromeOS"],
  [`${IPHONE} CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1`, "Chrome on iOS"],
  [`${WINDOWS} ${CHROME} Safari/537.36 Edg/131.0.2903.51`, "Edge on Windows"],
  [`${ANDROID} ${CHROME} Mobile Safari/537.36 EdgA/131.0.2903.48`, "Edge on Android"],
  [`${IPHONE} Version/17.0 EdgiOS/131.0.2903.48 Mobile/15E148 Safari/604.1`, "Edge on iOS"],
  [`${WINDOWS} ${CHROME} Safari/537.36 OPR/115.0.0.0`, "Opera on Windows"],
  [`${IPHONE} Version/17.5 Mobile/15E148 Safari/604.1 OPT/5.1.1`, "Opera on iOS"],
  [
    "Opera/9.80 (Android; Opera Mini/36.2/119.132; U; en) Presto/2.12 Version/12.16",
    "Opera on Android",
  ],
  [`Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0`, "Firefox on Linux"],
  [`${IPHONE} FxiOS/133.0 Mobile/15E148 Safari/605.1.15`, "Firefox on iOS"],
  [
    `${ANDROID} AppleWebKit/537.36 ${KHTML} SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36`,
    "Samsung Internet on Android",
  ],
  [`${MAC} AppleWebKit/605.1.15 ${KHTML} Version/18.1 Safari/605.1.15`, "Safari on macOS"],
  [`${IPHONE} Version/17.5 Mobile/15E148 Safari/604.1`, "Safari on iOS"],
  [`${LINUX} AppleWebKit/605.1.15 ${KHTML} Version/17.0 Safari/605.1.15`, "A browser on Linux"],
  ["Mozilla/5.0 (compatible; Something/1.0)", "A browser"],
  ["curl/8.5.0", "curl"],
  ["PostmanRuntime/7.39.0", "PostmanRuntime"],
  ["Ada's phone", "Ada's phone"],
  ["", "A program"],
];

test("the list of sessions names browsers and programs as people do", async ({ app }) => {
  const passwordHash = await hashPassword(GOOD, CHEAP);
  const rest = { passwordHash, emailVerifiedAt: new Date() };
  await User.create({ username: "ada", email: "ada@example.com", ...rest });
  const shown: [string, string][] = [];
  for (const [agent] of NAMES) {
    const client = testClient(app);
    const json = { name: "ada", password: GOOD };
    await client.post("/auth/sign-in", { json, headers: { "user-agent": agent } });
    const { text } = await client.get("/account");
    const items = text.split("<li>").slice(1);
    const own = items.find((item) => item.includes("This one")) ?? "";
    const [, name = ""] = /<p>(.*?)<\/p>/.exec(own) ?? [];
    shown.push([agent, name.replaceAll("&#39;", "'")]);
  }
  assert.deepEqual(shown, NAMES);
});
