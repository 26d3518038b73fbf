import assert from "node:assert/strict";
import { test } from "node:test";
import { csrfTokens, form, html, redirect, route, upload } from "quintet/http";
import type { Form } from "quintet/http";
import {
  bool,
  bytes,
  choice,
  date,
  datetime,
  decimal,
  email,
  int,
  json,
  list,
  shape,
  text,
} from "quintet/schema";
import { module } from "quintet/app";
import { serve, type Served } from "./serve.ts";

const fields = shape({
  email: email().label("Your address").help("We never show it."),
  title: text({ min: 3, max: 20 }),
  message: text({ max: 2000 }),
  age: int({ min: 18, max: 120 }).optional(),
  price: decimal().nullable(),
  status: choice("draft", "published_now").default("draft"),
  topics: list(choice("art", "music")),
  tags: list(text({ max: 10 })),
  startsAt: datetime().nullable(),
  day: date({ min: "2026-01-01" }).nullable(),
  isPublic: bool(),
  password: text({ max: 100 }).secret(),
  extra: json().optional(),
}).rule(({ title, message }) => title !== message, {
  message: "The title must not be the message",
});
const signUp = form(fields, {
  submit: "Go",
  inputs: { email: { autocomplete: "email" }, status: { choices: { draft: "A draft" } } },
});
const accepted: unknown[] = [];
const routes = [
  route("GET", "POST")("/sign-up", { use: { signUp } }, ({ signUp }) => {
    signUp.prefill({
      title: 'A "title"',
      isPublic: true,
      topics: ["music"],
      startsAt: new Date("2026-11-20T09:16:00Z"),
    });
    if (!signUp.isValid) return signUp.page(html`<h1>Sign up</h1>${signUp.html()}`);
    if (signUp.value.email === "taken@example.com") {
      signUp.refuse("email", "is taken already");
      signUp.refuse("", "Try another one");
      return signUp.page(signUp.html({ action: "/else?a=1&b" }));
    }
    accepted.push(signUp.value);
    return redirect("/thanks");
  }),
];
const good = {
  email: "ada@example.com",
  title: "Engines",
  message: "On the analytical engine",
  age: "36",
  price: "12.5",
  status: "published_now",
  topics: "art",
  tags: "a, b",
  startsAt: "2026-11-20T09:16",
  day: "2026-11-20",
  isPublic: "true",
  password: "secret words",
};

function send(app: Served, values: Record<string, string>, path = "/sign-up"): Promise<Response> {
  return app.fetch(path, { method: "POST", body: new URLSearchParams(values) });
}

test("an empty form is rendered from what the fields say", async () => {
  await using app = await serve(routes);
  const answer = await app.fetch("/sign-up");
  assert.equal(answer.status, 200);
  const page = await answer.text();
  const parts = [
    '<form method="post" novalidate>',
    '<div class="field"><label for="f-email">Your address</label><input type="email" value="" id="f-email" name="email" required aria-describedby="f-email-help" autocomplete="email" maxlength="254"><p class="help" id="f-email-help">We never show it.</p></div>',
    '<label for="f-title">Title</label><input type="text" value="A &quot;title&quot;" id="f-title" name="title" required minlength="3" maxlength="20">',
    '<textarea id="f-message" name="message" required maxlength="2000">\n</textarea>',
    '<input type="number" value="" id="f-age" name="age" min="18" max="120" step="1">',
    '<option value="draft" selected>A draft</option><option value="published_now">Published now</option></select>',
    '<select id="f-topics" name="topics" multiple=""><option value="art">Art</option><option value="music" selected>Music</option></select>',
    '<input type="datetime-local" value="2026-11-20T09:16" id="f-startsAt" name="startsAt">',
    '<label for="f-startsAt">Starts at</label>',
    '<input type="date" value="" id="f-day" name="day" min="2026-01-01">',
    '<input type="checkbox" value="true" checked id="f-isPublic" name="isPublic"><label for="f-isPublic">Is public</label>',
    '<input type="password" value="" id="f-password" name="password" required maxlength="100">',
    '<button type="submit">Go</button></form>',
  ];
  for (const part of parts) assert.ok(page.includes(part), part);
  assert.doesNotMatch(page, /aria-invalid|class="error/);
});

test("what is sent well is converted, and the handler goes on", async () => {
  await using app = await serve(routes);
  accepted.length = 0;
  const answer = await send(app, { ...good, unknown: "ignored", csrf_token: "x" });
  assert.equal(answer.status, 303);
  assert.deepEqual(accepted, [
    {
      ...good,
      age: 36,
      price: "12.50",
      topics: ["art"],
      tags: ["a", "b"],
      startsAt: new Date("2026-11-20T09:16:00Z"),
      isPublic: true,
    },
  ]);
});

test("in a list with commas, what is empty is no item", async () => {
  await using app = await serve(routes);
  accepted.length = 0;
  await send(app, { ...good, tags: " a,, b ," });
  assert.deepEqual((accepted[0] as { tags: unknown }).tags, ["a", "b"]);
});

test("an empty input is nothing, an unchecked box is false", async () => {
  await using app = await serve(routes);
  accepted.length = 0;
  const { isPublic: _isPublic, topics: _topics, ...others } = good;
  const empty = { age: "", price: "", day: "", startsAt: "", status: "", tags: "" };
  const answer = await send(app, { ...others, ...empty });
  assert.equal(answer.status, 303);
  const { age, price, day, startsAt, isPublic, status, topics, tags } = accepted[0] as Record<
    string,
    unknown
  >;
  assert.deepEqual(
    { age, price, day, startsAt, isPublic, status, topics, tags },
    {
      age: undefined,
      price: null,
      day: null,
      startsAt: null,
      isPublic: false,
      status: "draft",
      topics: [],
      tags: [],
    },
  );
});

test("what is refused is shown again with the input kept and errors at their fields", async () => {
  await using app = await serve(routes);
  accepted.length = 0;
  const answer = await send(app, {
    ...good,
    email: 'not"an<address',
    age: "17",
    title: "",
    password: "kept?",
  });
  assert.equal(answer.status, 422);
  const page = await answer.text();
  const parts = [
    '<div class="errors" role="alert"><ul>',
    '<li><a href="#f-title">Title is missing.</a></li>',
    'value="not&quot;an&lt;address" id="f-email" name="email" required aria-describedby="f-email-help f-email-error" aria-invalid="true"',
    '<p class="error" id="f-email-error">Your address ',
    '<p class="error" id="f-age-error">Age must be at least 18.</p>',
    'value="17" id="f-age"',
    '<option value="art" selected>Art</option><option value="music">',
    ">\nOn the analytical engine</textarea>",
  ];
  for (const part of parts) assert.ok(page.includes(part), part);
  assert.doesNotMatch(page, /kept\?/, "a password is never sent back");
  assert.deepEqual(accepted, []);
});

test("rules over several fields and refusals of the handler are shown too", async () => {
  await using app = await serve(routes);
  const rule = await (await send(app, { ...good, title: "same", message: "same" })).text();
  assert.match(rule, /<li>The title must not be the message\.<\/li>/);
  const taken = await send(app, { ...good, email: "taken@example.com" });
  assert.equal(taken.status, 422);
  const page = await taken.text();
  assert.match(page, /<form method="post" novalidate action="\/else\?a=1&amp;b">/);
  assert.match(page, /<p class="error" id="f-email-error">Your address is taken already\.<\/p>/);
  assert.match(page, /<li>Try another one\.<\/li>/);
});

test("bodies that no form sends are refused", async () => {
  await using app = await serve(routes);
  const answer = await app.fetch("/sign-up", {
    method: "POST",
    body: "{}",
    headers: { "content-type": "application/json" },
  });
  assert.equal(answer.status, 415);
  const twice = await app.fetch("/sign-up", {
    method: "POST",
    body: `${new URLSearchParams(good).toString()}&title=b`,
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
  assert.equal(twice.status, 422, "one input, two values");
  await twice.text();
});

test("a form with files is multipart and keeps the other input when a file is refused", async () => {
  const profile = form(
    { name: text({ max: 50 }) },
    {
      files: { avatar: upload({ types: ["image/*"], maxBytes: 10, label: "Picture" }).optional() },
    },
  );
  let got: Form<{ name: string }>["value"];
  const edit = route("GET", "POST")("/", { use: { profile } }, async ({ profile }) => {
    if (!profile.isValid) return profile.page(profile.html());
    got = profile.value;
    return { bytes: (await profile.value.avatar?.bytes())?.length ?? null };
  });
  await using app = await serve([edit]);
  const page = await (await app.fetch("/")).text();
  assert.match(page, /<form method="post" novalidate enctype="multipart\/form-data">/);
  assert.match(
    page,
    /<label for="f-avatar">Picture<\/label><input type="file" id="f-avatar" name="avatar" accept="image\/\*">/,
  );
  const data = (file: File): FormData => {
    const body = new FormData();
    body.set("name", "Ada");
    body.set("avatar", file);
    return body;
  };
  const png = { type: "image/png" };
  const saved = await app.fetch("/", {
    method: "POST",
    body: data(new File(["12345"], "a.png", png)),
  });
  assert.deepEqual(await saved.json(), { bytes: 5 });
  assert.equal(got?.name, "Ada");
  const none = await app.fetch("/", { method: "POST", body: data(new File([], "")) });
  assert.deepEqual(await none.json(), { bytes: null });
  const wrong = await app.fetch("/", {
    method: "POST",
    body: data(new File(["1"], "a.txt", { type: "text/plain" })),
  });
  assert.equal(wrong.status, 422);
  const again = await wrong.text();
  assert.match(again, /Picture must be of the type image/);
  assert.match(again, /value="Ada"/);
});

test("a search form reads the address", async () => {
  const search = form(
    { q: text({ max: 50 }), page: int({ min: 1 }).default(1) },
    { method: "get", submit: "Search" },
  );
  const find = route("GET")("/", { use: { search } }, ({ search }) =>
    search.isValid ? { ...search.value } : search.page(search.html()),
  );
  await using app = await serve([find]);
  assert.match(await (await app.fetch("/")).text(), /<form method="get"/);
  assert.deepEqual(await (await app.fetch("/?q=a")).json(), { q: "a", page: 1 });
  const wrong = await app.fetch("/?q=a&page=0");
  assert.equal(wrong.status, 422);
  assert.match(await wrong.text(), /Page must be at least 1/);
});

test("single inputs may be laid out by hand, and forms carry the token that auth supplies", async () => {
  const tokens = module("tokens", {
    components: [
      () => ({ name: "tokens", provides: () => [csrfTokens.as({ token: () => 'a"b' })] }),
    ],
  });
  const one = form({ a: int(), b: int().optional() }, { inputs: { b: { type: "hidden" } } });
  const shown = route("GET")(
    "/",
    { use: { one } },
    ({ one }) => html`${one.field("a")}|${one.html()}`,
  );
  const wrong = route("GET")("/wrong", { use: { one } }, ({ one }) => one.field("c"));
  await using app = await serve([shown, wrong], {}, [tokens]);
  const page = await (await app.fetch("/")).text();
  assert.match(page, /^<div class="field"><label for="f-a">A<\/label>.*<\/div>\|<form/);
  assert.match(page, /<input type="hidden" name="csrf_token" value="a&quot;b">/);
  assert.match(page, /<input type="hidden" value="" id="f-b" name="b">/);
  assert.equal((await app.fetch("/wrong")).status, 500);
});

test("fields that have no input are refused where the form is declared", () => {
  assert.throws(() => form({ data: bytes() }), { code: "HTTP_FORM_FIELD" });
  assert.throws(() => form({ a: text() }, { files: { a: upload() } }), { code: "HTTP_FORM_FIELD" });
  assert.throws(
    () => form({ title: text() }, { inputs: { titel: {} } as never }),
    /Did you mean "title"/,
  );
  assert.throws(() => form({ title: text() }, { sumbit: "x" } as never), /Did you mean "submit"/);
});

const shelf = form({ shelf: int().nullable(), others: list(int()), note: text({ max: 10 }) });
const shelves = [
  [7, "Poems & plays"],
  [3, "Engines"],
] as const;
const shelfPage = route("GET", "POST")("/shelf", { use: { shelf } }, ({ shelf }) => {
  shelf.prefill({ shelf: 3, others: [7, 3] });
  shelf.offer("shelf", shelves);
  shelf.offer("others", shelves);
  const fields = html`${shelf.summary()}${shelf.field("shelf")}${shelf.field("others")}`;
  return shelf.isValid ? shelf.value : shelf.page(fields);
});

test("choices that only the handler knows are offered in its order", async () => {
  await using app = await serve([shelfPage]);
  const page = await (await app.fetch("/shelf")).text();
  assert.ok(
    page.startsWith(
      '<div class="field"><label for="f-shelf">Shelf</label><select id="f-shelf" name="shelf"><option value=""></option><option value="7">Poems &amp; plays</option><option value="3" selected>Engines</option></select></div>',
    ),
    page,
  );
  assert.match(page, /name="others" multiple="">(<option value="\d" selected>[^<]+<\/option>){2}</);
  const taken = await send(app, { shelf: "7", note: "x" }, "/shelf");
  assert.deepEqual(await taken.json(), { shelf: 7, others: [], note: "x" });
  const none = await send(app, { shelf: "", others: "7", note: "x" }, "/shelf");
  assert.deepEqual(await none.json(), { shelf: null, others: [7], note: "x" });
});

test("what was not offered is refused, and told once, in the summary of an own layout too", async () => {
  await using app = await serve([shelfPage]);
  const refused = await send(app, { shelf: "5", note: "x" }, "/shelf");
  assert.equal(refused.status, 422);
  const page = await refused.text();
  assert.ok(
    page.startsWith(
      '<div class="errors" role="alert"><ul><li><a href="#f-shelf">Shelf must be one of the choices.</a></li></ul></div>',
    ),
    page,
  );
  const wrong = await (await send(app, { shelf: "five", note: "x" }, "/shelf")).text();
  assert.equal(wrong.match(/<li>/g)?.length, 1, "a value of another type is told as that");
});
