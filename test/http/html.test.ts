import assert from "node:assert/strict";
import { test } from "node:test";
import { model, text } from "quintet/db";
import { html } from "quintet/http";

const unsafe = { code: "HTTP_HTML_UNSAFE_PLACE" };
const evil = `"><script>alert('1')</script>&`;
const escaped = "&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;";

test("values are escaped in text and in attributes", () => {
  assert.equal(
    String(html`<p title="${evil}">${evil}</p>`),
    `<p title="${escaped}">${escaped}</p>`,
  );
  assert.equal(String(html`<p title='${evil}'>`), `<p title='${escaped}'>`);
  assert.equal(String(html`<textarea>${evil}</textarea>`), `<textarea>${escaped}</textarea>`);
});

test("nested html is kept, lists are joined, and nothing is shown for nothing", () => {
  const items = ["a", "<b>"].map((item) => html`<li>${item}</li>`);
  assert.equal(String(html`<ul>${items}</ul>`), "<ul><li>a</li><li>&lt;b&gt;</li></ul>");
  assert.equal(String(html`${undefined}${null}${false}${true}${0}${1n}${""}`), "01");
  assert.equal(String(html`${new Set(["a", "&"])}`), "a&amp;");
  assert.equal(String(html.join(["<", html`<br>`], ", ")), "&lt;, <br>");
  assert.equal(String(html.raw("<b>")), "<b>");
  assert.equal(String(html`${new Date(0)}`), "1970-01-01T00:00:00.000Z");
});

test("html in an attribute cannot end the attribute", () => {
  const link = html`<a href="/">b</a>`;
  const expected = '<p title="&lt;a href=&quot;/&quot;>b&lt;/a>">';
  assert.equal(String(html`<p title="${link}">`), expected);
});

test("an object is what the toString of its class makes of it, escaped like a text", () => {
  class Price {
    readonly cents: number;
    constructor(cents: number) {
      this.cents = cents;
    }
    toString(): string {
      return `<${this.cents}>`;
    }
  }
  const price = new Price(5);
  assert.equal(
    String(html`<p title="${price}">${[price, 1]}</p>`),
    '<p title="&lt;5&gt;">&lt;5&gt;1</p>',
  );
  assert.equal(
    String(html`<a href="${{ toString: () => "javascript:x" }}">`),
    '<a href="about:blank#blocked">',
  );
});

test("a row is what people see of it, and a query of rows is to be awaited", () => {
  class Coin extends model("coin", { name: text() }) {
    override toString(): string {
      return `${this.name} & Co.`;
    }
  }
  class Plain extends model("plain", {}) {}
  assert.equal(String(html`<p>${new Coin({ name: "A" })}</p>`), "<p>A &amp; Co.</p>");
  assert.equal(String(html`<p>${new Plain()}</p>`), "<p>new plain</p>");
  for (const query of [Coin.all(), Coin.where({ name: "A" }), Coin] as any[])
    assert.throws(() => html`<p>${query}</p>`, { code: "HTTP_HTML_BAD_VALUE" });
});

test("what has no text is refused instead of shown as [object Object]", () => {
  const values: any[] = [
    {},
    { toString: "text" },
    Promise.resolve(),
    () => 1,
    Symbol("a"),
    Object.create(null),
    [[{}]],
  ];
  for (const value of values)
    assert.throws(() => html`<p>${value}</p>`, { code: "HTTP_HTML_BAD_VALUE" });
});

test("an address that would run a script goes nowhere", () => {
  const scripts = [
    "javascript:alert(1)",
    " JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "\u0001javascript:alert(1)",
    "vbscript:x",
    "data:text/html,<script>",
    "data:image/svg+xml,<svg>",
    "javascript&colon;:x",
  ];
  for (const address of scripts) {
    assert.equal(String(html`<a href="${address}">`), '<a href="about:blank#blocked">', address);
  }
  const fine = ["/a?b=c:d", "a", "?x=javascript:", "#a:b", "https://a.b/", "mailto:a@b.c", "tel:1"];
  for (const address of fine) {
    assert.equal(String(html`<a href="${address}">`), `<a href="${address}">`);
  }
  const image = "data:image/png;base64,AA";
  assert.equal(String(html`<img src="${image}">`), `<img src="${image}">`);
  const address = new URL("https://a.b/?c&d");
  assert.equal(String(html`<a href="${address}">`), '<a href="https://a.b/?c&amp;d">');
});

test("an address put together of values cannot smuggle a scheme in", () => {
  const [java, script, colon] = ["java", "script:alert(1)", ":x"];
  assert.match(String(html`<a href="${java}${script}">`), /href="javaabout:blank#blocked"/);
  assert.match(
    String(html`<a href="${java}script${colon}">`),
    /href="javascriptabout:blank#blocked"/,
  );
  assert.match(
    String(html`<a href="${undefined}${"javascript:x"}">`),
    /href="about:blank#blocked"/,
  );
  assert.match(String(html`<a href=" ${"javascript:x"}">`), /href=" about:blank#blocked"/);
  assert.match(String(html`<a href="/go?to=${"javascript:x"}">`), /href="\/go\?to=javascript:x"/);
  assert.match(String(html`<form action="${"javascript:x"}">`), /action="about:blank#blocked"/);
});

test("values where escaping cannot help are refused", () => {
  const v = "x";
  const places = [
    () => html`<p title=${v}>`,
    () => html`<p title=a${v}>`,
    () => html`<p title = ${v}>`,
    () => html`<p ${v}>`,
    () => html`<p a="1" ${v}="2">`,
    () => html`<p a="1"${v}>`,
    () => html`<p a${v}="2">`,
    () => html`<${v}>`,
    () => html`<p${v}>`,
    () => html`</${v}>`,
    () => html`<p onclick="${v}">`,
    () => html`<p ONCLICK="a(${v})">`,
    () => html`<p style="color: ${v}">`,
    () => html`<iframe srcdoc="${v}">`,
    () => html`<!-- ${v} -->`,
    () => html`<style>${v}</style>`,
    () => html`<script>${v}</script>`,
    () => html`<script>const a = "</p>${v}"</script>`,
    () => html`<a href="javascript:go('${v}')">`,
  ];
  for (const place of places) assert.throws(place, unsafe, place.toString());
});

test("data reaches a script as JSON that cannot end it", () => {
  const data = { a: "</script><!--", b: "\u2028&" };
  assert.equal(
    String(html`<script>const data = ${html.json(data)};</script><p>${"<"}</p>`),
    '<script>const data = {"a":"\\u003c/script\\u003e\\u003c!--","b":"\\u2028\\u0026"};</script><p>&lt;</p>',
  );
});

test("what stands after scripts, comments and closing tags is text again", () => {
  const lt = "<";
  assert.equal(
    String(html`<!-- a > b --><script a='>'></script><br/><p a=b c='"'>${lt}</p >${lt}a < b ${lt}`),
    `<!-- a > b --><script a='>'></script><br/><p a=b c='"'>&lt;</p >&lt;a < b &lt;`,
  );
});
