import { styleText } from "node:util";
import { DEMO_ACCOUNTS } from "../blog/seed/people.ts";

/** What somebody wants to know who has just started the showcase. */
export function banner(origin: string, { hasDemoAccounts }: { hasDemoAccounts: boolean }): string {
  const places = [
    ["Blog", `${origin}/`],
    ["Tasks", `${origin}/tasks`],
    ["API", `${origin}/docs/api`],
    ["Documentation", `${origin}/docs`],
    ["Health", `${origin}/health`],
  ].map(([name, address]) => [name!, styleText("cyan", address!)]);
  const accounts = DEMO_ACCOUNTS.map(({ username, password, isAdmin }) => [
    username,
    password,
    isAdmin ? "may do everything" : "writes posts",
  ]);
  const attempts = [
    [`curl -s '${origin}/api/posts?search=garden&ordering=-published_at'`],
    [`curl -s ${origin}/api/tasks -H 'content-type: application/json' -d '{"title": "Say hello"}'`],
  ];
  const parts = [
    section("Quintet is running", places),
    hasDemoAccounts && section(`Sign in at ${origin}/account/sign-in`, accounts),
    section("Then try", attempts),
    `  ${styleText("dim", "Ctrl-C stops it, the data stays.")}`,
  ];
  return `\n${parts.filter((part) => part !== false).join("\n\n")}\n`;
}

function section(title: string, rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  const lines = rows.map((row) => row.map((cell, at) => cell.padEnd(widths[at]!)).join("   "));
  return [styleText("bold", title), ...lines].map((line) => `  ${line.trimEnd()}`).join("\n");
}
