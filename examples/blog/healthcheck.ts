import { statfs } from "node:fs/promises";
import { command } from "quintet";
import { sql } from "quintet/db";
import { int } from "quintet/schema";

const MIB = 2 ** 20;

export const healthcheck = command("healthcheck", {
  description: "Looks whether the database answers and the disk has room; ends with 1 where not",
  options: { minFree: int({ min: 0 }).default(100).help("MiB that have to be free on the disk") },
  async run({ options, print }) {
    const checks = [
      await checked("database", async () => {
        const start = performance.now();
        await sql`select 1`;
        return `answers in ${(performance.now() - start).toFixed(1)} ms`;
      }),
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

async function checked(name: string, check: () => Promise<string>) {
  try {
    return { name, state: "ok", detail: await check() };
  } catch (error) {
    return { name, state: "failed", detail: (error as Error).message };
  }
}
