import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { html, safeUrl } from "quintet/http";
import { parseCookies } from "../../src/http/cookies/parse-cookies.ts";
import { cookieLine } from "../../src/http/cookies/cookie-line.ts";
import { hostTest } from "../../src/http/guards/allowed-hosts.ts";
import { originReader } from "../../src/http/guards/trusted-proxies.ts";
import { preferredEncoding } from "../../src/http/delivery/preferred-encoding.ts";

const any = fc.string({ unit: "binary", maxLength: 60 });
const entities: Record<string, string> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

test("any text comes out of a page as it went in, and opens nothing", () => {
  fc.assert(
    fc.property(any, (text) => {
      const written = String(html`<p title="${text}">${text}</p>`);
      const [, title, content] = /^<p title="([^"<>]*)">([^<>]*)<\/p>$/s.exec(written)!;
      const read = (part: string): string => part.replaceAll(/&[#\w]+;/g, (one) => entities[one]!);
      assert.equal(read(title!), text);
      assert.equal(read(content!), text);
    }),
  );
});

test("no address that passes is a script to a browser's parser", () => {
  const scheme = fc.constantFrom("javascript", "JaVaScript", "vbscript", "data", "http", "java");
  const noise = fc.constantFrom(
    "",
    " ",
    "\t",
    "\n",
    "\r",
    "\u0000",
    "\u001f",
    "/",
    "\\",
    ":",
    "%0a",
  );
  const address = fc
    .array(fc.oneof(scheme, noise, fc.constantFrom(":", "script", "alert(1)", "text/html,x")), {
      maxLength: 8,
    })
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(fc.oneof(address, any), (text) => {
      const parsed = URL.parse(safeUrl(text), "https://site.example/");
      const isScript = parsed !== null && /^(?:javascript|vbscript|data):$/.test(parsed.protocol);
      assert.equal(isScript && !/^data:image\//i.test(safeUrl(text)), false, JSON.stringify(text));
    }),
    { numRuns: 2000 },
  );
});

test("any value survives a cookie, and none breaks the line", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 100 }), (value) => {
      const line = cookieLine("a", value);
      assert.match(line, /^[\x21-\x7e ]+$/);
      assert.equal(line.split(";").length, 5);
      assert.equal(parseCookies(`b=1; ${line.split(";")[0]}`)["a"], value);
    }),
  );
});

test("headers that anybody may write never throw", () => {
  const origin = originReader(["loopback"]);
  const isServed = hostTest([".example.com"]);
  fc.assert(
    fc.property(any, any, (one, two) => {
      parseCookies(one);
      preferredEncoding(one);
      const found = origin(
        { address: "127.0.0.1", isEncrypted: false },
        { host: two, "x-forwarded-for": one, "x-forwarded-proto": two, "x-forwarded-host": one },
      );
      assert.equal(typeof found.address, "string");
      if (isServed(one)) assert.match(one, /^[\w.:[\]-]+$/);
    }),
  );
});
