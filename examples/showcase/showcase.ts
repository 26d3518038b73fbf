import { command, module } from "quintet";
import { currentProfile } from "quintet/config";
import { startListening } from "quintet/http";
import { banner } from "./banner.ts";
import { health } from "./health.ts";
import { seedWhenEmpty } from "./seed-when-empty.ts";
import { docs } from "./docs/docs-module.ts";

const serveShowcase = command("serve_showcase", {
  description: "Fills the showcase when it is empty, serves it, and says what to see where",
  startsApp: false,
  async run({ app, print, signal }) {
    const server = await startListening(app);
    try {
      await app.run(async () => {
        await seedWhenEmpty(print);
        const hasDemoAccounts = currentProfile() !== "production";
        print.line(banner(reachable(server.origin!), { hasDemoAccounts }));
      });
      await stopped(signal);
    } finally {
      await app.stop();
    }
  },
});

/** Who listens at all addresses of the machine is reached at this one. */
function reachable(origin: string): string {
  return origin.replace(/\/\/(0\.0\.0\.0|\[::\])/, "//localhost");
}

function stopped(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (signal.aborted) resolve();
  else signal.addEventListener("abort", () => resolve(), { once: true });
  return promise;
}

/** What the examples need to be shown together: their documentation, health, and data to begin with. */
export const showcase = module("showcase", {
  modules: [docs, health],
  commands: [serveShowcase],
});
