import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import type { RawRequest } from "../runtime/http-load.ts";
import { type Server, startServer } from "../runtime/servers.ts";

const root = resolve(import.meta.dirname, "../..");
const HOST = "127.0.0.1";
const ENV = {
  HOST,
  PORT: "0",
  LOG_LEVEL: "error",
  SECRET_KEY: "a-key-of-the-bench-that-is-long-enough",
  ALLOWED_HOSTS: HOST,
};

/** Fills a database with the posts that the blog is shown with, the same each time. */
export function seedBlog(url: string, posts: number): void {
  for (const words of [["migrate"], ["seed_data", "--posts", String(posts)]]) {
    const args = ["--conditions=quintet-source", ...quintet(words)];
    const { status, stderr } = spawnSync(process.execPath, args, {
      env: { ...process.env, ...ENV, DATABASE_URL: url },
      stdio: ["ignore", "ignore", "pipe"],
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`quintet ${words.join(" ")} ended with ${status}: ${stderr}`);
  }
}

/** Serves the blog as in production, with all that it has by default. */
export function serveBlog(url: string): Promise<Server> {
  return startServer(quintet(["serve"]), { ...ENV, DATABASE_URL: url, QUINTET_ENV: "production" });
}

function quintet(words: readonly string[]): string[] {
  return [join(root, "src/cli/main.ts"), ...words, "--app", join(root, "examples/blog/app.ts")];
}

/** The headers by which the author of the demo is known. */
export async function signIn(server: Server): Promise<Readonly<Record<string, string>>> {
  const answer = await bodyOf(server, {
    method: "POST",
    path: "/api/token",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username: "author", password: "author-demo-password" }),
  });
  const { access: token } = JSON.parse(answer) as { access: string };
  return { authorization: `Bearer ${token}` };
}

/** The body of a success, without the port that the server happens to have. */
export async function bodyOf(
  { port }: Server,
  { path, body, ...rest }: RawRequest,
): Promise<string> {
  const init = { ...rest, ...(body !== undefined && { body }) };
  const answer = await fetch(`http://${HOST}:${port}${path}`, init);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 300)}`);
  return text.replaceAll(`${HOST}:${port}`, HOST);
}
