/** Guesses at one account, as a process of its own: prints how many of 60 guesses, all at once, got through. */
import { Redis } from "ioredis";
import { type AttemptStore, Lockout, redisAttempts, sqlAttempts } from "quintet/auth";
import { connect } from "quintet/db";

const GUESSES = 60;
const [kind = "", url = "", prefix = ""] = process.argv.slice(2);

// Both processes begin when both are there.
process.stdout.write("ready\n");
await new Promise((resolve) => process.stdin.once("data", resolve));
if (kind === "redis") {
  const client = new Redis(url);
  await guess(redisAttempts(client, { prefix }));
  await client.quit();
} else {
  await using database = await connect(url, { models: [] });
  await database.run(() => guess(sqlAttempts()));
}
process.stdin.destroy();

async function guess(store: AttemptStore): Promise<void> {
  const lockout = new Lockout({ store, address: { free: 1_000 } });
  const who = { account: "ada@example.com", address: "192.0.2.1" };
  const tries = await Promise.allSettled(Array.from({ length: GUESSES }, () => lockout.begin(who)));
  process.stdout.write(`${tries.filter(({ status }) => status === "fulfilled").length}\n`);
}
