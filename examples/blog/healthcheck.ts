import { statfs } from "node:fs/promises";
import { type App, command } from "quintet";
import { sql } from "quintet/db";
import { startInProcess } from "quintet/http";
import { int } from "quintet/schema";

const MIB = 2 ** 20;

export const healthcheck = command("healthcheck", {
  description: "Looks whether the database answers and the disk has room; ends with 1 where not",
  options: { minFree: int({ min: 0 }).default(100).help("MiB that have to be free on the disk") },
  // What is away is a line of the answer, and keeps nothing else from being told.
  startsApp: false,
  async run({ app, options, print }) {
    const checks = [
      await checked("database", () => askDatabase(app)),
      await checked("disk", async () => {
        const { bavail, bsize } = await statfs(".");
        const free = Math.floor((bavail * bsize) / MIB);
        if (free < options.minFree) throw new Error(`${free} MiB free`);
        return `${free} MiB free`;
      }),
    ];
    print.table(checks);
    return checks.every(({ state }) => state === "ok") ? 0 : 1;
  },
});

async function askDatabase(app: App): Promise<string> {
  await startInProcess(app);
  try {
    const start = performance.now();
    await app.run(() => sql`select 1`);
    return `answers in ${(performance.now() - start).toFixed(1)} ms`;
  } finally {
    await app.stop();
  }
}

async function checked(name: string, check: () => Promise<string>) {
  try {
    return { name, state: "ok", detail: await check() };
  } catch (error) {
    return { name, state: "failed", detail: (error as Error).message };
  }
}
