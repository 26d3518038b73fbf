// What the compiler infers of routes, and what it refuses. Checked by the type check, never run.
import {
  get,
  group,
  html,
  HttpResponse,
  post,
  provider,
  redirect,
  respond,
  url,
} from "quintet/http";
import { bool, datetime, int, list, shape, text } from "quintet/schema";
import * as z from "zod";

// oxlint-disable typescript/no-unnecessary-type-parameters -- the usual way to compare two types exactly
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Expect<T extends true> = T;

// Parameters come from the path, their types from the fields.
get("/posts/:id/:slug", ({ params }) => {
  type _ = Expect<Same<typeof params, { readonly id: string; readonly slug: string }>>;
});
get("/:year(\\d{4})/:path(*)", ({ params }) => {
  type _ = Expect<Same<typeof params, { readonly year: string; readonly path: string }>>;
});
get("/a/:room((?:a|b))/:id", { params: { id: int() } }, ({ params }) => {
  type _ = Expect<Same<typeof params, { readonly room: string; readonly id: number }>>;
});
get("/plain", ({ params, query, body }) => {
  // @ts-expect-error the path has no parameters
  void params.id;
  // @ts-expect-error the route declares no query
  void query.page;
  type _ = Expect<Same<typeof body, undefined>>;
});

// Every part of the input is what its fields give.
post(
  "/all/:id",
  {
    params: { id: int() },
    query: { page: int().default(1), since: datetime().optional() },
    headers: { ifMatch: text() },
    cookies: { theme: text().optional() },
    body: shape({ title: text(), tags: list(text()).nullable() }),
  },
  ({ params, query, headers, cookies, body, after, signal }) => {
    type _ = [
      Expect<Same<typeof params, { readonly id: number }>>,
      Expect<Same<typeof query, { page: number; since?: Date }>>,
      Expect<Same<typeof headers, { ifMatch: string }>>,
      Expect<Same<typeof cookies, { theme?: string }>>,
      Expect<Same<typeof body, { title: string; tags: string[] | null }>>,
      Expect<Same<typeof signal, AbortSignal>>,
    ];
    after(() => body.title);
  },
);
post("/zod", { body: z.object({ n: z.coerce.number() }) }, ({ body }) => {
  type _ = Expect<Same<typeof body, { n: number }>>;
});

// What a provider makes is awaited, and what a generator yields.
const connection = provider(async function* () {
  yield { query: (sql: string) => sql.length };
});
const repository = provider({ connection }, async ({ connection: its }) => ({
  count: () => its.query(""),
}));
get("/used", { use: { connection, repository } }, (input) => {
  type _ = [
    Expect<Same<typeof input.connection, { query: (sql: string) => number }>>,
    Expect<Same<typeof input.repository, { count: () => number }>>,
  ];
  // @ts-expect-error nothing of this name is used
  void input.reposotory;
});

// A declared response is what the handler must return.
const Shown = shape({ id: int(), isOpen: bool() });
get("/shown", { response: Shown }, () => ({ id: 1, isOpen: true, more: "is left out" }));
get("/shown-later", { response: Shown }, async () => ({ id: 1, isOpen: true }));
get("/shown-otherwise", { response: Shown }, () => redirect("/"));
get("/shown-html", { response: Shown }, () => html`<p>${1}</p>`);
// @ts-expect-error `isOpen` is missing
get("/missing", { response: Shown }, () => ({ id: 1 }));
// @ts-expect-error `id` is a number
get("/wrong", { response: Shown }, async () => ({ id: "1", isOpen: true }));

// Misspelt options are refused where they stand.
// @ts-expect-error "qurey" is no option
get("/misspelt", { qurey: { page: int() } }, () => 1);
// @ts-expect-error a timeout is a duration with its unit
get("/misspelt", { timeout: "30 seconds" }, () => 1);

// Addresses want their parameters, and know the query.
const show = get(
  "/posts/:id",
  { params: { id: int() }, query: { page: int().default(1) } },
  () => 1,
);
const home = get("/", () => respond("home"));
url(home);
url(show, { id: 3 });
url(show, { id: "3" }, { page: 2 });
url("posts.show", { id: 3 });
// @ts-expect-error the parameter is missing
url(show);
// @ts-expect-error it has another name
url(show, { key: 3 });
// @ts-expect-error the query has no such name
url(show, { id: 3 }, { pgae: 2 });

// A route knows what it answers; what makes its own answer is told apart.
const made = post("/made", { body: { title: text() } }, async ({ body }) => ({
  id: 1,
  title: body.title,
}));
type _made = [
  Expect<Same<(typeof made)["~response"], { id: number; title: string }>>,
  Expect<Same<(typeof made)["~body"], { title: string }>>,
  Expect<Same<(typeof home)["~response"], HttpResponse>>,
];

group("/api", { tags: ["api"] }, [show, group("/v1", [made])]);
// @ts-expect-error a group holds routes and groups
group("/api", [() => 1]);
