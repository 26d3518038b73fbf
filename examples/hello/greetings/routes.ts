import { get, group, html, notFound, post } from "quintet/http";
import { int, shape, text } from "quintet/schema";
import { settings } from "../settings.ts";
import { Greeting } from "./models.ts";

const front = get("/", async () => {
  const all = await Greeting.all();
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Hello</title>
      </head>
      <body>
        <h1>Hello</h1>
        <ul>
          ${all.map((one) => html`<li>${one.words} (${one.language})</li>`)}
        </ul>
        <p>As JSON: <a href="/greetings">/greetings</a></p>
      </body>
    </html>`;
});

const listGreetings = get(
  "/",
  { name: "greetings", query: shape({ page: int({ min: 1 }).default(1) }) },
  ({ query }) => Greeting.all().page(query.page, { size: settings.get().pageSize }),
);

const showGreeting = get("/:language", async ({ params }) => {
  const greeting = await Greeting.where({ language: params.language }).first();
  if (greeting === undefined) throw notFound(`Nobody has said hello in ${params.language} yet.`);
  return greeting;
});

const addGreeting = post(
  "/",
  {
    body: shape({ language: text({ min: 2, max: 40 }), words: text({ min: 1, max: 200 }) }),
    status: 201,
  },
  ({ body }) => Greeting.create(body),
);

export const routes = [front, group("/greetings", [listGreetings, addGreeting, showGreeting])];
