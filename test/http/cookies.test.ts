import assert from "node:assert/strict";
import { test } from "node:test";
import { cookie, get, post } from "quintet/http";
import { serve } from "./serve.ts";

const KEY = "an-old-key-that-nobody-can-guess-0123456789";
const NEW = "a-new-key-that-nobody-can-guess-9876543210";
const theme = cookie("theme", { httpOnly: false, sameSite: "strict", maxAge: "365d" });
const signed = cookie("visitor", { protect: "signed" });
const sealed = cookie("secret", { protect: "sealed", maxAge: "1h" });
const routes = [
  get("/set", () => {
    theme.set("dark; Path=/x");
    signed.set("ada");
    sealed.set("7");
    return { seen: signed.find() };
  }),
  get("/read", () => ({ theme: theme.find(), signed: signed.find(), sealed: sealed.find() })),
  post("/clear", () => {
    signed.clear();
    return { signed: signed.find() ?? null };
  }),
  get("/large", () => theme.set("x".repeat(5000))),
];

function sent(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}

test("a cookie is set with the answer and read with the next request", async () => {
  await using app = await serve(routes, { keys: [KEY] });
  const first = await app.fetch("/set");
  assert.deepEqual(await first.json(), { seen: "ada" });
  const [plain, visitor = "", secret = ""] = first.headers.getSetCookie();
  assert.equal(plain, "theme=dark%3B%20Path%3D%2Fx; Path=/; SameSite=Strict; Max-Age=31536000");
  assert.match(visitor, /^visitor=[\w.-]+; Path=\/; SameSite=Lax; HttpOnly$/);
  assert.match(secret, /; Max-Age=3600; HttpOnly$/);
  const next = await app.fetch("/read", { headers: { cookie: sent(first) } });
  assert.deepEqual(await next.json(), { theme: "dark; Path=/x", signed: "ada", sealed: "7" });
});

test("a cookie that somebody has changed or moved is as if it were not there", async () => {
  await using app = await serve(routes, { keys: [KEY] });
  const [, visitor = "", secret = ""] = (await app.fetch("/set")).headers.getSetCookie();
  const token = visitor.slice("visitor=".length).split(";")[0]!;
  for (const value of [`x${token}`, token.slice(0, -1), "ada", "", "%00", "%"]) {
    const answer = await app.fetch("/read", { headers: { cookie: `visitor=${value}` } });
    assert.deepEqual(await answer.json(), {}, value);
  }
  const moved = await app.fetch("/read", {
    headers: { cookie: `secret=${token}; visitor=${secret.slice("secret=".length).split(";")[0]}` },
  });
  assert.deepEqual(await moved.json(), {});
});

test("a new key in front keeps what the old one has signed", async () => {
  let cookies = "";
  {
    await using app = await serve(routes, { keys: [KEY] });
    cookies = sent(await app.fetch("/set"));
  }
  await using app = await serve(routes, { keys: [NEW, KEY] });
  const answer = await app.fetch("/read", { headers: { cookie: cookies } });
  assert.equal(((await answer.json()) as { signed: string }).signed, "ada");
});

test("a cleared cookie is over at once, in the request and in the browser", async () => {
  await using app = await serve(routes, { keys: [KEY] });
  const cookies = sent(await app.fetch("/set"));
  const answer = await app.fetch("/clear", { method: "POST", headers: { cookie: cookies } });
  assert.deepEqual(await answer.json(), { signed: null });
  assert.deepEqual(answer.headers.getSetCookie(), [
    "visitor=; Path=/; SameSite=Lax; Max-Age=0; HttpOnly",
  ]);
});

test("over HTTPS a cookie is Secure and has the name that no other host can set", async () => {
  await using app = await serve(routes, { keys: [KEY], trustedProxies: ["loopback"] });
  const headers = { "x-forwarded-proto": "https" };
  const first = await app.fetch("/set", { headers });
  for (const line of first.headers.getSetCookie()) assert.match(line, /^__Host-.*; Secure/);
  const next = await app.fetch("/read", { headers: { ...headers, cookie: sent(first) } });
  assert.equal(((await next.json()) as { signed: string }).signed, "ada");
  const plain = await app.fetch("/read", { headers: { ...headers, cookie: "theme=light" } });
  assert.deepEqual(await plain.json(), {}, "a name without __Host- may come from a sister host");
});

test("what is too large or has no keys is told to the developer, not to the visitor", async () => {
  await using app = await serve(routes);
  for (const [path, code] of [
    ["/large", "HTTP_COOKIE_TOO_LARGE"],
    ["/set", "HTTP_NO_KEYS"],
  ] as const) {
    const answer = await app.fetch(path);
    assert.equal(answer.status, 500);
    assert.equal(((await answer.json()) as { code: string }).code, code);
  }
});

test("of cookies with one name the first counts, and what is malformed is left out", async () => {
  await using app = await serve([get("/", ({ request }) => ({ ...request.cookies }))]);
  const header = 'a=1; a=2; =x; b; c="q"; d=%zz; __proto__=p; e=a=b';
  const answer = await app.fetch("/", { headers: { cookie: header } });
  assert.deepEqual(await answer.text(), '{"a":"1","c":"q","d":"%zz","__proto__":"p","e":"a=b"}');
});

test("cookies that browsers would drop are refused where they are declared", () => {
  const wrong = [
    () => cookie("a b"),
    () => cookie("__Host-a", { domain: "example.com" }),
    () => cookie("__Host-a", { path: "/x" }),
    () => cookie("__Secure-a", { secure: false }),
    () => cookie("a", { sameSite: "none", secure: false }),
    () => cookie("a", { path: "x" }),
    () => cookie("a", { path: "/;Domain=b" }),
    () => cookie("a", { domain: "a b" }),
    () => cookie("a", { sameSite: "Lax" as "lax" }),
  ];
  for (const declare of wrong) {
    assert.throws(declare, { code: "HTTP_COOKIE_INVALID" }, declare.toString());
  }
  assert.throws(() => cookie("a", { httponly: false } as object), {
    code: "HTTP_GUARD_OPTION_INVALID",
    message: /"httponly".*Did you mean "httpOnly"/,
  });
});
