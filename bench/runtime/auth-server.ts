// A server for auth.bench.ts on the database of `process.argv[2]`. Prints its port.
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { app, module } from "quintet/app";
import { auth, currentTokens, hashPassword, User } from "quintet/auth";
import { silentLog } from "quintet/core";
import { currentDatabase, database, type Database } from "quintet/db";
import { createAll } from "quintet/db/migrations";
import { get, http, post, serverOf } from "quintet/http";

const BY_HAND =
  'select s.*, u.* from auth_session s join "user" u on u.id = s.user_id order by s.seen_at limit 1';
const [url] = process.argv.slice(2) as [string];
const ask = url.startsWith("sqlite:") ? askSqlite() : askPostgres();
const always = { public: true } as const;
const site = app({
  log: silentLog,
  modules: [
    http({ port: 0, requestLog: false }),
    database({ url }),
    auth({
      tokens: {
        keys: [{ id: "one", secret: "c2VjcmV0LW9mLWEtYmVuY2htYXJr-0123456789" }],
        issuer: "https://example.com",
        audience: "https://example.com",
      },
    }),
    module("site", {
      routes: [
        get("/hello", always, () => "hello"),
        get("/hello/by-hand", always, async () => {
          await ask();
          return "hello";
        }),
        post("/token", always, async () => currentTokens.get()!.issue(await User.get(1))),
      ],
    }),
  ],
});
const running = await site.start();
await running.run(async () => {
  const { driver, tables } = currentDatabase.get() as Database;
  await createAll(driver, tables.all);
  const passwordHash = await hashPassword("violet-otter-7-lamp");
  const email = "ada@example.com";
  await User.create({ username: "ada", email, passwordHash, emailVerifiedAt: new Date() });
});
console.log(serverOf(running).address!.port);

/** One question of the same size to the driver itself. */
function askSqlite(): () => Promise<unknown> {
  const file = new DatabaseSync(url.slice("sqlite:".length));
  let statement: ReturnType<DatabaseSync["prepare"]> | undefined;
  return async () => (statement ??= file.prepare(BY_HAND)).all();
}

function askPostgres(): () => Promise<unknown> {
  const pool = new pg.Pool({ connectionString: url });
  return () => pool.query({ name: "by-hand", text: BY_HAND });
}
